import assert from "node:assert/strict";
import { IdIndex, SortedIds } from "../../../src/sandbox/sortedIds";

describe("sorted ids", () => {
  it("are sorted however they come and go", () => {
    const ids = new SortedIds();
    for (const id of ["c", "a", "d"]) ids.add(id);
    assert.deepEqual(ids.list(), ["a", "c", "d"]);
    ids.add("b");
    ids.delete("c");
    assert.deepEqual(ids.list(), ["a", "b", "d"]);
  });

  it("take no notice of the deletion of what they lack", () => {
    const ids = new SortedIds();
    for (const id of ["a", "c"]) ids.add(id);
    for (const id of ["0", "b", "d"]) ids.delete(id);
    assert.deepEqual(ids.list(), ["a", "c"]);
  });

  it("are kept by key", () => {
    const index = new IdIndex();
    index.add("x", "1");
    index.add("y", "2");
    assert.deepEqual([index.list("x"), index.list("y"), index.list("z")], [["1"], ["2"], []]);
  });
});

import assert from "node:assert/strict";
import { untilSelected } from "../../../src/editor/untilSelected";

describe("a row selected while its tree is read anew", () => {
  const moment = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it("is told of once the tree has it, and once", async () => {
    const view = { selection: [] as string[] };
    let told = 0;
    untilSelected(view, () => told++);
    await moment(200);
    assert.equal(told, 0);
    view.selection = ["Web Services"];
    await moment(400);
    assert.equal(told, 1);
  });

  it("is not told of after another was chosen", async () => {
    const view = { selection: [] as string[] };
    let told = 0;
    untilSelected(view, () => told++)();
    view.selection = ["Web Services"];
    await moment(400);
    assert.equal(told, 0);
  });
});

import assert from "node:assert/strict";
import { formatJson } from "../../../src/policy/format";
import { getLikeness, rankByLikeness } from "../../../src/editor/documents/likeness";

const policy = (...actions: string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: actions, Resource: "*" }] });

describe("the likeness of policies", () => {
  it("is 1 for the same policy, however it is laid out or ordered", () => {
    const text = policy("a:B", "c:D");
    assert.equal(getLikeness(text, formatJson(text)), 1);
    assert.equal(getLikeness(text, policy("c:D", "a:B")), 1);
  });

  it("is 0 when no line is shared, brackets aside", () => {
    assert.equal(getLikeness('{"a":[1]}', '{"b":[2]}'), 0);
    assert.equal(getLikeness("{}", "{}"), 1);
  });

  it("ranks the nearest first", () => {
    const far = { id: "far", content: '{"Version":"2012-10-17"}' };
    const near = { id: "near", content: policy("a:B", "c:X") };
    const ranked = rankByLikeness(policy("a:B", "c:D"), [far, near]);
    assert.deepEqual(
      ranked.map(({ candidate }) => candidate.id),
      ["near", "far"],
    );
  });
});

import assert from "node:assert/strict";
import { type Call, createOrganizationReader } from "../../../src/aws/organizations";

describe("the tags of a resource", () => {
  it("are there under any name that AWS takes", async () => {
    const pages: readonly object[] = [
      { Tags: [{ Key: "__proto__", Value: "a" }], NextToken: "1" },
      { Tags: [{ Key: "constructor", Value: "b" }, { Key: "Stage" }] },
    ];
    let asked = 0;
    const call = (async () => pages[asked++]) as unknown as Call;
    const reader = createOrganizationReader(call, {} as Parameters<typeof createOrganizationReader>[1]);
    const tags = await reader.listTags("111122223333");
    assert.deepEqual(Object.entries(tags), [
      ["__proto__", "a"],
      ["constructor", "b"],
      ["Stage", ""],
    ]);
  });
});

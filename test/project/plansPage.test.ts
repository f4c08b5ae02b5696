import assert from "node:assert/strict";
import { parsePlan } from "../../src/changes/planFile";
import { readText } from "./project";

describe("docs/plans.md", () => {
  it("shows a plan's file that is one", () => {
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(readText("docs/plans.md")) ?? [];
    const parsed = parsePlan(example);
    assert.ok("plan" in parsed, JSON.stringify(parsed));
  });
});

import assert from "node:assert/strict";
import { getDelegationProblems } from "../../../src/editor/operations/delegationChecks";

const t = (template: string, ...values: readonly (string | number | boolean)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const STATEMENT = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: ["organizations:List*", "organizations:DescribePolicy"],
  Resource: "*",
};
const write = (change: object) => JSON.stringify({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...change }] });

describe("a delegation policy", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["is fine", write({}), []],
    ["is fine in whatever case", write({ Action: "Organizations:attachpolicy" }), []],
    ["has not been written yet", "", []],
    ["is not JSON", "{", ["error: This is not JSON."]],
    ["says nothing", "{}", ["error: The policy has no statement."]],
    ["names nobody", write({ Principal: undefined }), ["error: The statement has no Principal."]],
    [
      "leaves out instead of naming",
      write({ Action: undefined, NotAction: "organizations:LeaveOrganization" }),
      ["error: AWS takes no NotAction in a delegation policy any more."],
    ],
    [
      "delegates what cannot be",
      write({ Action: ["organizations:CreateAccount"] }),
      ["warning: AWS lets no such action be delegated, as of 2026-11-24: organizations:CreateAccount"],
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () =>
      assert.deepEqual(
        getDelegationProblems(text, t).map(({ severity, message }) => `${severity}: ${message}`),
        expected,
      ),
    );
  }

  it("marks what it speaks of", () => {
    const text = write({ Action: ["organizations:CreateAccount"] });
    const [problem] = getDelegationProblems(text, t);
    assert.ok(problem);
    assert.equal(text.slice(problem.span.start, problem.span.end), '"organizations:CreateAccount"');
  });
});

import assert from "node:assert/strict";
import { findTestCaret } from "../../../src/engine/policyTests/parse";

const TESTS = "policies:\n  - file: a.scp.json\n    |attachTo: [Root]\n";
const CASES: readonly (readonly [name: string, text: string, expected: object])[] = [
  ["a key of the file", "te|", { role: "value", path: [], before: "te" }],
  ["a further key of the file", "tests: []\npol|", { role: "key", path: [], present: ["tests"], before: "pol" }],
  ["a key of a policy", TESTS, { role: "key", path: ["policies", 0], present: ["file"] }],
  [
    "a key of a test",
    "tests:\n  - name: x\n    act|\n    expect: denied\n",
    { role: "key", path: ["tests", 0], present: ["name", "expect"], before: "act" },
  ],
  ["a key on an empty line", "tests:\n  - name: x\n    |\n", { role: "key", path: ["tests", 0], before: "" }],
  ["a value", "tests:\n  - expect: den|\n", { role: "value", path: ["tests", 0], key: "expect", before: "den" }],
  ["an empty value", "tests:\n  - expect: |\n", { role: "value", path: ["tests", 0], key: "expect", before: "" }],
  [
    "one of a list",
    "tests:\n  - name: x\n  - action: [s3:GetObject, s3:|]\n",
    { role: "value", path: ["tests", 1], key: "action", before: "s3:" },
  ],
  [
    "one of a list in lines",
    "tests:\n  - action:\n      - ec2:Run|\n",
    { role: "value", path: ["tests", 0], key: "action", before: "ec2:Run" },
  ],
  [
    "a condition key",
    "defaults:\n  context: { aws:Req| }\n",
    { role: "key", path: ["defaults", "context"], before: "aws:Req" },
  ],
  ["JSON", '{"tests": [{"expect": "den|"}]}', { role: "value", path: ["tests", 0], key: "expect", before: "den" }],
];

describe("what is being written in a file of policy tests", () => {
  for (const [name, marked, expected] of CASES) {
    it(`is ${name}`, () => {
      const offset = marked.indexOf("|");
      const found = findTestCaret(marked.replace("|", ""), offset);
      const picked = Object.fromEntries(Object.keys(expected).map((key) => [key, found?.[key as keyof typeof found]]));
      assert.deepEqual(picked, expected);
    });
  }

  it("is nothing in a comment", () => assert.equal(findTestCaret("# te", 4), undefined));
});

import assert from "node:assert/strict";
import { UsageError, type CommandIo } from "../../../src/cli/command";
import { createEvaluateCommand } from "../../../src/cli/evaluate";
import type { Verdict } from "../../../src/evaluation/verdict";

const ORGANIZATION = "organization.json";

async function run(args: readonly string[], stdin: unknown = []) {
  let out = "";
  const io: CommandIo = {
    cwd: "test/fixtures/scenarios",
    env: {},
    out: (text) => {
      out += text;
    },
    err: () => assert.fail("commands leave standard error to their caller"),
    readStdin: () => Promise.resolve(Buffer.from(typeof stdin === "string" ? stdin : JSON.stringify(stdin))),
    expectShortRun: () => Promise.resolve(),
    waitForEnd: () => new Promise(() => {}),
  };
  // A folder without a catalogue, so that the answers do not depend on its day.
  const code = await createEvaluateCommand("test/fixtures").run(args, io);
  return { code, out };
}

const ask = (requests: unknown) => run(["--org", ORGANIZATION, "--requests", "-", "--format", "json"], requests);
const REQUEST = { id: "one", accountId: "111111111111", action: "ec2:RunInstances", context: {} };

describe("orgscope evaluate", () => {
  it("answers each request in order, as JSON", async () => {
    const { code, out } = await ask([
      { ...REQUEST, context: { "aws:RequestedRegion": "us-east-1" } },
      { ...REQUEST, id: "two", context: { "aws:RequestedRegion": "eu-west-1" } },
      { ...REQUEST, id: "three" },
    ]);
    assert.equal(code, 0);
    const verdicts = JSON.parse(out) as Verdict[];
    assert.deepEqual(
      verdicts.map(({ id, verdict }) => [id, verdict]),
      [
        ["one", "explicitDeny"],
        ["two", "allowed"],
        ["three", "conditional"],
      ],
    );
    const { policyType, targetId, policyId, sid, statement } = verdicts[0] ?? {};
    assert.deepEqual(
      { policyType, targetId, policyId, sid, statement },
      {
        policyType: "SERVICE_CONTROL_POLICY",
        targetId: "ou-a1b2-11111111",
        policyId: "p-scpproduction1",
        sid: "DenyRegions",
        statement: 0,
      },
    );
    assert.deepEqual(verdicts[2]?.missingContext, ["aws:RequestedRegion"]);
  });

  it("answers a line for each request", async () => {
    const { out } = await run(["--org", ORGANIZATION, "--requests", "-"], [{ ...REQUEST, action: "iam:CreateRole" }]);
    assert.equal(out, "one\tallowed\tNot blocked by SCPs or RCPs.\n");
  });

  it("takes a single request, a byte order mark, numbers and truth values", async () => {
    const text = `\uFEFF${JSON.stringify({ ...REQUEST, id: 7, context: { "aws:RequestedRegion": ["us-east-1"], flag: true } })}`;
    const verdicts = JSON.parse((await ask(text)).out) as Verdict[];
    assert.deepEqual(
      verdicts.map(({ id, verdict }) => [id, verdict]),
      [["7", "explicitDeny"]],
    );
  });

  const unusable: [string, unknown, RegExp][] = [
    ["text that is not JSON", "{", /-: The requests are not JSON/],
    ["a request without an id", [{ ...REQUEST, id: undefined }], /Request 1 has no “id”/],
    ["a request without an action", [REQUEST, { ...REQUEST, action: undefined }], /Request 2 has no “action”/],
    ["an account id of eleven digits", [{ ...REQUEST, accountId: "11111111111" }], /“accountId” is not twelve digits/],
    ["a principal that is a name", [{ ...REQUEST, principal: "eve" }], /“principal” is not an ARN/],
    ["a resource that is a name", [{ ...REQUEST, resource: "bucket" }], /“resource” is neither an ARN nor \*/],
    ["a context that is a list", [{ ...REQUEST, context: [] }], /“context” is not an object/],
    ["a value that is an object", [{ ...REQUEST, context: { key: {} } }], /the value of key/],
  ];
  for (const [name, requests, message] of unusable) {
    it(`refuses ${name}`, () =>
      assert.rejects(ask(requests), (error) => error instanceof UsageError && message.test(error.message)));
  }

  it("refuses what is no organization file", () =>
    assert.rejects(run(["--org", "scenario.ts", "--requests", "-"]), UsageError));
  it("refuses a file that is not there", () =>
    assert.rejects(run(["--org", "nowhere.json", "--requests", "-"]), UsageError));
  it("refuses both from standard input", () => assert.rejects(run(["--org", "-", "--requests", "-"]), UsageError));
  it("asks for what is missing", () => assert.rejects(run(["--org", ORGANIZATION]), UsageError));
});

import assert from "node:assert/strict";
import { type Command, UsageError } from "../../../src/cli/command";
import { createDiffCommand } from "../../../src/cli/diff";
import { createImpactCommand } from "../../../src/cli/impact";
import { openUniverse } from "../../../src/cli/openCatalogue";
import { createTestCommand } from "../../../src/cli/test";
import { run } from "./run";

const ORGANIZATION = "scenarios/organization.json";
const getUniverse = openUniverse("dist");
const diff = createDiffCommand(getUniverse);
const impact = createImpactCommand(getUniverse);
const test = createTestCommand("dist");

function refuses(command: Command, name: string, args: readonly string[], message: RegExp, stdin = ""): void {
  it(`refuses ${name}`, () =>
    assert.rejects(run(command, args, stdin), (error) => error instanceof UsageError && message.test(error.message)));
}

const LEAVING = "policies/deny-leaving.scp.json";
const deny = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: action, Resource: "*" } });

describe("orgscope diff", () => {
  it("is silent about order and answers 0", async () => {
    assert.deepEqual(await run(diff, [LEAVING, LEAVING]), {
      code: 0,
      out: "No difference in what they allow and deny.\n",
    });
  });

  it("tells what the second denies that the first does not", async () => {
    const { code, out } = await run(diff, [LEAVING, "-"], deny("sqs:Send*"));
    assert.equal(code, 1);
    assert.match(out, /no longer denied: 1 action\n {4}organizations: 1 of \d+ \(Write 1\)\n/);
    assert.match(out, /newly denied: \d+ actions?\n {4}sqs: \d of \d+/);
  });

  it("answers the actions by name, as JSON", async () => {
    const { out } = await run(diff, ["--format", "json", LEAVING, "-"], deny("sqs:SendMessage"));
    const { rows } = JSON.parse(out) as { rows: readonly { before: string; after: string; actions: string[] }[] };
    assert.deepEqual(
      rows.map(({ before, after, actions }) => [before, after, actions]),
      [
        ["always", "never", ["organizations:LeaveOrganization"]],
        ["never", "always", ["sqs:SendMessage"]],
      ],
    );
  });

  it("compares targets and policies of an organization", async () => {
    const targets = await run(diff, ["--org", ORGANIZATION, "Web", "Root/Development/Team"]);
    assert.equal(targets.code, 1);
    assert.match(targets.out, /no longer blocked|now conditional/);
    const policies = await run(diff, ["--org", ORGANIZATION, "p-FullAWSAccess", "p-scpproduction1"]);
    assert.match(policies.out, /no longer allowed/);
  });

  it("compares two organizations", async () => {
    const { code, out } = await run(diff, [ORGANIZATION, ORGANIZATION]);
    assert.deepEqual([code, out], [0, "0 accounts affected, 3 not.\n"]);
  });

  refuses(diff, "one thing alone", [LEAVING], /name two things/);
  refuses(diff, "a file that is not there", [LEAVING, "nowhere.json"], /no such file/);
  refuses(diff, "a policy and a target", ["--org", ORGANIZATION, "p-FullAWSAccess", "Web"], /cannot be compared/);
  refuses(diff, "two types", [LEAVING, "policies/tls.rcp.json"], /two types/);
  refuses(diff, "what is no policy", [LEAVING, "-"], /second policy .* it is not JSON/, "{");
});

describe("orgscope impact", () => {
  it("tells which accounts and actions a change affects", async () => {
    const { code, out } = await run(impact, ["--org", ORGANIZATION, "--attach", `${LEAVING}=Root/Production`]);
    assert.equal(code, 1);
    assert.match(out, /^1 account affected, 2 not\.\n\n1 account: Web \(111111111111\)\n {2}newly denied: 1 action\n/);
  });

  it("applies changes in the order given", async () => {
    const attach = ["--attach", `${LEAVING}=Root`, "--detach", `${LEAVING}=Root`];
    assert.equal((await run(impact, ["--org", ORGANIZATION, ...attach])).code, 0);
  });

  it("answers ids and actions, as JSON", async () => {
    const move = ["--move", "Web=Root/Development", "--update", "p-scpproduction1=-"];
    const { out } = await run(impact, ["--org", ORGANIZATION, "--format", "json", ...move], deny("s3:*"));
    const told = JSON.parse(out) as { changed: { members: string[] }; groups: { newlyAllowed: string[] }[] };
    assert.deepEqual(told.changed.members, ["111111111111"]);
    assert.ok(told.groups[0]?.newlyAllowed.includes("ec2:RunInstances"));
  });

  refuses(impact, "no change", ["--org", ORGANIZATION], /name a change/);
  refuses(impact, "a change of one name", ["--org", ORGANIZATION, "--attach", "Root"], /two names with =/);
  refuses(
    impact,
    "a policy that is not there",
    ["--org", ORGANIZATION, "--detach", "Nothing=Root"],
    /no policy Nothing/,
  );
  for (const [what, text] of [
    ["is empty", ""],
    ["is no JSON", "hello"],
    ["has no statement", "{}"],
    ["is a list", "[]"],
    ["is another thing", '{"name":"x"}'],
  ] as const) {
    const attach = ["--org", ORGANIZATION, "--attach=-=Root"];
    refuses(impact, `to attach what ${what}`, attach, /^- is no policy: /, text);
    refuses(
      impact,
      `to publish what ${what}`,
      ["--org", ORGANIZATION, "--update", "p-scpproduction1=-"],
      /^- is no policy: /,
      text,
    );
  }
  const once = ["--org", ORGANIZATION, "--attach", `${LEAVING}=Web`];
  refuses(
    impact,
    "to attach what is attached",
    ["--org", ORGANIZATION, "--attach", "p-FullAWSAccess=Root"],
    /attached already/,
  );
  refuses(impact, "to attach it twice", [...once, ...once.slice(2)], /attached already/);
  refuses(
    impact,
    "to detach what is not attached",
    ["--org", ORGANIZATION, "--detach", "p-scpproduction1=Web"],
    /not attached/,
  );
  refuses(
    impact,
    "to move to where it lies",
    ["--org", ORGANIZATION, "--move", "Web=Production"],
    /lies there already/,
  );
  refuses(impact, "to move an OU", ["--org", ORGANIZATION, "--move", "Production=Root"], /only accounts can be moved/);
  refuses(impact, "to move into an account", ["--org", ORGANIZATION, "--move", "Web=Team"], /below a root or an OU/);
});

describe("orgscope test", () => {
  it("passes", async () => {
    const { code, out } = await run(test, ["orgtests/guardrails.orgtest.yaml"]);
    assert.equal(code, 0, out);
    assert.match(out, /✓ nobody leaves\n/);
    assert.match(out, /Statements met by tests: 2 of 3\n {2}not met: OnlyOurs/);
    assert.match(out, /3 passed, 0 failed\n$/);
  });

  it("fails at the place of the expectation, for all tests of a folder", async () => {
    const { code, out } = await run(test, ["orgtests"]);
    assert.equal(code, 1);
    assert.match(
      out,
      /✗ a <test> that fails \(orgtests\/failing\.orgtest\.json:4:\d+\)\n {6}organizations:LeaveOrganization/,
    );
    assert.match(out, /3 passed, 1 failed\n$/);
  });

  it("answers JUnit, escaped", async () => {
    const { out } = await run(test, ["--format", "junit", "orgtests"]);
    assert.match(out, /<testsuite name="orgtests\/failing\.orgtest\.json" tests="1" failures="1">/);
    assert.match(
      out,
      /<testcase name="a &lt;test&gt; that fails" .* line="4">\n {6}<failure message="organizations:Leave/,
    );
  });

  it("answers cases and coverage, as JSON", async () => {
    const { out } = await run(test, ["--format", "json", "orgtests/failing.orgtest.json"]);
    const [file] = JSON.parse(out) as { tests: { passed: boolean; line: number }[]; coverage: { matched: number }[] }[];
    assert.deepEqual([file?.tests[0]?.passed, file?.tests[0]?.line, file?.coverage[0]?.matched], [false, 4, 1]);
  });

  it("judges another organization with --org", async () => {
    const text = "tests: [{ account: Web, action: organizations:LeaveOrganization, expect: allowed }]";
    assert.equal((await run(test, ["--org", ORGANIZATION, "-"], text)).code, 0);
  });

  refuses(test, "nothing", [], /name a file/);
  refuses(test, "a format that is none", ["--format", "tap", "orgtests"], /--format is text, json or junit/);
  refuses(test, "a folder without tests", ["policies"], /no tests in policies/);
  refuses(
    test,
    "a test that it cannot understand",
    ["-"],
    /^-:2:5: “acton” is not known here\.$/,
    "tests:\n  - acton: a:B\n",
  );
  refuses(
    test,
    "a policy file that is not there",
    ["-"],
    /no such file: gone\.json/,
    "policies: [{ file: gone.json }]\ntests: []",
  );
});

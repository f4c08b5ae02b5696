import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { EXPECTATIONS, TEST_FILE_KEYS } from "../../../src/engine/policyTests/model";
import { parsePolicyTests } from "../../../src/engine/policyTests/parse";
import { createTestOrganization, prepareOrganization } from "../../../src/engine/policyTests/prepare";
import { runPolicyTests } from "../../../src/engine/policyTests/run";
import { createTargetPaths, findTarget } from "../../../src/engine/references";
import { allow, beside, createOrganization, deny, IDS, policy } from "../../fixtures/scenarios/scenario";

const REGION = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };
const ORGANIZATION = createOrganization({
  scps: {
    root: beside(deny({ Sid: "Leave", Action: "organizations:LeaveOrganization" })),
    production: beside({ Sid: "Regions", Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: REGION }),
  },
});

function run(text: string, organization = ORGANIZATION) {
  const { file, problems } = parsePolicyTests(text);
  assert.deepEqual(problems, []);
  return runPolicyTests(organization, file.tests);
}

const one = (lines: string) => run(`tests:\n  - ${lines.trim().replaceAll("\n", "\n    ")}\n`).results[0];

describe("policy tests", () => {
  it("pass where every account and action has the verdict", () => {
    const result = one("target: Root\naction: [organizations:LeaveOrganization]\nexpect: denied\nsid: Leave");
    assert.equal(result?.isPassed, true);
    assert.deepEqual(
      result?.cases.map((found) => found.accountId),
      [IDS.web, IDS.team],
    );
  });

  it("fail with what was found and why", () => {
    const result = one(
      "account: Web\naction: ec2:RunInstances\nexpect: allowed\ncontext: { aws:RequestedRegion: us-east-1 }",
    );
    assert.equal(result?.isPassed, false);
    assert.match(
      result?.cases[0]?.message ?? "",
      /^Expected allowed, but it is explicitDeny\. Denied by statement Regions/,
    );
  });

  const FAILING: [string, string, RegExp][] = [
    [
      "by another statement",
      "account: Web\naction: organizations:LeaveOrganization\nexpect: denied\nsid: Other",
      /Expected Other to decide/,
    ],
    [
      "by another policy",
      "account: Web\naction: organizations:LeaveOrganization\nexpect: denied\npolicy: p-scpproduction1",
      /Expected p-scpproduction1 to decide/,
    ],
    ["for want of context", "account: Web\naction: ec2:RunInstances\nexpect: denied", /it is conditional/],
  ];
  for (const [name, text, message] of FAILING) {
    it(`fail: ${name}`, () => assert.match(one(text)?.cases[0]?.message ?? "", message));
  }

  const UNRUNNABLE: [string, string, RegExp][] = [
    [
      "an account that is not there",
      "account: Nowhere\naction: a:B\nexpect: denied",
      /there is no root, OU or account Nowhere/,
    ],
    ["an OU as account", "account: Production\naction: a:B\nexpect: denied", /is no account: say “target”/],
    ["nobody", "action: a:B\nexpect: denied", /“account” or “target” is missing/],
  ];
  for (const [name, text, message] of UNRUNNABLE) {
    it(`cannot run: ${name}`, () => assert.match(one(text)?.problem ?? "", message));
  }

  it("take a principal by the end of its ARN, a service, and nobody", () => {
    for (const [principal, verdict] of [
      ["root", "explicitDeny"],
      ["assumed-role/Admin/eve", "explicitDeny"],
      ["service:cloudtrail.amazonaws.com", "notSubject"],
      ["anonymous", "notSubject"],
    ]) {
      const result = one(
        `account: Web\naction: organizations:LeaveOrganization\nexpect: denied\nprincipal: ${principal}`,
      );
      assert.equal(result?.cases[0]?.verdict, verdict, principal);
    }
  });

  it("tell which statements they met", () => {
    const { coverage } = run(
      ...([
        `defaults: { account: Web, absentContext: true }
tests:
  - { action: ec2:RunInstances, expect: allowed, context: { aws:RequestedRegion: eu-west-1 } }
  - { action: ec2:RunInstances, expect: denied, context: { aws:RequestedRegion: us-east-1 } }
`,
      ] as const),
    );
    assert.deepEqual(
      coverage.map(({ policyId, sid, matched, missed }) => [policyId, sid, matched, missed]),
      [
        ["p-scproot1", "Leave", 0, 0],
        ["p-scpproduction1", "Regions", 1, 1],
      ],
    );
  });
});

describe("the policies of a test file", () => {
  const prepare = (text: string, texts: Record<string, string>, organization = ORGANIZATION) =>
    prepareOrganization(organization, parsePolicyTests(text).file, new Map(Object.entries(texts)));
  const content = JSON.stringify(policy(deny({ Sid: "Draft", Action: "s3:*" })));

  it("stand in for published ones", () => {
    const { contents } = prepare("policies: [{ file: a.json, replaces: p-scpproduction1 }]\ntests: []", {
      "a.json": content,
    });
    assert.equal(contents.policies.find((found) => found.id === "p-scpproduction1")?.content, content);
  });

  it("are attached where the file says, or to the root", () => {
    const text = "policies: [{ file: a.scp.json }, { file: b.rcp.json, attachTo: Root/Production }]\ntests: []";
    const { contents } = prepare(text, { "a.scp.json": content, "b.rcp.json": content });
    const added = contents.attachments
      .map((found) => [found.policyId, found.targetId])
      .filter(([id]) => id?.startsWith("new:"));
    assert.deepEqual(added, [
      ["new:1", IDS.root],
      ["new:3", IDS.production],
    ]);
    assert.deepEqual(
      contents.policies.slice(-2).map((found) => found.type),
      ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    );
  });

  it("need no organization", () => {
    const { contents } = prepare(
      "policies: [{ file: a.json }]\ntests: []",
      { "a.json": content },
      createTestOrganization(),
    );
    const { file } = parsePolicyTests(
      "tests: [{ action: s3:GetObject, expect: denied, sid: Draft }, { action: ec2:RunInstances, expect: allowed }]",
    );
    assert.deepEqual(
      runPolicyTests(contents, file.tests).results.map((result) => result.isPassed),
      [true, true],
    );
  });

  it("are problems where they cannot be placed", () => {
    const text =
      "policies: [{ file: a.json, replaces: Nothing }, { file: b.json }, { file: a.json, attachTo: Nowhere }]\ntests: []";
    const { problems } = prepare(text, { "a.json": content });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        "a.json: there is no policy Nothing.",
        "b.json: it could not be read.",
        "a.json: there is no root, OU or account Nowhere.",
      ],
    );
  });
});

describe("a test file", () => {
  it("is read with the places of its tests", () => {
    const text = readFileSync("test/fixtures/orgtests/guardrails.orgtest.yaml", "utf8");
    const { file, problems } = parsePolicyTests(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      file.tests.map((test) => text.slice(test.expectSpan.start, test.expectSpan.end)),
      ["denied", "explicitDeny", "allowed"],
    );
    assert.deepEqual(
      [file.tests[2]?.accounts, file.tests[0]?.context],
      [["111111111111"], { "aws:RequestedRegion": ["eu-west-1"] }],
    );
  });

  it("may be JSON, and keeps the zeros of an account id", () => {
    const json = '{ "tests": [{ "account": "012345678901", "action": "a:B", "expect": "denied" }] }';
    assert.deepEqual(parsePolicyTests(json).file.tests[0]?.accounts, ["012345678901"]);
    assert.deepEqual(
      parsePolicyTests("tests: [{ account: 012345678901, action: a:B, expect: denied }]").file.tests[0]?.accounts,
      ["012345678901"],
    );
  });

  it("has a schema for JSON that knows the same keys and verdicts", () => {
    interface Schema {
      readonly properties: Readonly<
        Record<string, Schema & { readonly enum?: readonly string[]; readonly items?: Schema }>
      >;
    }
    const schema = JSON.parse(readFileSync("media/orgtest.schema.json", "utf8")) as Schema;
    const { policies, defaults, tests } = schema.properties;
    const list = (one: Schema | undefined) => Object.keys(one?.properties ?? {}).sort();
    const known = (keys: readonly string[]) => [...keys].sort();
    assert.deepEqual(list(schema), known(TEST_FILE_KEYS.file));
    assert.deepEqual(list(policies?.items), known(TEST_FILE_KEYS.policy));
    assert.deepEqual(list(defaults), known(TEST_FILE_KEYS.defaults));
    assert.deepEqual(list(tests?.items), known(TEST_FILE_KEYS.test));
    assert.deepEqual(known(tests?.items?.properties.expect?.enum ?? []), known(EXPECTATIONS));
  });

  const WRONG: [string, string, RegExp, string][] = [
    ["a key that is not known", "tests:\n  - acton: a:B\n", /“acton” is not known here/, "acton"],
    [
      "an expectation that is none",
      "tests:\n  - { action: a:B, expect: blocked }\n",
      /“expect” is one of allowed/,
      "blocked",
    ],
    ["no action", "tests:\n  - { expect: denied }\n", /“action” is missing/, "{ expect: denied }"],
    [
      "a context that is a list",
      "tests:\n  - { action: a:B, expect: denied, context: [a] }\n",
      /“context” is a mapping/,
      "{ action: a:B, expect: denied, context: [a] }",
    ],
    ["broken YAML", "tests: [", /./, ""],
    ["a list", "- a", /A test file is a mapping/, "- a"],
  ];
  for (const [name, text, message, marked] of WRONG) {
    it(`is refused in part: ${name}`, () => {
      const found = parsePolicyTests(text).problems.find((problem) => message.test(problem.message));
      assert.ok(found, JSON.stringify(parsePolicyTests(text).problems));
      if (marked) assert.equal(text.slice(found.span.start, found.span.end), marked);
    });
  }
});

describe("a reference to a target", () => {
  const duplicated = {
    ...ORGANIZATION,
    accounts: ORGANIZATION.accounts.map((account) => ({ ...account, name: "Same" })),
  };
  it("is an id, a path or a name of its own", () => {
    for (const text of [IDS.web, "Root/Production/Web", "Production/Web", "Web", "/Root/Production/Web"]) {
      assert.deepEqual(findTarget(ORGANIZATION, text), { found: IDS.web });
    }
    assert.deepEqual(findTarget(duplicated, "Production/Same"), { found: IDS.web });
    assert.equal(createTargetPaths(ORGANIZATION)(IDS.web), "Root/Production/Web");
  });
  it("is refused where several have it", () => {
    const found = findTarget(duplicated, "Same");
    assert.match("problem" in found ? found.problem : "", /several are called Same/);
  });
});

// An Allow counts as met too.
describe("coverage of Allow statements", () => {
  it("counts those that match", () => {
    const organization = createOrganization({ scps: { web: [policy(allow({ Sid: "Ec2", Action: "ec2:*" }))] } });
    const { coverage } = run("tests: [{ account: Web, action: ec2:RunInstances, expect: allowed }]", organization);
    assert.deepEqual(
      coverage.map(({ sid, matched }) => [sid, matched]),
      [["Ec2", 1]],
    );
  });
});

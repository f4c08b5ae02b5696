import assert from "node:assert/strict";
import { parsePolicyTests } from "../../../src/engine/policyTests/parse";
import { createJudge } from "../../../src/judging/judge";
import type { ServiceActions } from "../../../src/judging/answers";
import { createTechCorp } from "../../../src/sandbox/main";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { formatOrganizationFile } from "../../../src/organization/file";
import { catalogue } from "../policy/language";

const TECH_CORP = createTechCorp();
const deny = (...actions: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: actions, Resource: "*" }] });
const idOf = (name: string) => {
  const all = [...TECH_CORP.organizationalUnits, ...TECH_CORP.accounts, ...TECH_CORP.policies];
  return all.find((one) => one.name === name)?.id ?? "";
};
const listActions = (services: readonly ServiceActions[]) =>
  services.flatMap(({ levels }) => levels.flatMap(({ actions }) => actions));

describe("the judge", () => {
  const judge = createJudge(() => catalogue);
  judge.setOrganization(JSON.stringify({ ...TECH_CORP, tags: {} }));
  const draft = (content: string, ...targets: readonly string[]) => ({
    type: SERVICE_CONTROL_POLICY,
    content,
    targetIds: targets.map(idOf),
  });

  it("measures a draft where it would be attached", () => {
    const { accounts, organizationalUnits, statements } = judge.measurePolicy(
      draft(deny("s3:PutObject", "s3:GetObject"), "Production"),
    );
    assert.equal(accounts.members, 2);
    assert.equal(organizationalUnits, 1);
    assert.deepEqual(
      statements.map(({ actions, services, isNeedless }) => ({ actions, services, isNeedless })),
      [{ actions: 2, services: 1, isNeedless: false }],
    );
  });

  it("names the entries that do nothing there, since the root denies them", () => {
    const content = deny("organizations:LeaveOrganization", "s3:GetObject");
    const [statement] = judge.measurePolicy(draft(content, "Production")).statements;
    assert.deepEqual(statement?.needlessEntries, [0]);
  });

  it("tells what a draft changes against no policy, by account and action", () => {
    const { changes, comparedWith } = judge.reportPolicy(draft(deny("s3:PutObject"), "Production"));
    assert.equal(comparedWith, "without");
    assert.deepEqual(
      changes.map((group) => ({
        accounts: group.accounts.members.map(({ name }) => name).sort(),
        changes: group.changes.map(({ kind, services }) => [kind, ...listActions(services)]),
      })),
      [{ accounts: ["Database Services", "Web Services"], changes: [["newlyDenied", "s3:PutObject"]] }],
    );
  });

  it("tells what a draft of a policy changes against its published text", () => {
    const published = TECH_CORP.policies.find(({ id }) => id === idOf("DenyLeavingOrganization"));
    const policy = published ?? TECH_CORP.policies.find(({ content }) => content.includes("LeaveOrganization"));
    assert.ok(policy);
    const targetIds = TECH_CORP.attachments.filter((one) => one.policyId === policy.id).map((one) => one.targetId);
    const { type, id: policyId } = policy;
    const { changes, comparedWith } = judge.reportPolicy({ type, policyId, targetIds, content: deny("s3:PutObject") });
    assert.equal(comparedWith, "published");
    const kinds = new Set(changes.flatMap((group) => group.changes.map(({ kind }) => kind)));
    assert.ok(kinds.has("newlyDenied") && kinds.has("nowPossible"), [...kinds].join());
  });

  it("views what is left of an account, with the policies behind it", () => {
    const { path, services } = judge.viewTarget(idOf("Web Services"));
    assert.deepEqual(
      path.map(({ name }) => name),
      ["Root", "Production", "Web Services"],
    );
    const organizations = services.find(({ prefix }) => prefix === "organizations");
    const reasons = organizations?.reasons.map(({ statement, levelName }) => [levelName, statement?.policyName]);
    assert.ok(
      reasons?.some(([level]) => level === "Root"),
      JSON.stringify(reasons),
    );
  });

  it("takes what lies below a root for members of the organization", () => {
    const { services } = judge.viewTarget(TECH_CORP.roots[0]?.id ?? "");
    const sids = services
      .filter(({ prefix }) => prefix === "s3")
      .flatMap(({ reasons }) => reasons.map(({ statement }) => statement?.sid));
    assert.ok(sids.includes("EncryptedTransportOnly"), sids.join());
    assert.ok(!sids.includes("OurIdentitiesOnly"), sids.join());
  });

  it("leaves the management account alone", () => {
    assert.equal(judge.viewTarget(TECH_CORP.organization.masterAccountId).isExempt, true);
  });

  it("explains a message by the statement that denied", () => {
    const account = idOf("Web Services");
    const explained = judge.explainDenial(
      `User: arn:aws:sts::${account}:assumed-role/Deployer/x is not authorized to perform: ` +
        "organizations:LeaveOrganization with an explicit deny in a service control policy",
    );
    assert.ok(explained);
    assert.ok(explained.explanation.suspects.length > 0);
    assert.equal(judge.explainDenial("hello"), undefined);
  });

  it("finds actions by the beginning of their name first", () => {
    const found = judge.findActions("getobject", 5);
    assert.ok(found.includes("s3:GetObject"), found.join());
  });

  it("runs tests with the policies of files, and counts the statements they meet", () => {
    const { file } = parsePolicyTests(
      "policies:\n  - file: a.scp.json\ntests:\n  - action: s3:GetObject\n    expect: denied\n" +
        "  - action: s3:PutObject\n    expect: denied\n",
    );
    const content = JSON.stringify({
      Version: "2012-10-17",
      Statement: ["s3:GetObject", "s3:DeleteObject"].map((Action) => ({ Effect: "Deny", Action, Resource: "*" })),
    });
    const ran = judge.runTests({ file, policies: new Map([["a.scp.json", content]]) });
    assert.ok("results" in ran);
    assert.deepEqual(
      ran.results.map(({ isPassed }) => isPassed),
      [true, false],
    );
    assert.deepEqual(ran.coverage, [
      {
        file: "a.scp.json",
        statements: [
          { statement: 0, matched: 1 },
          { statement: 1, matched: 0 },
        ],
      },
    ]);
  });

  it("tells why tests of an organization that cannot be read do not run", () => {
    const { file } = parsePolicyTests("organization: o.json\ntests:\n  - action: s3:GetObject\n    expect: denied\n");
    assert.ok("problems" in judge.runTests({ file, organization: "{", policies: new Map() }));
    const organization = formatOrganizationFile(TECH_CORP);
    assert.ok("results" in judge.runTests({ file, organization, policies: new Map() }));
  });
});

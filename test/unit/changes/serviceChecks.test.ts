import assert from "node:assert/strict";
import { listDelegationGains } from "../../../src/changes/delegationStatements";
import { numberSteps } from "../../../src/changes/plan";
import { renderPlanFinding } from "../../../src/changes/preflight/catalogue";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const TECH_CORP = createTechCorp();
const WEB = "210987654321";
const API = "321098765432";

function getTyped(...steps: readonly Step[]): readonly string[] {
  const plan = {
    ...{ title: "Test", organizationId: TECH_CORP.organization.id, plannedAt: "2026-11-24T10:00:00.000Z" },
    steps: numberSteps(steps),
  };
  const protections = { protectedTargets: [], managedElsewhere: [], mustKeep: [] };
  return getPlanFindings(plan, { contents: TECH_CORP, callerRole: "management", asOf: "2026-11-24", protections })
    .filter(({ severity }) => severity === "typed")
    .map(renderPlanFinding);
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
}

const READ: Statement = { Effect: "Allow", Principal: { AWS: WEB }, Action: "organizations:List*", Resource: "*" };
const write = (...statements: readonly Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

describe("what shuts out through services is typed", () => {
  const disable = (servicePrincipal: string): Step => ({ kind: "disableAWSServiceAccess", servicePrincipal });

  it("a sign-in through IAM Identity Center first of all", () => {
    assert.deepEqual(getTyped(disable("sso.amazonaws.com")), [
      "IAM Identity Center loses its access to the organization: whoever signs in to accounts through it is shut out.",
    ]);
  });

  it("any other service, also one that is not known", () => {
    assert.deepEqual(getTyped(disable("config.amazonaws.com"), disable("new.amazonaws.com")), [
      "Config loses its access to the organization: what it does across accounts stops.",
      "new.amazonaws.com loses its access to the organization: what it does across accounts stops.",
    ]);
    assert.deepEqual(getTyped({ kind: "enableAWSServiceAccess", servicePrincipal: "config.amazonaws.com" }), []);
  });

  it("an account that administers a service no longer", () => {
    assert.deepEqual(
      getTyped({
        ...{ kind: "deregisterDelegatedAdministrator", accountId: WEB },
        servicePrincipal: "config.amazonaws.com",
      }),
      ["Web Services can no longer administer Config: what is managed from there stops."],
    );
  });

  it("an account that leaves, and several at once by one word", () => {
    const remove = (accountId: string): Step => ({ kind: "removeAccountFromOrganization", accountId });
    assert.match(getTyped(remove(WEB)).join("\n"), /^Web Services leaves the organization: none of its policies/);
    const several = getTyped(remove(WEB), remove(API));
    assert.equal(several.length, 1);
    assert.match(several[0] ?? "", /^2 accounts leave the organization at once/);
  });

  it("whom a delegation policy newly lets do what", () => {
    const step: Step = {
      kind: "putResourcePolicy",
      from: write(READ),
      to: write({ ...READ, Action: ["organizations:List*", "organizations:AttachPolicy"] }),
    };
    assert.deepEqual(getTyped(step), [
      `The delegation policy newly lets Web Services (${WEB}) do organizations:AttachPolicy.`,
    ]);
    assert.deepEqual(getTyped({ ...step, to: write({ ...READ, Principal: "*" }) }), [
      "The delegation policy newly lets anybody do organizations:List*.",
    ]);
    assert.deepEqual(getTyped({ kind: "putResourcePolicy", from: step.to, to: write(READ) }), []);
  });

  it("that a delegation policy goes, with whom it names", () => {
    const role = `arn:aws:iam::${API}:role/Audit`;
    const was = write(READ, { ...READ, Principal: { AWS: [role, WEB] } });
    assert.deepEqual(getTyped({ kind: "deleteResourcePolicy", was, tags: {} }), [
      `Without the delegation policy, whom it names can no longer do what it allows: Web Services (${WEB}), role/Audit in Database Services (${API}).`,
    ]);
  });
});

describe("what a delegation policy newly allows", () => {
  const gain = (from: string | undefined, to: string) =>
    listDelegationGains(from, to).map(
      ({ principal, actions, exceptActions }) => `${principal}: ${exceptActions ? "not " : ""}${actions.join(" ")}`,
    );
  const cases: readonly (readonly [string, string | undefined, string, readonly string[]])[] = [
    ["all of the first one", undefined, write(READ), [`${WEB}: organizations:List*`]],
    ["nothing of the same", write(READ), write(READ), []],
    ["nothing of the same in another case", write(READ), write({ ...READ, Action: "Organizations:LIST*" }), []],
    [
      "nothing where statements change places",
      write(READ, { ...READ, Principal: { AWS: API } }),
      write({ ...READ, Principal: { AWS: [API, WEB] } }),
      [],
    ],
    ["another resource", write({ ...READ, Resource: "arn:a" }), write(READ), [`${WEB}: organizations:List*`]],
    [
      "what no Deny takes away any more",
      write(READ, { ...READ, Effect: "Deny", Action: "organizations:ListTagsForResource" }),
      write(READ),
      [`${WEB}: organizations:ListTagsForResource`],
    ],
    [
      "all but what is left out",
      write(READ),
      write({ ...READ, Action: undefined, NotAction: "organizations:LeaveOrganization" }),
      [`${WEB}: not organizations:LeaveOrganization`],
    ],
    ["nothing where the new text is no policy", write(READ), "{", []],
    ["what it cannot be compared with", "{", write(READ), [`${WEB}: organizations:List*`]],
    ["nothing of a statement that is none", write(READ), '{"Statement":["x", null, 1]}', []],
  ];
  for (const [name, from, to, expected] of cases) it(name, () => assert.deepEqual(gain(from, to), expected));
});

import assert from "node:assert/strict";
import { getOperation } from "../../../src/changes/operations/table";
import { numberSteps } from "../../../src/changes/plan";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Step } from "../../../src/changes/step";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const SCP = "SERVICE_CONTROL_POLICY";
const ROOT = "r-tc01";
const PRODUCTION = "ou-tc01-prod4kx7";
const TECH_CORP = createTechCorp();
const IDS = [...Array(10).keys()].map((n) => `p-filler000${n}`);
/** Production is full, and FullAWSAccess is not among what it has. */
const FULL = {
  ...TECH_CORP,
  policies: [...TECH_CORP.policies, ...IDS.map((id) => ({ ...TECH_CORP.policies[0]!, id, name: id, type: SCP }))],
  attachments: [
    ...TECH_CORP.attachments.filter(({ targetId }) => targetId !== PRODUCTION),
    ...IDS.map((policyId) => ({ policyId, targetId: PRODUCTION })),
  ],
};

/** Errors on the way there and back. */
function getErrors(step: Step, ...before: readonly Step[]): readonly string[] {
  const inversion = getOperation(step).invert(step, undefined, `new:${before.length + 2}`);
  const plan = {
    title: "Test",
    organizationId: FULL.organization.id,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps([...before, step, ...(inversion?.steps ?? [])]),
  };
  const protections = { protectedTargets: [], managedElsewhere: [], mustKeep: [] };
  const facts = { contents: FULL, callerRole: "management", asOf: "2026-11-24", protections } as const;
  return getPlanFindings(plan, facts).flatMap(({ code, severity, stepId }) =>
    severity === "error" ? [`${stepId} ${code}`] : [],
  );
}

describe("a target with full slots and without FullAWSAccess", () => {
  it("gets them all again once the policy type is back", () => {
    const targetIds = [ROOT, ...FULL.organizationalUnits.map(({ id }) => id), ...FULL.accounts.map(({ id }) => id)];
    const types = new Map(FULL.policies.map(({ id, type }) => [id, type]));
    const attachments = FULL.attachments.filter(({ policyId }) => types.get(policyId) === SCP);
    assert.deepEqual(
      getErrors({ kind: "disablePolicyType", rootId: ROOT, policyType: SCP, attachments, targetIds }),
      [],
    );
  });

  it("gets them all again when it is an organizational unit that was deleted", () => {
    const accounts = FULL.accounts.filter(({ parentId }) => parentId === PRODUCTION);
    const moves = accounts.map(({ id }): Step => ({ kind: "moveAccount", accountId: id, from: PRODUCTION, to: ROOT }));
    const attachments = IDS.map((policyId) => ({ policyId, policyType: SCP }));
    const was = { parentId: ROOT, name: "Production", tags: {}, attachments };
    assert.deepEqual(
      getErrors({ kind: "deleteOrganizationalUnit", organizationalUnitId: PRODUCTION, was }, ...moves),
      [],
    );
  });
});

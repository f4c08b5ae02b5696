import assert from "node:assert/strict";
import { planDifference } from "../../../src/engine/deployment/difference/planDifference";
import type { Plan, PlannedStep } from "../../../src/changes/plan";
import type { Step } from "../../../src/changes/step";
import type { OrganizationContents } from "../../../src/organization/model";
import { describeState } from "./state";
import {
  attach,
  createPlan,
  DENY_S3,
  DEVELOPMENT,
  demandEnded,
  PRODUCTION,
  QUARANTINE,
  ROOT,
  SCP,
  TECH_CORP,
} from "./techCorp";
import { createWorld } from "./world";

const TODAY = "2026-11-24";
const RCP = "RESOURCE_CONTROL_POLICY";
const BACKUP = "BACKUP_POLICY";
const LEAVE = "p-denyleave1";
const SECURITY = "ou-tc01-secu9w3z";

const TYPES = new Map(TECH_CORP.policies.map(({ id, type }) => [id, type]));
const toPlan = (steps: readonly PlannedStep[]): Plan => ({ ...createPlan([]), steps });

async function run(contents: OrganizationContents, plan: Plan): Promise<OrganizationContents> {
  const world = await createWorld(contents);
  try {
    const ended = demandEnded(await world.run(plan));
    assert.equal(ended.how, "complete", JSON.stringify(ended.run.steps.map(({ step, record }) => [step.kind, record])));
    return world.getContents();
  } finally {
    await world.close();
  }
}

const getPolicy = (id: string) => TECH_CORP.policies.find((policy) => policy.id === id);
const attachments = (type: string) =>
  TECH_CORP.attachments.filter(({ policyId }) => getPolicy(policyId)?.type === type);
const accountsIn = (parentId: string) => TECH_CORP.accounts.filter((account) => account.parentId === parentId);
const createScp = (name: string): Step => ({
  kind: "createPolicy",
  policy: { type: SCP, name, description: "", content: DENY_S3, tags: { Owner: "platform" } },
});
const deletePolicy = (policyId: string): Step => {
  const policy = getPolicy(policyId);
  assert.ok(policy);
  const { type, name, description, content } = policy;
  return {
    kind: "deletePolicy",
    policyId,
    was: { type, name, description, content, tags: TECH_CORP.tags[policyId] ?? {} },
  };
};
const createUnit = (parentId: string, name: string): Step => ({
  kind: "createOrganizationalUnit",
  parentId,
  name,
  tags: {},
});
const move = (accountId: string, from: string, to: string): Step => ({ kind: "moveAccount", accountId, from, to });
const detach = (targetId: string, policyId = QUARANTINE): Step => ({
  kind: "detachPolicy",
  policyId,
  policyType: SCP,
  targetId,
});

const [web] = accountsIn(PRODUCTION);
const development = accountsIn(DEVELOPMENT);
assert.ok(web);

const CHANGES: readonly (readonly [name: string, steps: readonly Step[]])[] = [
  ["nothing", []],
  [
    "a policy attached and another text",
    [
      attach(PRODUCTION),
      {
        kind: "updatePolicy",
        policyId: LEAVE,
        from: { content: getPolicy(LEAVE)?.content ?? "" },
        to: { content: DENY_S3 },
      },
    ],
  ],
  [
    "a new policy on a new OU in a new OU, with an account in it",
    [
      createUnit(PRODUCTION, "Outer"),
      createUnit("new:1", "Inner"),
      createScp("NewPolicy"),
      attach("new:2", "new:3"),
      move(web.id, PRODUCTION, "new:2"),
    ],
  ],
  [
    "an OU emptied and deleted",
    [
      ...development.map(({ id }) => move(id, DEVELOPMENT, SECURITY)),
      {
        kind: "deleteOrganizationalUnit",
        organizationalUnitId: DEVELOPMENT,
        was: {
          ...{ parentId: ROOT, name: "Development", tags: TECH_CORP.tags[DEVELOPMENT] ?? {} },
          attachments: TECH_CORP.attachments
            .filter(({ targetId }) => targetId === DEVELOPMENT)
            .map(({ policyId }) => ({ policyId, policyType: TYPES.get(policyId) ?? "" })),
        },
      },
    ],
  ],
  [
    "an OU renamed, and another made under its old name",
    [
      { kind: "updateOrganizationalUnit", organizationalUnitId: PRODUCTION, from: "Production", to: "Live" },
      createUnit(ROOT, "Production"),
    ],
  ],
  [
    "a policy renamed, and another made under its old name",
    [
      {
        kind: "updatePolicy",
        policyId: LEAVE,
        from: { name: "DenyLeaveOrganization", description: getPolicy(LEAVE)?.description ?? "" },
        to: { name: "Stay", description: "Nobody leaves" },
      },
      createScp("DenyLeaveOrganization"),
      attach(PRODUCTION, "new:2"),
    ],
  ],
  [
    "a policy detached everywhere and deleted",
    [
      ...TECH_CORP.attachments
        .filter(({ policyId }) => policyId === LEAVE)
        .map(({ targetId }) => detach(targetId, LEAVE)),
      deletePolicy(LEAVE),
    ],
  ],
  [
    "a policy type switched off",
    [{ kind: "disablePolicyType", rootId: ROOT, policyType: RCP, attachments: attachments(RCP), targetIds: [] }],
  ],
  [
    "SCPs switched off",
    [{ kind: "disablePolicyType", rootId: ROOT, policyType: SCP, attachments: attachments(SCP), targetIds: [] }],
  ],
  [
    "a policy type switched off, and its policies deleted",
    [
      { kind: "disablePolicyType", rootId: ROOT, policyType: BACKUP, attachments: attachments(BACKUP), targetIds: [] },
      ...TECH_CORP.policies.filter(({ type }) => type === BACKUP).map(({ id }) => deletePolicy(id)),
    ],
  ],
  [
    "tags",
    [
      {
        kind: "tagResource",
        resourceId: web.id,
        tags: { Owner: "someone else", New: "1" },
        was: { Owner: TECH_CORP.tags[web.id]?.Owner ?? "" },
      },
      { kind: "tagResource", resourceId: LEAVE, tags: { New: "1" }, was: {} },
    ],
  ],
];

describe("what was changed in a copy, as a plan for the original", function () {
  this.timeout(120_000);
  for (const [name, steps] of CHANGES) {
    it(`there and back: ${name}`, async () => {
      const copy = await run(TECH_CORP, createPlan(steps));
      const there = planDifference(TECH_CORP, copy, TODAY);
      assert.deepEqual(there.leftOut, []);
      if (steps.length === 0) assert.deepEqual(there.steps, []);
      const changed = await run(TECH_CORP, toPlan(there.steps));
      assert.deepEqual(describeState(changed), describeState(copy));
      const back = planDifference(changed, TECH_CORP, TODAY);
      assert.deepEqual(describeState(await run(changed, toPlan(back.steps))), describeState(TECH_CORP));
    });
  }

  it("attaches before it moves, and detaches after", () => {
    const to = {
      ...TECH_CORP,
      accounts: TECH_CORP.accounts.map((account) =>
        account.id === web.id ? { ...account, parentId: SECURITY } : account,
      ),
      attachments: [
        ...TECH_CORP.attachments.filter(
          ({ policyId, targetId }) => policyId !== "p-regionseu1" || targetId !== PRODUCTION,
        ),
        { policyId: "p-regionseu1", targetId: SECURITY },
      ],
    };
    const kinds = planDifference(TECH_CORP, to, TODAY).steps.map(({ step }) => step.kind);
    assert.deepEqual(kinds, ["attachPolicy", "moveAccount", "detachPolicy"]);
  });

  it("creates nothing twice when a thing was deleted and made again, and names what it cannot do", () => {
    const again = "ou-tc01-again000";
    const to: OrganizationContents = {
      ...TECH_CORP,
      organizationalUnits: TECH_CORP.organizationalUnits.map((unit) =>
        unit.id === DEVELOPMENT ? { ...unit, id: again } : unit,
      ),
      accounts: TECH_CORP.accounts.map((account) =>
        account.parentId === DEVELOPMENT ? { ...account, parentId: again } : account,
      ),
      attachments: TECH_CORP.attachments.map((one) =>
        one.targetId === DEVELOPMENT ? { ...one, targetId: again } : one,
      ),
      tags: Object.fromEntries(
        Object.entries(TECH_CORP.tags).map(([id, tags]) => [id === DEVELOPMENT ? again : id, tags]),
      ),
      handshakes: (TECH_CORP.handshakes ?? []).map((handshake) => ({ ...handshake, state: "CANCELED" as const })),
    };
    const { steps, leftOut } = planDifference(TECH_CORP, to, TODAY);
    assert.deepEqual(steps, []);
    assert.deepEqual(
      leftOut.map(({ what }) => what),
      ["invitation"],
    );
  });
});

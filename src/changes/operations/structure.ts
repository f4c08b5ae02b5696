import {
  RCP_FULL_AWS_ACCESS,
  getPolicyTypeFacts,
  SERVICE_CONTROL_POLICY,
  type PolicyType,
} from "../../terms/policyTypes";
import type { ChangeReads } from "../reads";
import type { OrganizationalUnitState, Step, StepOf } from "../step";
import { attachAgain } from "./attachAgain";
import { ALREADY_SO, collect, compare, conflict, find, hasTags, READY, type Look, type Operation } from "./operation";

export const createOrganizationalUnit: Operation<StepOf<"createOrganizationalUnit">> = {
  async look({ parentId, name }, reads) {
    const siblings = await find(collect(reads.listOrganizationalUnits(parentId)));
    if (!siblings) return conflict("no such parent any more");
    const namesake = siblings.find((sibling) => sibling.name === name);
    return namesake ? { state: "alreadySo", created: namesake.id } : READY;
  },
  send: async ({ parentId, name, tags }, writes) => ({
    created: await writes.createOrganizationalUnit(parentId, name, tags),
  }),
  invert: ({ parentId, name, tags }, created) =>
    created === undefined
      ? undefined
      : {
          steps: [
            {
              kind: "deleteOrganizationalUnit",
              organizationalUnitId: created,
              was: { parentId, name, tags, attachments: [] },
            },
          ],
        },
};

export const updateOrganizationalUnit: Operation<StepOf<"updateOrganizationalUnit">> = {
  async look({ organizationalUnitId, from, to }, reads) {
    const unit = await find(reads.describeOrganizationalUnit(organizationalUnitId));
    if (!unit) return conflict("no such organizational unit any more");
    return compare(unit.name, from, to, (name) => `an organizational unit that is named ${name} now`);
  },
  async send({ organizationalUnitId, to }, writes) {
    await writes.updateOrganizationalUnit(organizationalUnitId, to);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, from: step.to, to: step.from }] }),
};

/** It is created anew under another id, with the same name, tags and attachments. */
export const deleteOrganizationalUnit: Operation<StepOf<"deleteOrganizationalUnit">> = {
  async look({ organizationalUnitId, was }, reads) {
    const unit = await find(reads.describeOrganizationalUnit(organizationalUnitId));
    if (!unit) return ALREADY_SO;
    if (unit.name !== was.name) return conflict(`an organizational unit that is named ${unit.name} now`);
    if (!hasTags(await reads.listTags(organizationalUnitId), was.tags)) return conflict("tags that were changed since");
    return compareAttached(organizationalUnitId, was, reads);
  },
  async send({ organizationalUnitId }, writes) {
    await writes.deleteOrganizationalUnit(organizationalUnitId);
    return {};
  },
  invert: ({ organizationalUnitId, was }, _created, newId) => ({
    steps: [
      { kind: "createOrganizationalUnit", parentId: was.parentId, name: was.name, tags: was.tags },
      ...getAttachments(was, newId),
    ],
    replaces: organizationalUnitId,
  }),
};

export const moveAccount: Operation<StepOf<"moveAccount">> = {
  async look({ accountId, from, to }, reads) {
    const parentId = await find(reads.getParentId(accountId));
    if (parentId === undefined) return conflict("no such account any more");
    return compare(parentId, from, to, (found) => `an account that is in ${found} now`);
  },
  async send({ accountId, from, to }, writes) {
    await writes.moveAccount(accountId, from, to);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, from: step.to, to: step.from }] }),
};

/** What is attached by now would be lost, since only what the step names comes back. */
async function compareAttached(id: string, was: OrganizationalUnitState, reads: ChangeReads): Promise<Look> {
  const enabled = (await collect(reads.listRoots())).flatMap(({ policyTypes }) => policyTypes);
  for (const { type } of enabled.filter(({ status }) => status === "ENABLED")) {
    const expected = new Set(getExpected(was, type));
    for (const policy of await collect(reads.listPoliciesForTarget(id, type))) {
      if (policy.id !== RCP_FULL_AWS_ACCESS && !expected.delete(policy.id)) {
        return conflict(`${policy.name} attached to it since`);
      }
    }
    const [gone] = expected;
    if (gone !== undefined) return conflict(`${gone} detached from it since`);
  }
  return READY;
}

/** AWS keeps a policy on each where the type is on: what was just created, of which nothing is known, has its own. */
function getExpected({ attachments }: OrganizationalUnitState, type: PolicyType): readonly string[] {
  const own = attachments.filter(({ policyType }) => policyType === type).map(({ policyId }) => policyId);
  const { fullAccess } = getPolicyTypeFacts(type);
  const known = own.length > 0 || fullAccess === undefined ? own : [fullAccess];
  return known.filter((policyId) => policyId !== RCP_FULL_AWS_ACCESS);
}

/** AWS attaches FullAWSAccess to each new organizational unit (User Guide, Service control policies). */
function getAttachments({ attachments }: OrganizationalUnitState, targetId: string): readonly Step[] {
  const { fullAccess } = getPolicyTypeFacts(SERVICE_CONTROL_POLICY);
  const hasPolicies = attachments.some(({ policyType }) => policyType === SERVICE_CONTROL_POLICY);
  const hasFullAccess = attachments.some(({ policyId }) => policyId === fullAccess);
  return attachAgain(targetId, attachments, hasPolicies && !hasFullAccess);
}

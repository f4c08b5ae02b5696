/** Enabling and disabling run in the background (Root.PolicyTypes shows PENDING_…), so both are followed. */
import type { Attachment } from "../../organization/model";
import {
  RCP_FULL_AWS_ACCESS,
  getPolicyTypeFacts,
  SERVICE_CONTROL_POLICY,
  type PolicyType,
} from "../../terms/policyTypes";
import type { ChangeReads } from "../reads";
import type { StepOf } from "../step";
import { attachAgain } from "./attachAgain";
import { ALREADY_SO, collect, conflict, READY, type Followed, type Look, type Operation } from "./operation";

type OnPolicyType = StepOf<"enablePolicyType"> | StepOf<"disablePolicyType">;

export const enablePolicyType: Operation<StepOf<"enablePolicyType">> = {
  look: (step, reads) => look(step, reads, "ENABLED"),
  async send({ rootId, policyType }, writes) {
    await writes.enablePolicyType(rootId, policyType);
    return { token: policyType };
  },
  follow: (_token, step, reads) => follow(step, reads, "ENABLED"),
  // What was attached since is filled in when it is taken back: see `getLost`.
  invert: (step) => ({ steps: [{ ...step, kind: "disablePolicyType", attachments: [], targetIds: [] }] }),
};

/**
 * Taken back, the type is enabled and everything attached again; for SCPs AWS then attaches FullAWSAccess to every
 * target, so that it is detached where it was not (User Guide, Service control policies).
 */
export const disablePolicyType: Operation<StepOf<"disablePolicyType">> = {
  async look(step, reads) {
    const found = await look(step, reads, undefined);
    return found.state === "ready" ? compareAttachments(step, reads) : found;
  },
  async send({ rootId, policyType }, writes) {
    await writes.disablePolicyType(rootId, policyType);
    return { token: policyType };
  },
  follow: (_token, step, reads) => follow(step, reads, undefined),
  invert: ({ rootId, policyType, attachments, targetIds }) => {
    const { fullAccess } = getPolicyTypeFacts(policyType);
    const held = new Map(targetIds.map((id): [string, string[]] => [id, []]));
    for (const { targetId, policyId } of attachments) held.set(targetId, [...(held.get(targetId) ?? []), policyId]);
    const again = [...held].flatMap(([targetId, policyIds]) => {
      const attached = policyIds.map((policyId) => ({ policyId, policyType }));
      const lacks = policyType === SERVICE_CONTROL_POLICY && !policyIds.includes(fullAccess ?? "");
      return attachAgain(targetId, attached, lacks);
    });
    return { steps: [{ kind: "enablePolicyType", rootId, policyType }, ...again] };
  },
};

/** AWS drops all of them, and only those that the step names come back when it is taken back. */
async function compareAttachments(
  { policyType, attachments }: StepOf<"disablePolicyType">,
  reads: ChangeReads,
): Promise<Look> {
  const missing = new Set(attachments.filter(isLost).map(toKey));
  for (const policy of await collect(reads.listPolicies(policyType))) {
    if (policy.id === RCP_FULL_AWS_ACCESS) continue;
    for (const { targetId, name } of await collect(reads.listTargetsForPolicy(policy.id))) {
      if (!missing.delete(toKey({ policyId: policy.id, targetId }))) {
        return conflict(`an attachment that was made since: ${policy.name} on ${name || targetId}`);
      }
    }
  }
  const [gone] = missing;
  return gone === undefined ? READY : conflict(`an attachment that was removed since: ${gone}`);
}

/** RCPFullAWSAccess is attached wherever the type is on. */
function isLost({ policyId }: Attachment): boolean {
  return policyId !== RCP_FULL_AWS_ACCESS;
}

function toKey({ policyId, targetId }: Attachment): string {
  return `${policyId} on ${targetId}`;
}

async function look(step: OnPolicyType, reads: ChangeReads, wanted: "ENABLED" | undefined) {
  const { exists, status } = await findStatus(step.rootId, step.policyType, reads);
  if (!exists) return conflict("no such root any more");
  if (status === wanted) return ALREADY_SO;
  if (status === getPending(wanted)) return { state: "underWay", token: step.policyType } as const;
  return status?.startsWith("PENDING_") ? conflict(`a policy type that is ${status}`) : READY;
}

async function follow(step: OnPolicyType, reads: ChangeReads, wanted: "ENABLED" | undefined): Promise<Followed> {
  const { status } = await findStatus(step.rootId, step.policyType, reads);
  if (status === wanted) return { state: "done" };
  return { state: "underWay", isIdle: status !== getPending(wanted) };
}

function getPending(wanted: "ENABLED" | undefined): string {
  return wanted === undefined ? "PENDING_DISABLE" : "PENDING_ENABLE";
}

async function findStatus(rootId: string, type: PolicyType, reads: ChangeReads) {
  const root = (await collect(reads.listRoots())).find(({ id }) => id === rootId);
  return { exists: root !== undefined, status: root?.policyTypes.find((entry) => entry.type === type)?.status };
}

import type { ChangeReads } from "../reads";
import type { StepOf } from "../step";
import { ALREADY_SO, conflict, find, type Look, type Operation } from "./operation";

type OnAttachment = StepOf<"attachPolicy"> | StepOf<"detachPolicy">;

export const attachPolicy: Operation<StepOf<"attachPolicy">> = {
  look: (step, reads) => lookAtTarget(step, reads, true),
  async send({ policyId, targetId }, writes) {
    await writes.attachPolicy(policyId, targetId);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "detachPolicy" }] }),
};

export const detachPolicy: Operation<StepOf<"detachPolicy">> = {
  look: (step, reads) => lookAtTarget(step, reads, false),
  async send({ policyId, targetId }, writes) {
    await writes.detachPolicy(policyId, targetId);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "attachPolicy" }] }),
};

async function lookAtTarget({ targetId, policyId, policyType }: OnAttachment, reads: ChangeReads, wanted: boolean) {
  const attached = await find(listAttached(reads, targetId, policyType));
  if (!attached) return conflict("no such target any more");
  const look: Look = attached.includes(policyId) === wanted ? ALREADY_SO : { state: "ready", attached };
  return look;
}

async function listAttached(reads: ChangeReads, targetId: string, type: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of reads.listPoliciesForTarget(targetId, type)) ids.push(id);
  return ids;
}

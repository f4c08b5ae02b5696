import type { Policy } from "../../organization/model";
import type { PolicyFields, StepOf } from "../step";
import { ALREADY_SO, collect, conflict, find, hasTags, READY, type Operation } from "./operation";

export const createPolicy: Operation<StepOf<"createPolicy">> = {
  async look({ policy }, reads) {
    const namesake = (await collect(reads.listPolicies(policy.type))).find(({ name }) => name === policy.name);
    if (!namesake) return READY;
    const { content } = await reads.describePolicy(namesake.id);
    if (content === policy.content) return { state: "alreadySo", created: namesake.id };
    return conflict(`a policy of that name with another text: ${namesake.id}`);
  },
  send: async ({ policy }, writes) => ({ created: await writes.createPolicy(policy) }),
  invert: ({ policy }, created) =>
    created === undefined ? undefined : { steps: [{ kind: "deletePolicy", policyId: created, was: policy }] },
};

export const updatePolicy: Operation<StepOf<"updatePolicy">> = {
  async look({ policyId, from, to }, reads) {
    const policy = await find(reads.describePolicy(policyId));
    if (!policy) return conflict("no such policy any more");
    if (hasFields(policy, to)) return ALREADY_SO;
    // What becomes another has to be what was expected, and known to be taken back.
    const isExpected = FIELDS.every((key) => to[key] === undefined || from[key] === policy[key]);
    return isExpected && hasFields(policy, from) ? READY : conflict("a policy that was changed since");
  },
  async send({ policyId, to }, writes) {
    await writes.updatePolicy(policyId, to);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, from: step.to, to: step.from }] }),
};

/** It is created anew: AWS gives it another id. */
export const deletePolicy: Operation<StepOf<"deletePolicy">> = {
  async look({ policyId, was }, reads) {
    const policy = await find(reads.describePolicy(policyId));
    if (!policy) return ALREADY_SO;
    const { name, description, content } = was;
    if (policy.type !== was.type || !hasFields(policy, { name, description, content }))
      return conflict("a policy that was changed since");
    if (!hasTags(await reads.listTags(policyId), was.tags)) return conflict("tags that were changed since");
    const [target] = await collect(reads.listTargetsForPolicy(policyId));
    return target ? conflict(`a policy that is attached to ${target.name || target.targetId}`) : READY;
  },
  async send({ policyId }, writes) {
    await writes.deletePolicy(policyId);
    return {};
  },
  invert: ({ policyId, was }) => ({ steps: [{ kind: "createPolicy", policy: was }], replaces: policyId }),
};

const FIELDS = ["name", "description", "content"] as const;

function hasFields(policy: Policy, fields: PolicyFields): boolean {
  return FIELDS.every((key) => fields[key] === undefined || fields[key] === policy[key]);
}

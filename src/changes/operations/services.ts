import type { ChangeReads } from "../reads";
import type { StepOf } from "../step";
import { ALREADY_SO, collect, conflict, find, hasTags, READY, type Operation } from "./operation";

export const enableAWSServiceAccess: Operation<StepOf<"enableAWSServiceAccess">> = {
  look: async ({ servicePrincipal }, reads) => ((await isTrusted(servicePrincipal, reads)) ? ALREADY_SO : READY),
  async send({ servicePrincipal }, writes) {
    await writes.enableAWSServiceAccess(servicePrincipal);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "disableAWSServiceAccess" }] }),
};

export const disableAWSServiceAccess: Operation<StepOf<"disableAWSServiceAccess">> = {
  look: async ({ servicePrincipal }, reads) => ((await isTrusted(servicePrincipal, reads)) ? READY : ALREADY_SO),
  async send({ servicePrincipal }, writes) {
    await writes.disableAWSServiceAccess(servicePrincipal);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "enableAWSServiceAccess" }] }),
};

export const registerDelegatedAdministrator: Operation<StepOf<"registerDelegatedAdministrator">> = {
  look: async (step, reads) => ((await isDelegate(step, reads)) ? ALREADY_SO : READY),
  async send({ accountId, servicePrincipal }, writes) {
    await writes.registerDelegatedAdministrator(accountId, servicePrincipal);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "deregisterDelegatedAdministrator" }] }),
};

export const deregisterDelegatedAdministrator: Operation<StepOf<"deregisterDelegatedAdministrator">> = {
  look: async (step, reads) => ((await isDelegate(step, reads)) ? READY : ALREADY_SO),
  async send({ accountId, servicePrincipal }, writes) {
    await writes.deregisterDelegatedAdministrator(accountId, servicePrincipal);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, kind: "registerDelegatedAdministrator" }] }),
};

export const putResourcePolicy: Operation<StepOf<"putResourcePolicy">> = {
  async look({ from, to }, reads) {
    const content = (await reads.findResourcePolicy())?.content;
    if (content === to) return ALREADY_SO;
    return content === from ? READY : conflict("a delegation policy that was changed since");
  },
  async send({ to, tags = {} }, writes) {
    await writes.putResourcePolicy(to, tags);
    return {};
  },
  invert: ({ from, to, tags = {} }) => ({
    steps: [
      from === undefined
        ? { kind: "deleteResourcePolicy", was: to, tags }
        : { kind: "putResourcePolicy", from: to, to: from },
    ],
  }),
};

export const deleteResourcePolicy: Operation<StepOf<"deleteResourcePolicy">> = {
  async look({ was, tags }, reads) {
    const found = await reads.findResourcePolicy();
    if (!found) return ALREADY_SO;
    if (found.content !== was) return conflict("a delegation policy that was changed since");
    return hasTags(await reads.listTags(found.id), tags) ? READY : conflict("tags that were changed since");
  },
  async send(_step, writes) {
    await writes.deleteResourcePolicy();
    return {};
  },
  invert: ({ was, tags }) => ({ steps: [{ kind: "putResourcePolicy", to: was, tags }] }),
};

async function isTrusted(principal: string, reads: ChangeReads): Promise<boolean> {
  const services = await collect(reads.listEnabledServices());
  return services.some(({ servicePrincipal }) => servicePrincipal === principal);
}

async function isDelegate(
  { accountId, servicePrincipal }: { readonly accountId: string; readonly servicePrincipal: string },
  reads: ChangeReads,
): Promise<boolean> {
  const delegates = await find(collect(reads.listDelegatedAdministrators(servicePrincipal)));
  return delegates?.some(({ id }) => id === accountId) ?? false;
}

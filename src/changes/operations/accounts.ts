import type { AccountCreation } from "../../organization/model";
import type { StepOf } from "../step";
import { ALREADY_SO, collect, compare, conflict, find, READY, type Followed, type Operation } from "./operation";

/**
 * CreateAccount answers at once and works for minutes; it is never sent again before ListCreateAccountStatus was asked
 * (API Reference, CreateAccount). The status carries the name but not the e-mail address, which the account itself
 * tells. No clock decides: that of AWS may be another than the plan's.
 */
export const createAccount: Operation<StepOf<"createAccount">> = {
  async look({ name, email }, reads, { taken }) {
    const namesakes = (await collect(reads.listAccountCreations())).filter(
      ({ accountName, accountId }) => accountName === name && !taken.has(accountId ?? ""),
    );
    for (const { state, accountId } of namesakes) {
      if (state !== "SUCCEEDED" || accountId === undefined) continue;
      const account = await find(reads.describeAccount(accountId));
      if (account?.email.toLowerCase() === email.toLowerCase()) return { state: "alreadySo", created: accountId };
    }
    const running = namesakes.find(({ state }) => state === "IN_PROGRESS");
    return running ? { state: "underWay", token: running.id } : READY;
  },
  send: async (step, writes) => ({ token: await writes.createAccount(step) }),
  follow: async (token, _step, reads) => toFollowed(await reads.describeAccountCreation(token)),
  invert: () => undefined,
};

export const closeAccount: Operation<StepOf<"closeAccount">> = {
  async look({ accountId }, reads) {
    const account = await find(reads.describeAccount(accountId));
    if (!account) return conflict("no such account any more");
    const { state } = account;
    return state === "PENDING_CLOSURE" || state === "SUSPENDED" || state === "CLOSED" ? ALREADY_SO : READY;
  },
  async send({ accountId }, writes) {
    await writes.closeAccount(accountId);
    return {};
  },
  invert: () => undefined,
};

export const removeAccountFromOrganization: Operation<StepOf<"removeAccountFromOrganization">> = {
  look: async ({ accountId }, reads) => ((await find(reads.describeAccount(accountId))) ? READY : ALREADY_SO),
  async send({ accountId }, writes) {
    await writes.removeAccountFromOrganization(accountId);
    return {};
  },
  invert: () => undefined,
};

export const putAccountName: Operation<StepOf<"putAccountName">> = {
  async look({ accountId, from, to }, reads) {
    const account = await find(reads.describeAccount(accountId));
    if (!account) return conflict("no such account any more");
    return compare(account.name, from, to, (name) => `an account that is named ${name} now`);
  },
  async send({ accountId, to }, writes) {
    await writes.putAccountName(accountId, to);
    return {};
  },
  invert: (step) => ({ steps: [{ ...step, from: step.to, to: step.from }] }),
};

function toFollowed({ state, accountId, failureReason = "UNKNOWN" }: AccountCreation): Followed {
  switch (state) {
    case "IN_PROGRESS":
      return { state: "underWay" };
    case "SUCCEEDED":
      return { state: "done", ...(accountId !== undefined && { created: accountId }) };
    case "FAILED":
      return { state: "failed", reason: failureReason };
  }
}

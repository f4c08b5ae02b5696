import type { Handshake } from "../../organization/model";
import { isOpen } from "../openHandshake";
import type { ChangeReads } from "../reads";
import type { StepOf } from "../step";
import { ALREADY_SO, collect, conflict, find, READY, type Look, type Operation } from "./operation";

export const inviteAccountToOrganization: Operation<StepOf<"inviteAccountToOrganization">> = {
  async look({ target }, reads) {
    const open = (await collect(reads.listHandshakes())).find((handshake) => invites(handshake, target.id));
    return open ? { state: "alreadySo", created: open.id } : READY;
  },
  send: async (step, writes) => ({ created: await writes.inviteAccountToOrganization(step) }),
  invert: (_step, created) =>
    created === undefined ? undefined : { steps: [{ kind: "cancelHandshake", handshakeId: created }] },
};

export const cancelHandshake: Operation<StepOf<"cancelHandshake">> = {
  look: ({ handshakeId }, reads) => look(handshakeId, reads, "CANCELED"),
  async send({ handshakeId }, writes) {
    await writes.cancelHandshake(handshakeId);
    return {};
  },
  invert: () => undefined,
};

export const acceptHandshake: Operation<StepOf<"acceptHandshake">> = {
  look: ({ handshakeId }, reads) => look(handshakeId, reads, "ACCEPTED"),
  async send({ handshakeId }, writes) {
    await writes.acceptHandshake(handshakeId);
    return {};
  },
  invert: () => undefined,
};

export const declineHandshake: Operation<StepOf<"declineHandshake">> = {
  look: ({ handshakeId }, reads) => look(handshakeId, reads, "DECLINED"),
  async send({ handshakeId }, writes) {
    await writes.declineHandshake(handshakeId);
    return {};
  },
  invert: () => undefined,
};

async function look(handshakeId: string, reads: ChangeReads, wanted: Handshake["state"]): Promise<Look> {
  const handshake = await find(reads.describeHandshake(handshakeId));
  if (!handshake) return conflict("no such handshake any more");
  if (handshake.state === wanted) return ALREADY_SO;
  return isOpen(handshake) ? READY : conflict(`a handshake that is ${handshake.state.toLowerCase()}`);
}

/** Whether it is open, and asks this account, by id or e-mail address, to join. */
export function invites(handshake: Handshake, id: string): boolean {
  const isParty = ({ type, id: party }: Handshake["parties"][number]) =>
    type !== "ORGANIZATION" && party.toLowerCase() === id.toLowerCase();
  return handshake.action === "INVITE" && isOpen(handshake) && handshake.parties.some(isParty);
}

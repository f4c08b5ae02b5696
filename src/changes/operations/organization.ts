import { isOrganizationError } from "../../organization/errors";
import { isOpen } from "../openHandshake";
import type { StepOf } from "../step";
import { collect, READY, type Operation } from "./operation";

export const createOrganization: Operation<StepOf<"createOrganization">> = {
  async look(_step, reads) {
    try {
      return { state: "alreadySo", created: (await reads.describeOrganization()).id };
    } catch (error) {
      if (isOrganizationError(error, "noOrganization")) return READY;
      throw error;
    }
  },
  send: async ({ featureSet }, writes) => ({ created: await writes.createOrganization(featureSet) }),
  invert: () => undefined,
};

/** Where invited accounts have to agree, AWS asks them first; the change holds when the last one has. */
export const enableAllFeatures: Operation<StepOf<"enableAllFeatures">> = {
  async look(_step, reads) {
    if ((await reads.describeOrganization()).featureSet === "ALL") return { state: "alreadySo" };
    const handshakes = await collect(reads.listHandshakes());
    const asked = handshakes.find((handshake) => handshake.action === "ENABLE_ALL_FEATURES" && isOpen(handshake));
    return asked ? { state: "alreadySo", created: asked.id } : READY;
  },
  send: async (_step, writes) => ({ created: await writes.enableAllFeatures() }),
  invert: () => undefined,
};

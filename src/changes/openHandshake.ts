import type { Handshake } from "../organization/model";

/** Whether it waits for an answer. AWS lists those that were answered or cancelled for another 30 days. */
export function isOpen({ state }: Handshake): boolean {
  return state === "OPEN" || state === "REQUESTED";
}

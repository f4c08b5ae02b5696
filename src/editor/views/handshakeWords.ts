/** What a handshake says of itself. */
import { isOpen } from "../../changes/openHandshake";
import type { Handshake, HandshakeResource } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import type { Translate } from "../../terms/translate";

export function getOpenInvitations(handshakes: readonly Handshake[]): readonly Handshake[] {
  return handshakes.filter((handshake) => handshake.action === "INVITE" && isOpen(handshake));
}

/** The list it stands in: of what the organization sent, or of what the caller's account was sent. */
export interface HandshakePlace {
  readonly handshakeId: string;
  readonly isReceived: boolean;
}

export function findHandshake(
  known: Pick<OrganizationStore, "getHandshakes" | "getReceivedHandshakes">,
  { handshakeId, isReceived }: HandshakePlace,
): Handshake | undefined {
  return (isReceived ? known.getReceivedHandshakes() : known.getHandshakes())?.find(({ id }) => id === handshakeId);
}

/** The account or e-mail address that it was sent to, or what it asks of who got it. */
export function getHandshakeName(handshake: Handshake, { isReceived }: HandshakePlace, t: Translate): string {
  if (isReceived) return getHandshakeText(handshake, t);
  return handshake.parties.find(({ type }) => type !== "ORGANIZATION")?.id ?? handshake.id;
}

/** What it asks of whoever gets it. */
export function getHandshakeText({ action, resources }: Handshake, t: Translate): string {
  const [organization = ""] = findValues(resources, "ORGANIZATION");
  switch (action) {
    case "INVITE":
      return t("Join the organization {0}", organization);
    case "ENABLE_ALL_FEATURES":
    case "APPROVE_ALL_FEATURES":
      return t("All features of the organization {0}", organization);
    default:
      return action;
  }
}

/** Who sent it, as far as it says. */
export function getSender({ resources }: Handshake, t: Translate): readonly string[] {
  const names = [...findValues(resources, "MASTER_NAME"), ...findValues(resources, "MANAGEMENT_NAME")];
  const emails = [...findValues(resources, "MASTER_EMAIL"), ...findValues(resources, "MANAGEMENT_EMAIL")];
  return names.length + emails.length === 0 ? [] : [t("Sent by {0}", [...names, ...emails].join(", "))];
}

export function findValues(resources: readonly HandshakeResource[] | undefined, type: string): readonly string[] {
  return (resources ?? []).flatMap((resource) => [
    ...(resource.type === type && resource.value !== undefined ? [resource.value] : []),
    ...findValues(resource.resources, type),
  ]);
}

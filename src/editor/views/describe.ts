/** How each row looks. Pure: from a row and what is known, nothing else. */
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { describeAttachedPolicy, describePolicy, describePolicyGroup, describePolicyTarget } from "./describePolicy";
import { describeSection } from "./describeSection";
import { describeSlots, describeTarget } from "./describeTarget";
import type { Context, Description } from "./description";
import type { Element, HandshakeElement, PolicyTypeElement } from "./elements";
import { formatDate, getFailureText, joinWords } from "./words";

export function describe(element: Element, context: Context): Description {
  switch (element.kind) {
    case "target":
      return describeTarget(element, context);
    case "invitations":
      return describeInvitations(context);
    case "handshake":
      return describeHandshake(element, context);
    case "policyType":
      return describePolicyType(element, context);
    case "policyGroup":
      return describePolicyGroup(element, context);
    case "policy":
      return describePolicy(element, context);
    case "policyTarget":
      return describePolicyTarget(element, context);
    case "attachedPolicy":
      return describeAttachedPolicy(element, context);
    case "slots":
      return describeSlots(element, context);
    case "section":
      return describeSection(element, context);
    case "fact":
      return plain(element.label, element.value, "fact", { flags: ["hasId"] });
    case "failed":
      return describeFailed(element.part, context);
    case "loading":
      return plain(context.t("Loading…"), undefined, "loading");
    case "note":
      return plain(element.text, undefined, "note");
  }
}

function plain(
  label: string,
  description: string | undefined,
  icon: Description["icon"],
  more: Partial<Description> = {},
): Description {
  const spoken = description ? `${label}: ${description}` : label;
  return { label, ...(description && { description }), icon, flags: [], expands: "no", spoken, ...more };
}

function describeInvitations({ known, t }: Context): Description {
  const count = known.getHandshakes()?.length;
  const label = t("Invitations");
  return plain(label, count === undefined ? undefined : String(count), "invitations", {
    expands: "collapsed",
    spoken: count === undefined ? label : t("Invitations: {0} open", count),
  });
}

function describeHandshake({ handshakeId }: HandshakeElement, context: Context): Description {
  const { known, t } = context;
  const handshake = known.getHandshakes()?.find(({ id }) => id === handshakeId);
  if (!handshake) return plain(handshakeId, undefined, "invitation", { flags: ["hasId"] });
  const invited = handshake.parties.find((party) => party.type !== "ORGANIZATION");
  const until = t("open until {0}", formatDate(handshake.expirationTimestamp, context));
  const label = invited?.id ?? handshakeId;
  return plain(label, joinWords(until, handshakeId), "invitation", {
    flags: ["hasId", "hasArn"],
    spoken: t("Invitation of {0}, {1}", label, until),
  });
}

function describePolicyType({ type }: PolicyTypeElement, { known, t }: Context): Description {
  const { name } = getPolicyTypeFacts(type);
  const count = known.getPolicies(type)?.length;
  return plain(name, count === undefined ? undefined : String(count), "policyType", {
    expands: "collapsed",
    spoken: count === undefined ? name : t("{0}, {1} policies", name, count),
  });
}

function describeFailed(part: Parameters<typeof getFailureText>[0], context: Context): Description {
  const state = context.known.getState(part);
  const reason = state.state === "failed" ? state.error.message : undefined;
  return plain(getFailureText(part, context), reason, "failed", { flags: ["failed"] });
}

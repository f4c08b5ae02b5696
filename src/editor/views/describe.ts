/** How each row looks. Pure: from a row and what is known, nothing else. */
import type { StorePart } from "../../organization/store";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { describeAttachedPolicy, describePolicy, describePolicyGroup, describePolicyTarget } from "./describePolicy";
import { describeSection } from "./describeSection";
import { describeSlots, describeTarget } from "./describeTarget";
import type { Context, Description, Flag } from "./description";
import { getGroupingKey, getGroupLabel } from "./arrangement";
import type {
  Element,
  FactElement,
  GroupElement,
  HandshakeElement,
  InvitationsElement,
  PolicyTypeElement,
} from "./elements";
import { findHandshake, getHandshakeName, getOpenInvitations, getSender } from "./handshakeWords";
import { formatDate, getFailureText, getReasonText, getTargetName, joinWords } from "./words";

export function describe(element: Element, context: Context): Description {
  switch (element.kind) {
    case "target":
      return describeTarget(element, context);
    case "group":
      return describeGroup(element, context);
    case "invitations":
      return describeInvitations(element, context);
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
      return plain(element.label, element.value, element.icon, { flags: getFactFlags(element) });
    case "failed":
      return describeFailed(element.part, context);
    case "loading":
      return describeLoading(element.part, context);
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

function getFactFlags({ icon }: FactElement): readonly Flag[] {
  if (icon === "tag") return ["tag"];
  if (icon === "delegatedServices") return ["delegatedService"];
  return icon === "id" ? ["hasId"] : icon === "arn" ? ["hasArn"] : [];
}

function describeGroup({ grouping, value, isKnown, count }: GroupElement, { t }: Context): Description {
  const icon = grouping.by === "tag" ? "tag" : grouping.by === "state" ? "state" : "date";
  const label =
    value === undefined
      ? isKnown
        ? t("No tag {0}", getGroupingKey(grouping))
        : t("Tags not read yet")
      : getGroupLabel(grouping, value, t);
  const accounts = count === 1 ? t("1 account") : t("{0} accounts", count);
  return plain(label, accounts, icon, { expands: "collapsed" });
}

function describeInvitations({ areReceived }: InvitationsElement, { known, t }: Context): Description {
  if (areReceived) return plain(t("Received"), t("sent to this account"), "invitations", { expands: "collapsed" });
  const handshakes = known.getHandshakes();
  const count = handshakes && getOpenInvitations(handshakes).length;
  const label = t("Invitations");
  return plain(label, count === undefined ? undefined : String(count), "invitations", {
    flags: ["invitations"],
    expands: "collapsed",
    spoken: count === undefined ? label : t("Invitations: {0} open", count),
  });
}

function describeHandshake(element: HandshakeElement, context: Context): Description {
  const { known, t } = context;
  const handshake = findHandshake(known, element);
  if (!handshake) return plain(element.handshakeId, undefined, "invitation", { flags: ["hasId"] });
  const until = t("open until {0}", formatDate(handshake.expirationTimestamp, context));
  const label = getHandshakeName(handshake, element, t);
  return element.isReceived
    ? plain(label, joinWords(...getSender(handshake, t), until, handshake.id), "invitation", {
        flags: ["hasId", "received"],
        spoken: joinWords(label, until),
      })
    : plain(label, joinWords(until, handshake.id), "invitation", {
        flags: ["hasId", "hasArn", "invitation"],
        spoken: t("Invitation of {0}, {1}", label, until),
      });
}

function describePolicyType({ type }: PolicyTypeElement, { known, t }: Context): Description {
  const { name } = getPolicyTypeFacts(type);
  const count = known.getPolicies(type)?.length;
  return plain(name, count === undefined ? undefined : String(count), "policyType", {
    flags: ["policyType"],
    expands: "collapsed",
    spoken: count === undefined ? name : count === 1 ? t("{0}, 1 policy", name) : t("{0}, {1} policies", name, count),
  });
}

function describeFailed(part: StorePart, context: Context): Description {
  const state = context.known.getState(part);
  const reason = state.state === "failed" ? getReasonText(state.error) : undefined;
  const what = getFailureText(part, context);
  // Other servers than AWS offer parts of its API: nothing is wrong, and trying again is in vain.
  if (state.state === "failed" && state.error.kind === "unsupported") return plain(what, reason, "note");
  // The row stands below what it is about: the reason is the news.
  return plain(reason ?? what, reason && what, "failed", { flags: ["failed"] });
}

function describeLoading(part: StorePart, { known, t }: Context): Description {
  const whose = part.part === "attached" ? getTargetName(known, part.targetId) : undefined;
  return plain(t("Loading…"), whose, "loading");
}

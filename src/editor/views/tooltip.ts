import { toOneLine } from "../../terms/oneLine";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { getPathText } from "../targets";
import type { Context } from "./description";
import { getTargetBadges } from "./describeTarget";
import type { Element } from "./elements";
import { findHandshake } from "./handshakeWords";
import { getFacts, type DetailSubject } from "./facts";
import { getFailureText, getReasonText, getPolicyName, getTargetName } from "./words";

interface TooltipRow {
  readonly label: string;
  readonly value: string;
  /** An id or address, set as code: nothing in it is a link. */
  readonly isVerbatim?: boolean;
}

/** What hovering over a row tells: a heading, facts, and sentences below. */
export interface Tooltip {
  readonly title: string;
  readonly rows: readonly TooltipRow[];
  readonly notes: readonly string[];
}

/** `undefined` where the row itself says all. */
export function describeTooltip(element: Element, context: Context): Tooltip | undefined {
  const { known, t } = context;
  switch (element.kind) {
    case "target":
    case "slots":
      return describeTarget(element.targetId, context);
    case "policyTarget":
      return describeTarget(element.targetId, context);
    case "policy":
      return describePolicy(element.policyId, context, []);
    case "attachedPolicy": {
      const path = getPathText(known.getPath(element.targetId));
      return describePolicy(element.policyId, context, [t("Attached to {0}", path || element.targetId)]);
    }
    case "handshake": {
      if (!findHandshake(known, element)) return undefined;
      const notes = element.isReceived ? [] : [t("The account joins at the root when the invitation is accepted.")];
      return { title: t("Invitation"), rows: getRows(element, context), notes };
    }
    case "policyType":
      return {
        title: getPolicyTypeFacts(element.type).name,
        rows: [{ label: t("Type"), value: element.type }],
        notes: [],
      };
    case "fact":
      return { title: element.label, rows: [], notes: [element.value] };
    case "failed": {
      const state = known.getState(element.part);
      if (state.state !== "failed") return undefined;
      const { operation, awsName } = state.error;
      const rows = [
        ...(operation ? [{ label: t("Operation"), value: operation }] : []),
        ...(awsName ? [{ label: t("Error"), value: awsName }] : []),
      ];
      return { title: getFailureText(element.part, context), rows, notes: [getReasonText(state.error)] };
    }
    case "note":
      return { title: element.text, rows: [], notes: [] };
    case "group":
    case "invitations":
    case "policyGroup":
    case "section":
    case "loading":
      return undefined;
  }
}

function describeTarget(targetId: string, context: Context): Tooltip {
  const subject: DetailSubject = { kind: "target", targetId };
  const badges = getTargetBadges(targetId, context.known.getTarget(targetId), context);
  return {
    title: getTargetName(context.known, targetId),
    rows: getRows(subject, context),
    // An account's state stands among the facts already.
    notes: badges.flatMap(({ text, tone }) => (tone === "muted" ? [] : [text.charAt(0).toUpperCase() + text.slice(1)])),
  };
}

function describePolicy(policyId: string, context: Context, notes: readonly string[]): Tooltip {
  return {
    title: getPolicyName(context.known, policyId),
    rows: getRows({ kind: "policy", policyId }, context),
    notes,
  };
}

function getRows(subject: DetailSubject, context: Context): readonly TooltipRow[] {
  return getFacts(subject, context).map(({ label, value, icon }) => {
    const isVerbatim = icon === "id" || icon === "arn" || icon === "email";
    // A line break would end the code in which such a value is set, and what follows would be Markdown.
    return { label, value: isVerbatim ? toOneLine(value) : value, isVerbatim };
  });
}

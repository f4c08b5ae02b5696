/** Words that several rows share. */
import type { AccountState, Policy } from "../../organization/model";
import type { OrganizationError } from "../../organization/errors";
import type { StorePart } from "../../organization/store";
import type { TargetKind } from "../../terms/ids";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import { getTargetFacts } from "../targets";
import type { Context, Known, Translate } from "./description";

/** The name of a target, its id while the name is not known. */
export function getTargetName(known: Known, targetId: string): string {
  const target = known.getTarget(targetId);
  return target ? getTargetFacts(target).name : targetId;
}

export function getPolicyName(known: Known, policyId: string): string {
  return known.getPolicySummary(policyId)?.name ?? policyId;
}

export function getTargetKindText(kind: TargetKind, t: Translate): string {
  switch (kind) {
    case "root":
      return t("root");
    case "organizationalUnit":
      return t("organizational unit");
    case "account":
      return t("account");
  }
}

export function getAccountStateText(state: AccountState, t: Translate): string {
  switch (state) {
    case "ACTIVE":
      return t("active");
    case "PENDING_ACTIVATION":
      return t("pending activation");
    case "SUSPENDED":
      return t("suspended");
    case "PENDING_CLOSURE":
      return t("pending closure");
    case "CLOSED":
      return t("closed");
    default:
      // One that AWS has added since: `IN_REVIEW` → `in review`.
      return state.toLowerCase().replaceAll("_", " ");
  }
}

/** What could not be read. */
export function getFailureText(part: StorePart, { known, t }: Context): string {
  switch (part.part) {
    case "attached": {
      const { short } = getPolicyTypeFacts(part.type);
      return t("{0} policies of {1} could not be read", short, getTargetName(known, part.targetId));
    }
    case "targets":
      return t("The targets of {0} could not be read", getPolicyName(known, part.policyId));
    case "policies":
      return t("The policies could not be read");
    case "policy":
      return t("{0} could not be read", getPolicyName(known, part.policyId));
    case "tags":
      return t("The tags could not be read");
    case "handshakes":
      return t("The invitations could not be read");
    case "receivedHandshakes":
      return t("What this account was sent could not be read");
    case "delegatedServices":
      return t("The delegated services could not be read");
    case "alternateContacts":
      return t("The alternate contacts could not be read");
    case "organizationalUnits":
    case "children":
      return t("{0} could not be read", getTargetName(known, part.parentId));
    case "organization":
    case "roots":
    case "accounts":
    case "effective":
      return t("The organization could not be read");
  }
}

/** Why it could not be read, without the operation's name in front. */
export function getReasonText({ message, operation }: OrganizationError): string {
  const prefix = `${operation}: `;
  return operation !== undefined && message.startsWith(prefix) ? message.slice(prefix.length) : message;
}

/** `3 of 10` */
export function getUsedText(type: PolicyType, used: number, t: Translate): string {
  const allowed = getPolicyQuota(type)?.maxAttached;
  return allowed === undefined ? String(used) : t("{0} of {1}", used, allowed);
}

/** `3 of 10 slots` */
export function getSlotsText(type: PolicyType, used: number, t: Translate): string {
  const allowed = getPolicyQuota(type)?.maxAttached;
  return allowed === undefined ? t("{0} attached", used) : t("{0} of {1} slots", used, allowed);
}

/** `4,912 of 10,240 characters (47 %)`, as everywhere; `language` in BCP 47. */
export function getCharactersText(size: number, allowed: number | undefined, language: string, t: Translate): string {
  const used = size.toLocaleString(language);
  if (allowed === undefined) return t("{0} characters", used);
  return t("{0} of {1} characters ({2} %)", used, allowed.toLocaleString(language), getShare(size, allowed));
}

/** Percent of the allowed size: 100 only when nothing more fits. */
export function getShare(size: number, allowed: number): number {
  return Math.floor((100 * size) / allowed);
}

export function getSizeText({ content, type }: Policy, { language, t }: Context): string {
  return getCharactersText(countCharacters(content), getPolicyQuota(type)?.maxSize, language, t);
}

export function formatDate(iso: string, { language }: Context): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString(language, { dateStyle: "medium" });
}

/** Joins what is known of a row by a middle dot, leaving out what is not. */
export function joinWords(...words: readonly (string | undefined)[]): string {
  let text = "";
  for (const word of words) if (word) text += text ? ` · ${word}` : word;
  return text;
}

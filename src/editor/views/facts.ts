import { getPolicyTypeTitle } from "../../terms/policyTypes";
import { getPathText, getTargetFacts } from "../targets";
import type { AlternateContact } from "../../organization/model";
import type { Context, IconKey, Translate } from "./description";
import { findHandshake, findValues, type HandshakePlace } from "./handshakeWords";
import { formatDate, getAccountStateText, getSizeText, joinWords } from "./words";

/** What Details is about. */
export type DetailSubject =
  | { readonly kind: "target"; readonly targetId: string }
  | { readonly kind: "policy"; readonly policyId: string }
  | ({ readonly kind: "handshake" } & HandshakePlace);

export interface Fact {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly icon: IconKey;
}

/** The plain facts of what Details is about, as far as they are known. */
export function getFacts(subject: DetailSubject, context: Context): readonly Fact[] {
  switch (subject.kind) {
    case "target":
      return getTargetFactsOf(subject.targetId, context);
    case "policy":
      return getPolicyFacts(subject.policyId, context);
    case "handshake":
      return getHandshakeFacts(subject, context);
  }
}

function getTargetFactsOf(targetId: string, context: Context): readonly Fact[] {
  const { known, t } = context;
  const target = known.getTarget(targetId);
  if (!target) return [{ id: "id", label: t("ID"), value: targetId, icon: "id" }];
  const { id, arn } = getTargetFacts(target);
  const path = known.getPath(targetId);
  const facts: Fact[] = [
    { id: "id", label: t("ID"), value: id, icon: "id" },
    { id: "arn", label: t("ARN"), value: arn, icon: "arn" },
  ];
  if (path.length > 1) facts.push({ id: "path", label: t("Path"), value: getPathText(path), icon: "path" });
  if (target.kind === "account") {
    const { email, state, joinedMethod, joinedTimestamp } = target.account;
    const joined = formatDate(joinedTimestamp, context);
    facts.push(
      { id: "email", label: t("E-mail"), value: email, icon: "email" },
      { id: "state", label: t("State"), value: getAccountStateText(state, t), icon: "state" },
      {
        id: "joined",
        label: t("Joined"),
        value: joinedMethod === "INVITED" ? t("{0}, by invitation", joined) : t("{0}, created here", joined),
        icon: "date",
      },
    );
  }
  return facts;
}

/** One for each type, set or not. */
export function getContactFacts(contacts: readonly AlternateContact[], t: Translate): readonly Fact[] {
  const labels: Readonly<Record<AlternateContact["type"], string>> = {
    BILLING: t("Billing"),
    OPERATIONS: t("Operations"),
    SECURITY: t("Security"),
  };
  return (Object.keys(labels) as AlternateContact["type"][]).map((type): Fact => {
    const contact = contacts.find((one) => one.type === type);
    const value = contact
      ? joinWords(contact.name, contact.title, contact.emailAddress, contact.phoneNumber)
      : t("not set: AWS writes to the owner of the account");
    return { id: type, label: labels[type], value, icon: "contact" };
  });
}

function getPolicyFacts(policyId: string, context: Context): readonly Fact[] {
  const { known, t } = context;
  const summary = known.getPolicySummary(policyId);
  if (!summary) return [{ id: "id", label: t("ID"), value: policyId, icon: "id" }];
  const policy = known.getPolicy(policyId);
  const facts: Fact[] = [
    { id: "type", label: t("Type"), value: getPolicyTypeTitle(summary.type), icon: "policyType" },
    { id: "id", label: t("ID"), value: policyId, icon: "id" },
    { id: "arn", label: t("ARN"), value: summary.arn, icon: "arn" },
  ];
  if (summary.description)
    facts.push({ id: "description", label: t("Description"), value: summary.description, icon: "note" });
  if (summary.awsManaged) facts.push({ id: "managed", label: t("Managed by"), value: "AWS", icon: "awsPolicy" });
  facts.push({
    id: "size",
    label: t("Size"),
    value: policy ? getSizeText(policy, context) : t("not read yet"),
    icon: "nearLimit",
  });
  return facts;
}

function getHandshakeFacts(place: HandshakePlace, context: Context): readonly Fact[] {
  const { known, t } = context;
  const handshake = findHandshake(known, place);
  if (!handshake) return [{ id: "id", label: t("ID"), value: place.handshakeId, icon: "id" }];
  const { id, arn, parties, requestedTimestamp, expirationTimestamp, resources } = handshake;
  const labels: Readonly<Record<string, string>> = {
    ACCOUNT: t("Account"),
    EMAIL: t("E-mail"),
    ORGANIZATION: t("Organization"),
  };
  return [
    { id: "id", label: t("ID"), value: id, icon: "id" },
    { id: "arn", label: t("ARN"), value: arn, icon: "arn" },
    ...parties.map(
      (party): Fact => ({
        id: `party/${party.type}/${party.id}`,
        label: labels[party.type] ?? party.type,
        value: party.id,
        icon: party.type === "EMAIL" ? "email" : party.type === "ACCOUNT" ? "account" : "root",
      }),
    ),
    { id: "sent", label: t("Sent"), value: formatDate(requestedTimestamp, context), icon: "date" },
    { id: "until", label: t("Open until"), value: formatDate(expirationTimestamp, context), icon: "date" },
    ...findValues(resources, "NOTES").map(
      (note, index): Fact => ({ id: `note/${index}`, label: t("Message"), value: note, icon: "note" }),
    ),
  ];
}

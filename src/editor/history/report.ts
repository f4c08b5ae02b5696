/** The history of a policy, OU or account as a document. No VS Code here: texts go through `t`. */
import { escapeMarkdown, toCode } from "../../terms/markdown";
import type { TrailEvent } from "../../organization/trail";
import type { Translate } from "../../terms/translate";
import type { History } from "./history";

export interface ReportFacts {
  readonly name: string;
  readonly id: string;
  readonly history: History;
  /** Whose event history was asked. */
  readonly accountId: string;
  /** ISO 8601. */
  readonly askedAt: string;
  /** The name of a policy, root, OU or account; the id itself where it is not known (any more). */
  readonly getName: (id: string) => string;
  /** ISO 8601 in the person's own form. */
  readonly formatTime: (at: string) => string;
}

export interface Report {
  /** Markdown, to be read as a text as well. */
  readonly text: string;
  /** The line of each event's heading, from 0. */
  readonly places: ReadonlyMap<string, number>;
}

export function formatReport(facts: ReportFacts, t: Translate): Report {
  const { name, id, history, accountId, askedAt, formatTime } = facts;
  const lines = [
    `# ${t("Who changed {0}", escapeMarkdown(name))}`,
    "",
    `- ${t("ID: {0}", toCode(id))}`,
    `- ${t("From CloudTrail's event history of the account {0}, the last 90 days up to {1}", toCode(accountId), formatTime(askedAt))}`,
    `- ${t("What another account did as delegated administrator may be in that account's event history only. Changes of tags are not looked up.")}`,
    ...history.cut.map(
      (event) =>
        `- ${t("There are more events named {0} than were looked at: older ones are missing here.", toCode(event))}`,
    ),
    "",
  ];
  if (history.events.length === 0)
    lines.push(t("Nothing was changed in that time, as far as this account's event history tells."), "");
  const places = new Map<string, number>();
  for (const event of history.events) {
    places.set(event.id, lines.length);
    lines.push(
      `## ${formatTime(event.at)} · ${escapeMarkdown(getAuthor(event.principal))} · ${describeEvent(event, facts, t)}`,
      "",
      `${toCode(event.name)} · ${toCode(event.principal)}${event.address === "" ? "" : ` · ${t("from {0}", toCode(event.address))}`}`,
      "",
    );
  }
  return { text: `${lines.join("\n").trimEnd()}\n`, places };
}

/** A role of IAM Identity Center is named after its permission set. */
const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** `arn:aws:sts::111122223333:assumed-role/Admin/alice` → `alice (Admin)` */
export function getAuthor(principal: string): string {
  const [, kind = "", rest = ""] = /^arn:[^:]*:(?:iam|sts)::\d*:([a-z-]+)\/?(.*)$/.exec(principal) ?? [];
  const [role = "", session = ""] = rest.split("/");
  if (kind === "assumed-role" && session !== "") return `${session} (${SSO_ROLE.exec(role)?.[1] ?? role})`;
  return rest.split("/").at(-1) || kind || principal;
}

function describeEvent(
  { name, request }: TrailEvent,
  { id, getName }: Pick<ReportFacts, "id" | "getName">,
  t: Translate,
): string {
  const named = (key: string) => {
    const value = request[key];
    return escapeMarkdown(typeof value === "string" ? getName(value) : "?");
  };
  switch (name) {
    case "CreatePolicy":
    case "CreateOrganizationalUnit":
    case "CreateAccount":
      return t("created");
    case "UpdatePolicy":
      return describeUpdate(request, t);
    case "AttachPolicy":
      return request.policyId === id ? t("attached to {0}", named("targetId")) : t("{0} attached", named("policyId"));
    case "DetachPolicy":
      return request.policyId === id ? t("detached from {0}", named("targetId")) : t("{0} detached", named("policyId"));
    case "MoveAccount":
      if (request.accountId === id)
        return t("moved from {0} to {1}", named("sourceParentId"), named("destinationParentId"));
      return request.sourceParentId === id
        ? t("{0} moved away to {1}", named("accountId"), named("destinationParentId"))
        : t("{0} moved in from {1}", named("accountId"), named("sourceParentId"));
    case "UpdateOrganizationalUnit":
      return t("renamed to {0}", escapeMarkdown(String(request.name)));
    case "PutAccountName":
      return t("renamed to {0}", escapeMarkdown(String(request.accountName)));
    case "EnablePolicyType":
      return t("policy type enabled: {0}", escapeMarkdown(String(request.policyType)));
    case "DisablePolicyType":
      return t(
        "policy type disabled, which detached all its policies: {0}",
        escapeMarkdown(String(request.policyType)),
      );
    case "CloseAccount":
      return t("closed");
    case "RegisterDelegatedAdministrator":
      return t("made delegated administrator of {0}", escapeMarkdown(String(request.servicePrincipal)));
    case "DeregisterDelegatedAdministrator":
      return t("no longer delegated administrator of {0}", escapeMarkdown(String(request.servicePrincipal)));
    default:
      return escapeMarkdown(name);
  }
}

/** The console always sends text, name and description; which of them changed, it does not say. */
function describeUpdate({ content, name, description }: TrailEvent["request"], t: Translate): string {
  const parts = [
    ...(typeof content === "string" ? [t("text")] : []),
    ...(typeof name === "string" ? [t("name")] : []),
    ...(typeof description === "string" ? [t("description")] : []),
  ];
  return t("published: {0}", parts.join(", "));
}

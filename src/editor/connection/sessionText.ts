/** How a connection is named on the screen, the same words in status bar and tree header. */
import type { Translate } from "../views/description";
import { isAws } from "../../engine/endpoints";
import type { Authority } from "./authority";
import { isPlayground, type ConnectionState, type Session } from "./session";
import { unmarkOrganizationId } from "./sessionMark";

export type SessionLook =
  | "none"
  | "connecting"
  | "failed"
  | "demo"
  | "copy"
  | "file"
  | "restored"
  | "endpoint"
  | "endpointChanging"
  | "readOnly"
  | "changing";

export function getLook(state: ConnectionState, canChange: boolean): SessionLook {
  switch (state.state) {
    case "disconnected":
      return "none";
    case "connecting":
      return "connecting";
    case "failed":
      return "failed";
    case "restored":
      return state.error ? "failed" : "restored";
    case "connected":
      if (state.session.role === "demo" || state.session.role === "copy" || state.session.role === "file") {
        return state.session.role;
      }
      if (!isAws(state.session.customEndpoint)) return canChange ? "endpointChanging" : "endpoint";
      return canChange ? "changing" : "readOnly";
  }
}

export function getRoleText({ role, authority }: Pick<Session, "role" | "authority">, t: Translate): string {
  switch (role) {
    case "management":
      return t("management account");
    case "member":
      return getAuthorityText(authority, t);
    case "demo":
      return t("demo");
    case "file":
      return t("organization file");
    case "copy":
      return t("what-if copy");
  }
}

function getAuthorityText(authority: Authority, t: Translate): string {
  switch (authority.kind) {
    case "management":
      return t("management account");
    case "delegate":
      return t("delegated policy administrator");
    case "serviceAdministrator":
      return t("delegated service administrator");
    case "member":
      return t("member account");
    case "unknown":
      return t("delegated administrator or member");
  }
}

/** What the caller was delegated, in AWS's words. */
function getDelegated(authority: Authority): readonly string[] {
  if (authority.kind === "delegate") return authority.actions;
  return authority.kind === "serviceAdministrator" ? authority.services : [];
}

/** Host and port of an endpoint; the text itself when it is no URL. */
export function getEndpointHost(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}

/** `read-only`, or that changes can be made. */
export function getModeText(canChange: boolean, t: Translate): string {
  return canChange ? t("changes enabled") : t("read-only");
}

/** Behind the view's title: which organization, and that it is not what one might take it for. */
export function getHeaderText(session: Session, canChange: boolean, t: Translate): string {
  const { role, name, customEndpoint, organizationId } = session;
  if (isPlayground(session)) return t("{0} · nothing here is real", name);
  if (role === "file") return t("{0} · file, read-only", name);
  const host = customEndpoint === undefined ? undefined : getEndpointHost(customEndpoint);
  const endpoint = host === undefined ? undefined : t("endpoint {0}", host);
  const words = [host === name ? undefined : name, endpoint, getModeText(canChange, t), organizationId];
  return words.filter(Boolean).join(" · ");
}

/** The facts of a session, a line each, for a tooltip. */
export function getSessionRows(
  session: Session,
  canChange: boolean,
  t: Translate,
): readonly { readonly label: string; readonly value: string }[] {
  const delegated = getDelegated(session.authority);
  const expiration = session.credentials?.getExpiration();
  return [
    { label: t("Connection"), value: session.name },
    { label: t("Organization"), value: unmarkOrganizationId(session.organizationId) },
    { label: t("Account"), value: session.caller.accountId },
    ...(session.caller.arn === "" ? [] : [{ label: t("Identity"), value: session.caller.arn }]),
    { label: t("Role"), value: getRoleText(session, t) },
    ...(delegated.length === 0 ? [] : [{ label: t("Delegated"), value: delegated.join(", ") }]),
    ...(session.customEndpoint === undefined ? [] : [{ label: t("Endpoint"), value: session.customEndpoint }]),
    ...(expiration === undefined ? [] : [{ label: t("Credentials expire"), value: toLocalTime(expiration) }]),
    { label: t("Changes"), value: getModeText(canChange, t) },
  ];
}

function toLocalTime(time: string): string {
  return new Date(time).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

/** Whether the credentials are over, as far as they say when; the next request asks their source for others. */
export function hasExpired({ credentials }: Pick<Session, "credentials">, now: number): boolean {
  const expiration = credentials?.getExpiration();
  return expiration !== undefined && Date.parse(expiration) < now;
}

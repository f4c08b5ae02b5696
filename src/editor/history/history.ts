/** Who changed a policy, OU or account, as CloudTrail recorded it. No VS Code here. */
import type { PolicyType } from "../../terms/policyTypes";
import type { TrailEvent, TrailReader } from "../../organization/trail";

export type HistorySubject =
  | { readonly kind: "policy"; readonly id: string; readonly type: PolicyType }
  | { readonly kind: "root" | "organizationalUnit" | "account"; readonly id: string };

export interface History {
  /** The newest first. What AWS refused is no change. */
  readonly events: readonly TrailEvent[];
  /** Names of events of which there are more than were looked at. */
  readonly cut: readonly string[];
}

/** Each name is asked for by itself. Tags are left out: too many services have operations of those names. */
const NAMES: Readonly<Record<HistorySubject["kind"], readonly string[]>> = {
  policy: ["UpdatePolicy", "AttachPolicy", "DetachPolicy", "CreatePolicy", "EnablePolicyType", "DisablePolicyType"],
  root: ["AttachPolicy", "DetachPolicy", "EnablePolicyType", "DisablePolicyType"],
  organizationalUnit: [
    ...["AttachPolicy", "DetachPolicy", "MoveAccount", "UpdateOrganizationalUnit", "CreateOrganizationalUnit"],
  ],
  account: [
    ...["AttachPolicy", "DetachPolicy", "MoveAccount", "PutAccountName", "CreateAccountResult", "CreateAccount"],
    ...["CloseAccount", "RegisterDelegatedAdministrator", "DeregisterDelegatedAdministrator"],
  ],
};

const SOURCES: ReadonlySet<string> = new Set(["organizations.amazonaws.com", "account.amazonaws.com"]);

/** Events looked at for each name; AttachPolicy and CreatePolicy are operations of other services too. */
const MAX_EVENTS = 1_000;

export async function loadHistory(subject: HistorySubject, trail: TrailReader, signal?: AbortSignal): Promise<History> {
  const found: TrailEvent[] = [];
  const cut: string[] = [];
  for (const name of NAMES[subject.kind]) {
    let seen = 0;
    for await (const event of trail.lookUpEvents(name, signal)) {
      if (SOURCES.has(event.source) && event.errorCode === undefined) found.push(event);
      if (++seen < MAX_EVENTS) continue;
      cut.push(name);
      break;
    }
  }
  const isAbout = createTest(subject, found);
  const events = found.filter(isAbout).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return { events, cut };
}

/** Text before and after, by the id of the event; `before` is `undefined` where no event of the 90 days tells it. */
export function getTexts({
  events,
}: History): ReadonlyMap<string, { readonly before: string | undefined; readonly after: string }> {
  const texts = new Map<string, { readonly before: string | undefined; readonly after: string }>();
  let before: string | undefined;
  for (const { id, name, request } of events.toReversed()) {
    if (typeof request.content !== "string") continue;
    texts.set(id, { before: name === "CreatePolicy" ? "" : before, after: request.content });
    before = request.content;
  }
  return texts;
}

function createTest(subject: HistorySubject, all: readonly TrailEvent[]): (event: TrailEvent) => boolean {
  const { id } = subject;
  const isNamed = ({ request, response, details }: TrailEvent) =>
    [request, response, details].some((one) => has(one, id));
  // The account's number is known to the result only, and who asked for it to the request.
  const requests = new Set(
    all.filter((event) => event.name === "CreateAccountResult" && isNamed(event)).map(getCreationRequest),
  );
  return (event) => {
    if (event.name === "CreateAccountResult") return false;
    if (event.name === "CreateAccount") return requests.has(getCreationRequest(event));
    if (subject.kind === "policy" && event.name.endsWith("PolicyType"))
      return event.request.policyType === subject.type;
    return isNamed(event);
  };
}

function getCreationRequest({ response, details }: TrailEvent): unknown {
  const status = (details.createAccountStatus ?? response.createAccountStatus) as { readonly id?: unknown } | undefined;
  return status?.id;
}

/** Whether the id is a value in it, at any depth. */
function has(value: unknown, id: string): boolean {
  if (value === id) return true;
  return typeof value === "object" && value !== null && Object.values(value).some((member) => has(member, id));
}

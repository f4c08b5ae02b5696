/** What an organization's resource-based delegation policy says of one caller. */
import { getRoleOfCaller } from "../changes/caller";
import { parseArn } from "../terms/arns";

export interface DelegatedCaller {
  readonly accountId: string;
  /** An assumed role's, a user's, or any other that STS answers. */
  readonly arn: string;
}

/**
 * The action patterns that the policy allows the caller, such as `organizations:AttachPolicy`; none where it names
 * somebody else, or cannot be read. Conditions are passed over, and so is what a Deny takes back: it says what was
 * meant for the caller, never that a call will be permitted (User Guide, Delegated administrator for AWS Organizations).
 */
export function getDelegatedActions(policy: string, caller: DelegatedCaller): readonly string[] {
  const statements = toList(read(policy)?.Statement).flatMap((statement) => (isObject(statement) ? [statement] : []));
  const actions = statements
    .filter(({ Effect, Principal }) => Effect === "Allow" && names(Principal, caller))
    .flatMap(({ Action }) => toList(Action))
    .filter((action) => typeof action === "string");
  return [...new Set(actions)].sort();
}

function names(principal: unknown, caller: DelegatedCaller): boolean {
  if (principal === "*") return true;
  const listed = isObject(principal) ? toList(principal.AWS) : [];
  return listed.some((one) => typeof one === "string" && isCaller(one, caller));
}

function isCaller(principal: string, { accountId, arn }: DelegatedCaller): boolean {
  if (principal === "*" || principal === accountId) return true;
  const named = parseArn(principal);
  if (named?.accountId !== accountId) return false;
  if (named.resource === "root" || principal === arn) return true;
  // A role's ARN has its path, and that of its session has not.
  const [kind, ...path] = named.resource.split("/");
  return kind === "role" && getRoleOfCaller(arn).endsWith(`:assumed-role/${path.at(-1) ?? ""}`);
}

function read(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** What an organization's resource-based delegation policy says of one caller. */
import { getRoleOfCaller } from "../changes/caller";
import { readDelegationStatements } from "../changes/delegationStatements";
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
  const actions = (readDelegationStatements(policy) ?? [])
    .filter(({ effect, exceptActions }) => effect === "Allow" && !exceptActions)
    .filter(({ principals }) => principals.some((principal) => isCaller(principal, caller)))
    .flatMap((statement) => statement.actions);
  return [...new Set(actions)].sort();
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

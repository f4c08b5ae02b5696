import { compileArn, compileWildcards, matchesPattern } from "../../policy/matching/pattern";
import type { Principal } from "../principal";

/**
 * How a statement of a resource's policy names who asks. What is granted to a user or a session itself, no boundary or
 * session policy has to allow; what is granted to an account, its own policies have to pass on (IAM User Guide, Policy
 * evaluation logic and AWS JSON policy elements: Principal).
 */
export type Naming = "itself" | "role" | "account" | "no" | "unknown";

interface Asking {
  readonly principal: Principal;
  /** As the request gives it: for a session, its own ARN. */
  readonly arn: string | undefined;
}

/** `principal` and `notPrincipal` as written in the statement. */
export function findNaming(principal: unknown, notPrincipal: unknown, asking: Asking): Naming {
  if (notPrincipal !== undefined) {
    const excepted = findNaming(notPrincipal, undefined, asking);
    if (excepted === "unknown") return "unknown";
    return excepted === "no" ? "role" : "no";
  }
  if (principal === "*") return "role";
  if (typeof principal !== "object" || principal === null) return "no";
  const namings = Object.entries(principal).flatMap(([kind, names]) =>
    (Array.isArray(names) ? names : [names]).map((name: unknown) => matchName(kind, String(name), asking)),
  );
  return STRONGEST.find((naming) => namings.includes(naming)) ?? "no";
}

const STRONGEST: readonly Naming[] = ["itself", "role", "unknown", "account"];

function matchName(kind: string, name: string, { principal, arn }: Asking): Naming {
  if (kind === "Service") return principal.kind === "service" && principal.name === name ? "itself" : "no";
  // Nothing in a request tells a federated principal or a canonical user.
  if (kind !== "AWS") return principal.kind === "identity" ? "unknown" : "no";
  if (name === "*") return "role";
  if (principal.kind !== "identity") return "no";
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined) return account === principal.accountId ? "account" : "no";
  if (arn === undefined) return name.split(":")[4] === principal.accountId ? "unknown" : "no";
  if (name === arn) return arn.includes(":role/") ? "role" : "itself";
  const role = principal.arn;
  if (role?.kind === "present") return role.values.includes(name) ? "role" : "no";
  const patterns = role?.kind === "shape" ? role.patterns : [];
  const fits = patterns.some((pattern) => matchesPattern(compileArn(compileWildcards(pattern)) ?? "", name));
  return fits ? "unknown" : "no";
}

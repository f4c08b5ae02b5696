import data from "./data/policyTypes.json";

/** AWS's name of a policy type, such as `SERVICE_CONTROL_POLICY`. An open set: AWS adds types during a year. */
export type PolicyType = string;

export const SERVICE_CONTROL_POLICY: PolicyType = "SERVICE_CONTROL_POLICY";
export const RESOURCE_CONTROL_POLICY: PolicyType = "RESOURCE_CONTROL_POLICY";

/** What is known of a policy type. */
export interface PolicyTypeFacts {
  readonly id: PolicyType;
  /** The middle part of a file name: `deny-leave.scp.json`. */
  readonly kind: string;
  /** Plural, for headings. */
  readonly name: string;
  readonly short: string;
  /** One policy of the type, within a sentence: `SCP`, `tag policy`. */
  readonly one: string;
  /** The top-level key of its documents, where published. */
  readonly key?: string;
  /** Whether DescribeEffectivePolicy answers for it. */
  readonly effective: boolean;
  /** How many policies of the type a target always keeps once the type is enabled. */
  readonly minAttached: number;
  /** Its part of the console's address, where known. */
  readonly consoleSlug?: string;
  /** The id of AWS's allow-everything policy of the type. */
  readonly fullAccess?: string;
}

/** The types known on the day of the data, SCP and RCP first. */
export const POLICY_TYPES: readonly PolicyTypeFacts[] = data.types;

const BY_ID = new Map(POLICY_TYPES.map((facts) => [facts.id, facts]));

/** The facts of a type; for one newer than the data, a plain stand-in, so that it still shows and opens. */
export function getPolicyTypeFacts(type: PolicyType): PolicyTypeFacts {
  const known = BY_ID.get(type);
  if (known) return known;
  const words = type.toLowerCase().replaceAll("_", " ");
  const kind = type
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/-policy$/, "");
  return { id: type, kind, name: words, short: words, one: words, effective: false, minAttached: 0 };
}

/** AWS keeps it attached wherever the type is on (User Guide, Resource control policies). */
export const RCP_FULL_AWS_ACCESS = getPolicyTypeFacts(RESOURCE_CONTROL_POLICY).fullAccess ?? "p-RCPFullAWSAccess";

/** The types of which it is told what they do to accounts. */
export const EVALUATED_TYPES: readonly PolicyType[] = [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY];

export function isEvaluated(type: PolicyType): boolean {
  return EVALUATED_TYPES.includes(type);
}

/** What one policy of a type is called: `Service control policy`. */
export function getPolicyTypeTitle(type: PolicyType): string {
  return getPolicyTypeFacts(type).name.replace(/policies$/, "policy");
}

/** Orders types as POLICY_TYPES does, unknown ones last by name. */
export function comparePolicyTypes(a: PolicyType, b: PolicyType): number {
  const rank = (type: PolicyType) => {
    const at = POLICY_TYPES.findIndex((facts) => facts.id === type);
    return at < 0 ? POLICY_TYPES.length : at;
  };
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

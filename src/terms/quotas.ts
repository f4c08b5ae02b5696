import data from "./data/quotas.json";
import type { PolicyType } from "./policyTypes";

/** Size and attachment limits of a policy type. */
export interface PolicyQuota {
  /** Characters of the stored document, white space included. */
  readonly maxSize: number;
  /** Policies of the type attached directly to one root, OU or account. */
  readonly maxAttached: number;
  /** ISO date from which it holds. */
  readonly from: string;
  /** No AWS page states it. */
  readonly assumed?: boolean;
}

const TABLE: Readonly<Record<string, readonly PolicyQuota[]>> = data.policies;

/**
 * The quota of a type on a day (`YYYY-MM-DD`), by default the newest; `undefined` for a type newer than the data.
 * Source: AWS Organizations User Guide, Quotas for AWS Organizations.
 */
export function getPolicyQuota(type: PolicyType, asOf?: string): PolicyQuota | undefined {
  const history = TABLE[type];
  if (!history) return undefined;
  if (asOf === undefined) return history.at(-1);
  return history.findLast((entry) => entry.from <= asOf) ?? history[0];
}

/**
 * Characters of a text as AWS counts them against `maxSize`: code points, not the units of JavaScript's strings.
 * UNVERIFIED: the quotas' page says characters; some services count bytes.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Limits of an organization as a whole (same page). */
export const ORGANIZATION_QUOTAS: Readonly<typeof data.organization> = data.organization;

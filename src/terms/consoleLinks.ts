import type { TargetKind } from "./ids";
import { getPartitionById } from "./partitions";
import { getPolicyTypeFacts, type PolicyType } from "./policyTypes";

/** What the AWS Organizations console has a page for. */
export type ConsoleKind = TargetKind | "policy" | "organization";

/**
 * The page of the AWS Organizations console about a thing; `policyType` for a policy. `undefined` where no address is
 * known: a partition without a public console, a policy type whose part of the address is not published.
 */
export function getConsoleUrl(
  partition: string,
  kind: ConsoleKind,
  id: string,
  policyType?: PolicyType,
): string | undefined {
  const host = getPartitionById(partition)?.consoleHost;
  const path = getPath(kind, id, policyType);
  return host && path && `https://${host}/organizations/v2/home/${path}`;
}

function getPath(kind: ConsoleKind, id: string, policyType: PolicyType | undefined): string | undefined {
  switch (kind) {
    case "account":
      return `accounts/${id}`;
    case "organizationalUnit":
      return `organizational-units/${id}`;
    case "root":
      return "root";
    case "organization":
      return "accounts";
    case "policy": {
      const slug = policyType && getPolicyTypeFacts(policyType).consoleSlug;
      return slug && `policies/${slug}/${id}`;
    }
  }
}

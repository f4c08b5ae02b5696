import { RCP_FULL_AWS_ACCESS, RESOURCE_CONTROL_POLICY } from "../terms/policyTypes";
import type { PolicySummary } from "./model";

/**
 * AWS attaches RCPFullAWSAccess to every root, OU and account while the type is on, and no list names it there
 * (Organizations User Guide, Resource control policies). `partition` as in an ARN: `aws`, `aws-cn`, …
 */
export function addRcpFullAccess(listed: readonly PolicySummary[], partition: string): readonly PolicySummary[] {
  if (listed.some((policy) => policy.id === RCP_FULL_AWS_ACCESS)) return listed;
  return [
    ...listed,
    {
      id: RCP_FULL_AWS_ACCESS,
      arn: `arn:${partition}:organizations::aws:policy/resource_control_policy/${RCP_FULL_AWS_ACCESS}`,
      name: "RCPFullAWSAccess",
      description: "Allows access to every resource",
      type: RESOURCE_CONTROL_POLICY,
      awsManaged: true,
    },
  ];
}

import { findWayOut } from "../exemptRoles";
import type { OrganizationNames } from "../organizationNames";

/** What stands in a gap of a guardrail. */
export interface Gap {
  readonly value: string;
  /** Filled in for good, not a tab stop. */
  readonly isFixed?: boolean;
}

/** The values of all gaps: what the organization tells, else an example. */
export function getGapValues(organization: OrganizationNames | undefined): Readonly<Record<string, Gap>> {
  const partition = organization?.partition ?? "aws";
  return {
    partition: { value: partition, isFixed: true },
    organizationId: organization ? { value: organization.organizationId, isFixed: true } : { value: "o-exampleorgid" },
    role: { value: findWayOut(organization) ?? `arn:${partition}:iam::*:role/BreakGlass` },
    region: {
      value: partition === "aws-us-gov" ? "us-gov-west-1" : partition === "aws-cn" ? "cn-north-1" : "eu-central-1",
    },
    otherRegion: {
      value: partition === "aws-us-gov" ? "us-gov-east-1" : partition === "aws-cn" ? "cn-northwest-1" : "eu-west-1",
    },
    tagKey: { value: organization?.tags[0]?.key ?? "CostCenter" },
    range: { value: "203.0.113.0/24" },
    vpc: { value: "vpc-0123456789abcdef0" },
    bucket: { value: "example-log-archive" },
    boundary: { value: `arn:${partition}:iam::*:policy/Boundary` },
    protectedRole: { value: `arn:${partition}:iam::*:role/OrganizationAccountAccessRole` },
    instanceTypes: { value: "t3.*" },
    model: { value: "anthropic.*" },
    service: { value: "ec2" },
    resourceTag: { value: "Protected" },
  };
}

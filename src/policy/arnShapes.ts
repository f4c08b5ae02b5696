/** Which parts the ARNs of well-known services have. Of other services, and of mixed ones, nothing is said. */
import { hasWildcard } from "./glob";
import { hasPlaceholder } from "./placeholder";
import type { WrittenArn } from "./writtenArns";

const GLOBAL: ReadonlySet<string> = new Set(["iam", "organizations", "cloudfront", "route53"]);

/** In a Region, and owned by an account of one's own or somebody else's. */
const OWNED: ReadonlySet<string> = new Set([
  "cloudtrail",
  "config",
  "dynamodb",
  "ecs",
  "eks",
  "elasticfilesystem",
  "elasticloadbalancing",
  "firehose",
  "guardduty",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "secretsmanager",
  "sns",
  "sqs",
]);

/** In a Region, while AWS's own and public ones name no account. */
const REGIONAL: ReadonlySet<string> = new Set([...OWNED, "cloudformation", "ec2", "ecr", "events", "rds", "ssm"]);

export function namesRegion(service: string): boolean {
  return REGIONAL.has(service);
}

export function namesAccount(service: string): boolean {
  return OWNED.has(service) || service === "iam";
}

export function namesNoRegion(arn: WrittenArn): boolean {
  return GLOBAL.has(arn.parts[2]?.text ?? "") || isBucket(arn);
}

/** What S3 has besides buckets and objects, with a Region and an account. */
const BESIDE_BUCKETS = /^(accesspoint|access-grants|async-request|job|storage-lens|storage-lens-group)[/:]/;

/** Whether an ARN is meant for a bucket or its objects. */
export function isBucket({ parts }: WrittenArn): boolean {
  const resource = parts[5]?.text ?? "";
  const name = resource.split("/", 1)[0] ?? "";
  return parts[2]?.text === "s3" && !hasWildcard(name) && !hasPlaceholder(name) && !BESIDE_BUCKETS.test(`${resource}/`);
}

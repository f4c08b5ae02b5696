import type { ServicesUsed } from "./iam";

/** Days ago, by account and service. */
const DAYS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // Web Services
  "210987654321": {
    ...{ s3: 0, ec2: 0, elasticloadbalancing: 0, cloudfront: 1, iam: 2, sts: 0, cloudwatch: 0, logs: 0 },
    ...{ lambda: 3, acm: 41, route53: 12, cloudtrail: 6, kms: 0 },
  },
  // Database Services
  "321098765432": { rds: 0, dynamodb: 0, s3: 1, kms: 0, backup: 1, iam: 9, sts: 0, cloudwatch: 0, secretsmanager: 0 },
  // Team A
  "432109876543": { ec2: 4, s3: 2, lambda: 0, sqs: 0, sns: 1, dynamodb: 5, iam: 0, sts: 0, logs: 0, sagemaker: 75 },
  // Team B
  "543210987654": { ec2: 1, s3: 0, ecs: 0, ecr: 0, iam: 3, sts: 0, logs: 0, bedrock: 18 },
  // Logging
  "654321098765": { s3: 0, cloudtrail: 0, logs: 0, athena: 8, glue: 8, kms: 0, iam: 30, sts: 0 },
  // Audit
  "765432109876": { securityhub: 0, guardduty: 0, config: 1, cloudtrail: 2, "access-analyzer": 5, iam: 1, sts: 0 },
};

/** What TechCorp's accounts used, as seen at `now` (ISO 8601). */
export function getTechCorpUse(now: string): ServicesUsed {
  const daysAgo = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
  return Object.fromEntries(
    Object.entries(DAYS).map(([accountId, services]) => [
      accountId,
      Object.fromEntries(Object.entries(services).map(([prefix, days]) => [prefix, daysAgo(days)])),
    ]),
  );
}

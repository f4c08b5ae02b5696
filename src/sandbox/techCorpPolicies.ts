/** TechCorp's resource control, tag and backup policies. */
import type { Policy } from "../organization/model";
import { RESOURCE_CONTROL_POLICY } from "../terms/policyTypes";

function createTrustedIdentities(organizationId: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OurIdentitiesOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*", "sqs:*", "kms:*", "secretsmanager:*"],
        Resource: "*",
        Condition: {
          StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      {
        Sid: "EncryptedTransportOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: "*",
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

const COST_CENTERS = {
  tags: {
    costcenter: {
      tag_key: { "@@assign": "CostCenter" },
      tag_value: { "@@assign": ["CC-1000", "CC-2100", "CC-2200", "CC-4100", "CC-4200"] },
    },
    environment: {
      tag_key: { "@@assign": "Environment" },
      tag_value: { "@@assign": ["production", "development", "security"] },
      enforced_for: { "@@assign": ["ec2:instance", "rds:db", "s3:bucket"] },
    },
  },
};

const DEVELOPMENT_COST_CENTERS = {
  tags: { costcenter: { tag_value: { "@@append": ["CC-3100", "CC-3200", "CC-3300"] } } },
};

const DAILY_BACKUPS = {
  plans: {
    production_daily: {
      regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
      rules: {
        daily: {
          schedule_expression: { "@@assign": "cron(0 3 * * ? *)" },
          start_backup_window_minutes: { "@@assign": "60" },
          target_backup_vault_name: { "@@assign": "production" },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
        },
        monthly: {
          schedule_expression: { "@@assign": "cron(0 4 1 * ? *)" },
          target_backup_vault_name: { "@@assign": "production" },
          lifecycle: {
            move_to_cold_storage_after_days: { "@@assign": "30" },
            delete_after_days: { "@@assign": "365" },
          },
        },
      },
      selections: {
        tags: {
          everything_marked: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupOperator" },
            tag_key: { "@@assign": "Backup" },
            tag_value: { "@@assign": ["daily"] },
          },
        },
      },
    },
  },
};

const print = (document: object) => JSON.stringify(document, undefined, 2);

export function createTechCorpPolicies(
  getArn: (type: string, id: string) => string,
  organizationId: string,
): readonly Policy[] {
  const rows: readonly (readonly [id: string, type: string, name: string, description: string, content: string])[] = [
    [
      "p-orgaccess1",
      RESOURCE_CONTROL_POLICY,
      "TrustedIdentitiesOnly",
      "Data answers to TechCorp's own identities",
      print(createTrustedIdentities(organizationId)),
    ],
    ["p-costctags1", "TAG_POLICY", "CostCenters", "Spelling and values of the tags we bill by", print(COST_CENTERS)],
    [
      "p-costctags2",
      "TAG_POLICY",
      "DevelopmentCostCenters",
      "Cost centers of the development teams",
      JSON.stringify(DEVELOPMENT_COST_CENTERS),
    ],
    [
      "p-backupprd1",
      "BACKUP_POLICY",
      "ProductionBackups",
      "Daily and monthly backups of production",
      print(DAILY_BACKUPS),
    ],
  ];
  return rows.map(([id, type, name, description, content]) => ({
    id,
    arn: getArn(type, id),
    name,
    description,
    type,
    awsManaged: false,
    content,
  }));
}

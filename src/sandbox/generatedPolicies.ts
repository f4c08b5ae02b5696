/** Policies of generated organizations: a few patterns that real ones consist of, with drawn details. */
import type { Policy } from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";
import { drawNumber, drawOne, drawSome } from "./draw";
import { EVERYDAY_SERVICES, INSTANCE_TYPES, REGIONS, SERVICES } from "./generatedNames";
import { createPolicyId, type createArns, type Random } from "./ids";
import { DESTRUCTIVE_ACTIONS } from "./techCorpDataStores";

interface Draft {
  readonly name: string;
  readonly description: string;
  readonly document: object;
}

const VERSION = "2012-10-17";
const EXEMPT = { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/OrganizationAccountAccessRole" } };
const statements = (...list: readonly object[]) => ({ Version: VERSION, Statement: list });

/** The one pattern that allows: it stands where FullAWSAccess is detached. */
function draftAllowList(random: Random): Draft {
  const services = drawSome(random, EVERYDAY_SERVICES, drawNumber(random, 10, 15));
  const Action = services.map((service) => `${service}:*`);
  return {
    name: "AllowList",
    description: `${services.length} services and nothing else`,
    document: statements({ Sid: "AllowList", Effect: "Allow", Action, Resource: "*" }),
  };
}

const SCP_DRAFTS: readonly ((random: Random) => Draft)[] = [
  (random) => {
    const services = drawSome(random, SERVICES, drawNumber(random, 2, 8));
    const Action = services.map((service) => `${service}:*`);
    return {
      name: `Deny-${services[0]}`,
      description: `No ${services.join(", ")}`,
      document: statements({ Sid: "DenyServices", Effect: "Deny", Action, Resource: "*" }),
    };
  },
  (random) => {
    const [area, actions] = drawOne(random, Object.entries(DESTRUCTIVE_ACTIONS));
    const Action = drawSome(random, actions, drawNumber(random, 3, actions.length));
    return {
      name: `Protect-${area}`,
      description: "Nothing is destroyed by accident",
      document: statements({ Sid: `Protect${area}`, Effect: "Deny", Action, Resource: "*", Condition: EXEMPT }),
    };
  },
  (random) => {
    const regions = drawSome(random, REGIONS, drawNumber(random, 1, 4));
    return {
      name: `Regions-${regions[0]}`,
      description: `Only ${regions.join(", ")}`,
      document: statements({
        Sid: "DenyOtherRegions",
        Effect: "Deny",
        NotAction: ["cloudfront:*", "iam:*", "organizations:*", "route53:*", "sts:*", "support:*"],
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": regions }, ...EXEMPT },
      }),
    };
  },
  (random) => {
    const types = drawSome(random, INSTANCE_TYPES, drawNumber(random, 1, 4));
    return {
      name: "InstanceTypes",
      description: `Only ${types.join(", ")}, with version 2 of the metadata service`,
      document: statements(
        {
          Sid: "InstanceTypes",
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:aws:ec2:*:*:instance/*",
          Condition: { StringNotLike: { "ec2:InstanceType": types } },
        },
        {
          Sid: "MetadataVersion2",
          Effect: "Deny",
          Action: "ec2:RunInstances",
          Resource: "arn:aws:ec2:*:*:instance/*",
          Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
        },
      ),
    };
  },
  () => ({
    name: "DenyRootUser",
    description: "Nobody works as the root user",
    document: statements({
      Sid: "DenyRootUser",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
    }),
  }),
];

function draftRcp(random: Random, organizationId: string): Draft {
  const Action = drawSome(
    random,
    ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "dynamodb:*"],
    drawNumber(random, 1, 4),
  );
  return {
    name: "DataPerimeter",
    description: `Own identities only: ${Action.join(", ")}`,
    document: statements({
      Sid: "OwnIdentities",
      Effect: "Deny",
      Principal: "*",
      Action,
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
  };
}

function draftTagPolicy(random: Random): Draft {
  const key = drawOne(random, ["CostCenter", "Environment", "Owner", "Project", "DataClass"]);
  return {
    name: `Tags-${key}`,
    description: `How ${key} is spelled`,
    document: { tags: { [key.toLowerCase()]: { tag_key: { "@@assign": key } } } },
  };
}

function draftBackupPolicy(random: Random): Draft {
  const rule = {
    schedule_expression: { "@@assign": `cron(0 ${drawNumber(random, 0, 23)} * * ? *)` },
    target_backup_vault_name: { "@@assign": "default" },
    lifecycle: { delete_after_days: { "@@assign": String(drawNumber(random, 7, 365)) } },
  };
  const selection = {
    iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupOperator" },
    tag_key: { "@@assign": "Backup" },
    tag_value: { "@@assign": ["daily"] },
  };
  const plan = {
    regions: { "@@assign": drawSome(random, REGIONS, 2) },
    rules: { daily: rule },
    selections: { tags: { marked: selection } },
  };
  return { name: "Backup", description: "Daily backups", document: { plans: { daily: plan } } };
}

export type PolicyRole = "allowList" | "guardrail" | "other";

/** Draws a policy. About one in three is stored pretty-printed. */
export function generatePolicy(
  random: Random,
  type: PolicyType,
  role: PolicyRole,
  number: number,
  organization: { readonly id: string; readonly arns: ReturnType<typeof createArns> },
): Policy {
  const draft = drawDraft(random, type, role, organization.id);
  const id = createPolicyId(random);
  return {
    id,
    arn: organization.arns.policy(type, id),
    name: `${draft.name}-${String(number).padStart(3, "0")}`,
    description: draft.description,
    type,
    awsManaged: false,
    content: random() < 0.35 ? JSON.stringify(draft.document, undefined, 2) : JSON.stringify(draft.document),
  };
}

function drawDraft(random: Random, type: PolicyType, role: PolicyRole, organizationId: string): Draft {
  switch (type) {
    case "RESOURCE_CONTROL_POLICY":
      return draftRcp(random, organizationId);
    case "TAG_POLICY":
      return draftTagPolicy(random);
    case "BACKUP_POLICY":
      return draftBackupPolicy(random);
    default:
      return role === "allowList" ? draftAllowList(random) : drawOne(random, SCP_DRAFTS)(random);
  }
}

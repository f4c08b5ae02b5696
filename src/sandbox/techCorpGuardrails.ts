/** TechCorp's service control policies, the large one apart. Some are stored minified, as the console stores them. */
import type { Policy } from "../organization/model";
import { SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { DATA_STORE_PROTECTION } from "./techCorpDataStores";

const VERSION = "2012-10-17";
const BREAK_GLASS = "arn:aws:iam::*:role/SecurityBreakGlass";
const PROVISIONING = "arn:aws:iam::*:role/OrganizationAccountAccessRole";

const DENY_LEAVE = {
  Version: VERSION,
  Statement: [
    { Sid: "DenyLeavingOrganization", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" },
  ],
};

const GUARD_LOGS = {
  Version: VERSION,
  Statement: [
    {
      Sid: "ProtectCloudTrail",
      Effect: "Deny",
      Action: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": BREAK_GLASS } },
    },
    {
      Sid: "ProtectGuardDuty",
      Effect: "Deny",
      Action: [
        "guardduty:DeleteDetector",
        "guardduty:DeleteMembers",
        "guardduty:DisassociateFromAdministratorAccount",
        "guardduty:DisassociateMembers",
        "guardduty:StopMonitoringMembers",
        "guardduty:UpdateDetector",
      ],
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": BREAK_GLASS } },
    },
  ],
};

const REGIONS = {
  Version: VERSION,
  Statement: [
    {
      Sid: "DenyOutsideEurope",
      Effect: "Deny",
      // Global services answer from us-east-1 and would be cut off too.
      NotAction: [
        "access-analyzer:*",
        "account:*",
        "budgets:*",
        "ce:*",
        "cloudfront:*",
        "ec2:DescribeRegions",
        "globalaccelerator:*",
        "health:*",
        "iam:*",
        "networkmanager:*",
        "organizations:*",
        "pricing:*",
        "route53:*",
        "route53domains:*",
        "s3:GetBucketLocation",
        "s3:ListAllMyBuckets",
        "shield:*",
        "sts:*",
        "support:*",
        "trustedadvisor:*",
        "waf:*",
        "wafv2:*",
      ],
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
        ArnNotLike: { "aws:PrincipalArn": [PROVISIONING, BREAK_GLASS] },
      },
    },
  ],
};

const DENY_ROOT = {
  Version: VERSION,
  Statement: [
    {
      Sid: "DenyRootUser",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
    },
  ],
};

/** Holds the demo's mistake: the action is called RunInstances. AWS accepts it, and it denies nothing. */
const INSTANCES = {
  Version: VERSION,
  Statement: [
    {
      Sid: "SmallInstancesOnly",
      Effect: "Deny",
      Action: "ec2:RunInstance",
      Resource: "arn:aws:ec2:*:*:instance/*",
      Condition: { StringNotLike: { "ec2:InstanceType": ["t3.*", "t4g.*", "m7g.medium", "m7g.large"] } },
    },
    {
      Sid: "NoReservations",
      Effect: "Deny",
      Action: ["ec2:PurchaseReservedInstancesOffering", "savingsplans:CreateSavingsPlan"],
      Resource: "*",
    },
  ],
};

const SECURITY_TOOLS = {
  Version: VERSION,
  Statement: [
    {
      Sid: "SecurityTooling",
      Effect: "Allow",
      Action: [
        "access-analyzer:*",
        "cloudtrail:*",
        "config:*",
        "detective:*",
        "guardduty:*",
        "inspector2:*",
        "macie2:*",
        "securityhub:*",
      ],
      Resource: "*",
    },
    {
      Sid: "EvidenceAndAlarms",
      Effect: "Allow",
      Action: [
        "athena:*",
        "cloudwatch:*",
        "events:*",
        "glue:*",
        "kms:*",
        "lambda:*",
        "logs:*",
        "s3:*",
        "sns:*",
        "sqs:*",
      ],
      Resource: "*",
    },
    {
      Sid: "Access",
      Effect: "Allow",
      Action: ["iam:*", "organizations:Describe*", "organizations:List*", "sts:*", "support:*"],
      Resource: "*",
    },
  ],
};

const QUARANTINE = {
  Version: VERSION,
  Statement: [
    {
      Sid: "DenyAllButIncidentResponse",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: {
        ArnNotLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::*:role/IncidentResponse",
            BREAK_GLASS,
            "arn:aws:iam::*:role/OrganizationAccountAccessRole",
            "arn:aws:iam::*:role/AWSControlTowerExecution",
          ],
        },
      },
    },
  ],
};

const minify = (document: object) => JSON.stringify(document);
const print = (document: object, indent = 2) => JSON.stringify(document, undefined, indent);

type Row = readonly [id: string, name: string, description: string, content: string];

const ROWS: readonly Row[] = [
  ["p-denyleave1", "DenyLeaveOrganization", "No account leaves TechCorp by itself", minify(DENY_LEAVE)],
  ["p-guardlogs1", "ProtectSecurityServices", "CloudTrail and GuardDuty stay on", print(GUARD_LOGS)],
  ["p-regionseu1", "RestrictRegions", "Frankfurt and Ireland only, global services exempt", print(REGIONS, 4)],
  ["p-denyroot01", "DenyRootUser", "Nobody works as the root user of an account", minify(DENY_ROOT)],
  ["p-instances1", "LimitInstanceTypes", "Small instances and no reservations in development", print(INSTANCES)],
  ["p-sectools01", "SecurityToolsOnly", "Allow-list of the security accounts", print(SECURITY_TOOLS)],
  [
    "p-datastore1",
    "ProtectDataStores",
    "Databases, keys and backups cannot be destroyed",
    print(DATA_STORE_PROTECTION, 4),
  ],
  ["p-quarantn1", "QuarantineAccount", "Attach to an account under attack", print(QUARANTINE)],
];

export function createTechCorpGuardrails(getArn: (type: string, id: string) => string): readonly Policy[] {
  const type = SERVICE_CONTROL_POLICY;
  return ROWS.map(([id, name, description, content]) => ({
    id,
    arn: getArn(type, id),
    name,
    description,
    type,
    awsManaged: false,
    content,
  }));
}

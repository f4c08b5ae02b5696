import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

/** A guardrail that keeps one service's settings from all but the exempt role. */
function protect(id: string, title: string, summary: string, Sid: string, actions: readonly string[]): Guardrail {
  return {
    id,
    title,
    summary,
    theme: "logging and security services",
    type: SERVICE_CONTROL_POLICY,
    statements: [{ Sid, Effect: "Deny", Action: actions, Resource: "*", Condition: EXEMPT_ROLE }],
  };
}

export const LOGGING_GUARDRAILS: readonly Guardrail[] = [
  protect(
    "protect-cloudtrail",
    "Protect CloudTrail",
    "Trails and event data stores cannot be stopped, changed or deleted, but by the exempt role.",
    "ProtectCloudTrail",
    [
      "cloudtrail:DeleteEventDataStore",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:StopEventDataStoreIngestion",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateEventDataStore",
      "cloudtrail:UpdateTrail",
    ],
  ),
  protect(
    "protect-config",
    "Protect AWS Config",
    "The recorder, its delivery and its aggregators stay on, but for the exempt role.",
    "ProtectConfig",
    [
      "config:DeleteAggregationAuthorization",
      "config:DeleteConfigRule",
      "config:DeleteConfigurationAggregator",
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:DeleteOrganizationConfigRule",
      "config:DeleteRetentionConfiguration",
      "config:PutConfigurationRecorder",
      "config:PutDeliveryChannel",
      "config:StopConfigurationRecorder",
    ],
  ),
  protect(
    "protect-guardduty",
    "Protect GuardDuty",
    "Detectors stay on, findings are not hidden and members stay, but for the exempt role.",
    "ProtectGuardDuty",
    [
      "guardduty:ArchiveFindings",
      "guardduty:CreateFilter",
      "guardduty:CreateIPSet",
      "guardduty:DeleteDetector",
      "guardduty:DeleteMembers",
      "guardduty:DeletePublishingDestination",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:DisassociateMembers",
      "guardduty:StopMonitoringMembers",
      "guardduty:UpdateDetector",
      "guardduty:UpdatePublishingDestination",
    ],
  ),
  protect(
    "protect-securityhub",
    "Protect Security Hub",
    "Security Hub, its standards and its members stay, but for the exempt role.",
    "ProtectSecurityHub",
    [
      "securityhub:BatchDisableStandards",
      "securityhub:DeleteInsight",
      "securityhub:DeleteMembers",
      "securityhub:DisableImportFindingsForProduct",
      "securityhub:DisableSecurityHub",
      "securityhub:DisassociateFromAdministratorAccount",
      "securityhub:DisassociateMembers",
      "securityhub:UpdateStandardsControl",
    ],
  ),
  protect(
    "protect-access-analyzer",
    "Protect IAM Access Analyzer",
    "Analyzers and their archive rules stay, but for the exempt role.",
    "ProtectAccessAnalyzer",
    [
      "access-analyzer:CreateArchiveRule",
      "access-analyzer:DeleteAnalyzer",
      "access-analyzer:UpdateArchiveRule",
      "access-analyzer:UpdateFindings",
    ],
  ),
  protect(
    "protect-inspector-macie",
    "Protect Inspector and Macie",
    "Scanning stays on and members stay, but for the exempt role.",
    "ProtectScanning",
    [
      "inspector2:Disable",
      "inspector2:DisassociateMember",
      "macie2:DeleteMember",
      "macie2:DisableMacie",
      "macie2:DisassociateFromAdministratorAccount",
      "macie2:DisassociateMember",
    ],
  ),
  protect(
    "protect-flow-logs",
    "Protect VPC flow logs and log groups",
    "Flow logs and log groups cannot be deleted, nor their retention shortened, but by the exempt role.",
    "ProtectLogs",
    ["ec2:DeleteFlowLogs", "logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:PutRetentionPolicy"],
  ),
  {
    id: "protect-log-archive",
    title: "Protect the log archive's bucket",
    summary:
      "What lies in the bucket of logs can be neither deleted nor made readable to others, but by the exempt role.",
    theme: "logging and security services",
    type: SERVICE_CONTROL_POLICY,
    statements: [
      {
        Sid: "ProtectLogArchive",
        Effect: "Deny",
        Action: [
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:PutBucketAcl",
          "s3:PutBucketLogging",
          "s3:PutBucketPolicy",
          "s3:PutBucketVersioning",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
        ],
        Resource: ["arn:«partition»:s3:::«bucket»", "arn:«partition»:s3:::«bucket»/*"],
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];

import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "data protection", type: SERVICE_CONTROL_POLICY } as const;

export const DATA_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "require-ebs-encryption",
    title: "Require encryption of EBS volumes",
    summary:
      "Volumes without encryption cannot be made, and encryption by default cannot be turned off but by the exempt role.",
    statements: [
      {
        Sid: "RequireEncryptedVolumes",
        Effect: "Deny",
        Action: ["ec2:CreateVolume", "ec2:RunInstances"],
        Resource: "arn:«partition»:ec2:*:*:volume/*",
        Condition: { Bool: { "ec2:Encrypted": "false" } },
      },
      {
        Sid: "KeepEncryptionByDefault",
        Effect: "Deny",
        Action: "ec2:DisableEbsEncryptionByDefault",
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "require-rds-encryption",
    title: "Require encryption of RDS databases",
    summary: "Database instances and clusters without encrypted storage cannot be made.",
    statements: [
      {
        Sid: "RequireEncryptedDatabases",
        Effect: "Deny",
        Action: ["rds:CreateDBCluster", "rds:CreateDBInstance"],
        Resource: "*",
        Condition: { Bool: { "rds:StorageEncrypted": "false" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "require-efs-encryption",
    title: "Require encryption of EFS file systems",
    summary: "File systems without encryption cannot be made.",
    statements: [
      {
        Sid: "RequireEncryptedFileSystems",
        Effect: "Deny",
        Action: "elasticfilesystem:CreateFileSystem",
        Resource: "*",
        Condition: { Bool: { "elasticfilesystem:Encrypted": "false" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "require-s3-kms",
    title: "Require KMS encryption where an upload names one",
    summary:
      "An upload that asks for encryption other than KMS is denied. One that asks for none gets the bucket's default.",
    statements: [
      {
        Sid: "RequireKmsEncryption",
        Effect: "Deny",
        Action: "s3:PutObject",
        Resource: "*",
        Condition: {
          Null: { "s3:x-amz-server-side-encryption": "false" },
          StringNotEquals: { "s3:x-amz-server-side-encryption": ["aws:kms", "aws:kms:dsse"] },
        },
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-s3-public-access-block",
    title: "Protect S3 Block Public Access",
    summary: "The blocks on public access, of accounts and of buckets, are changed by the exempt role alone.",
    statements: [
      {
        Sid: "ProtectPublicAccessBlock",
        Effect: "Deny",
        Action: ["s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-public-acls",
    title: "Deny public ACLs in S3",
    summary: "No bucket or object gets an ACL that lets everybody in.",
    statements: [
      {
        Sid: "DenyPublicAcls",
        Effect: "Deny",
        Action: ["s3:CreateBucket", "s3:PutBucketAcl", "s3:PutObject", "s3:PutObjectAcl"],
        Resource: "*",
        Condition: {
          StringEquals: { "s3:x-amz-acl": ["authenticated-read", "public-read", "public-read-write"] },
        },
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-object-lock",
    title: "Deny bypassing S3 Object Lock",
    summary: "Governance retention holds for all but the exempt role.",
    statements: [
      {
        Sid: "KeepGovernanceRetention",
        Effect: "Deny",
        Action: "s3:BypassGovernanceRetention",
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-kms-keys",
    title: "Protect KMS keys from deletion",
    summary: "Keys are disabled or scheduled for deletion by the exempt role alone.",
    statements: [
      {
        Sid: "ProtectKeys",
        Effect: "Deny",
        Action: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "protect-backups",
    title: "Protect backups",
    summary: "Vaults, recovery points and plans are deleted or opened to others by the exempt role alone.",
    statements: [
      {
        Sid: "ProtectBackups",
        Effect: "Deny",
        Action: [
          "backup:DeleteBackupPlan",
          "backup:DeleteBackupSelection",
          "backup:DeleteBackupVault",
          "backup:DeleteBackupVaultAccessPolicy",
          "backup:DeleteBackupVaultLockConfiguration",
          "backup:DeleteRecoveryPoint",
          "backup:PutBackupVaultAccessPolicy",
          "backup:UpdateRecoveryPointLifecycle",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-public-databases",
    title: "Deny public databases",
    summary:
      "New RDS instances cannot be reachable from the internet, nor can their snapshots be shared but by the exempt role.",
    statements: [
      {
        Sid: "DenyPublicDatabases",
        Effect: "Deny",
        Action: "rds:CreateDBInstance",
        Resource: "*",
        Condition: { Bool: { "rds:PubliclyAccessible": "true" } },
      },
      {
        Sid: "DenySharedSnapshots",
        Effect: "Deny",
        Action: ["rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];

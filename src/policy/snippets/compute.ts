import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "compute", type: SERVICE_CONTROL_POLICY } as const;
const INSTANCES = "arn:«partition»:ec2:*:*:instance/*";

export const COMPUTE_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "require-imdsv2",
    title: "Require IMDSv2",
    summary:
      "Instances start only with session tokens for their metadata, and credentials that came without one are refused. AWS services that act for a caller are spared.",
    statements: [
      {
        Sid: "RequireImdsV2",
        Effect: "Deny",
        Action: "ec2:RunInstances",
        Resource: INSTANCES,
        Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } },
      },
      {
        Sid: "RefuseImdsV1Credentials",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { NumericLessThan: { "ec2:RoleDelivery": "2.0" }, BoolIfExists: { "aws:ViaAWSService": "false" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "keep-imdsv2",
    title: "Deny changes to instance metadata options",
    summary: "Nobody but the exempt role turns IMDSv1 back on, for an instance or as the account's default.",
    statements: [
      {
        Sid: "KeepMetadataOptions",
        Effect: "Deny",
        Action: ["ec2:ModifyInstanceMetadataDefaults", "ec2:ModifyInstanceMetadataOptions"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "restrict-instance-types",
    title: "Deny all but some instance types",
    summary: "Instances of other types are started by the exempt role alone.",
    statements: [
      {
        Sid: "RestrictInstanceTypes",
        Effect: "Deny",
        Action: "ec2:RunInstances",
        Resource: INSTANCES,
        Condition: { StringNotLike: { "ec2:InstanceType": "«instanceTypes»" }, ...EXEMPT_ROLE },
      },
    ],
  },
  {
    ...SHARED,
    id: "restrict-image-owners",
    title: "Deny public images of strangers",
    summary:
      "Instances start from no public image but Amazon's own. Private images that are shared with the account are not judged.",
    statements: [
      {
        Sid: "DenyPublicImagesOfStrangers",
        Effect: "Deny",
        Action: "ec2:RunInstances",
        Resource: "arn:«partition»:ec2:*::image/*",
        Condition: { Bool: { "ec2:Public": "true" }, StringNotEquals: { "ec2:Owner": "amazon" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-public-images",
    title: "Deny public snapshots and images",
    summary:
      "Snapshots cannot be shared with everybody, and the account's blocks on public images and snapshots are lifted by the exempt role alone.",
    statements: [
      {
        Sid: "DenyPublicSnapshots",
        Effect: "Deny",
        Action: "ec2:ModifySnapshotAttribute",
        Resource: "*",
        Condition: { StringEquals: { "ec2:Add/group": "all" } },
      },
      {
        Sid: "KeepPublicAccessBlocks",
        Effect: "Deny",
        Action: ["ec2:DisableImageBlockPublicAccess", "ec2:DisableSnapshotBlockPublicAccess"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-public-function-urls",
    title: "Deny Lambda function URLs without authentication",
    summary: "A function URL must check IAM; one that anybody can call is denied.",
    statements: [
      {
        Sid: "DenyPublicFunctionUrls",
        Effect: "Deny",
        Action: ["lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"],
        Resource: "*",
        Condition: { StringNotEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" } },
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-serial-console",
    title: "Deny the EC2 serial console",
    summary: "Access through the serial console stays as the organization has set it, but for the exempt role.",
    statements: [
      {
        Sid: "DenySerialConsole",
        Effect: "Deny",
        Action: [
          "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
          "ec2:DisableSerialConsoleAccess",
          "ec2:EnableSerialConsoleAccess",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
];

/** Word lists of the generator. The position of a word decides what a seed gives: add at the end only. */

/** OUs directly below the root. */
export const TOP_LEVEL_UNITS = ["Workloads", "Security", "Infrastructure", "Sandbox", "Suspended", "Acquisitions"];

/** OU names by depth below the top level. */
export const UNIT_NAMES: readonly (readonly string[])[] = [
  [
    "Retail",
    "Payments",
    "Logistics",
    "Data Platform",
    "Marketing",
    "Mobile",
    "Research",
    "Corporate IT",
    "Insurance",
    "Media",
    "Health",
    "Energy",
  ],
  [
    "Checkout",
    "Catalog",
    "Fraud",
    "Ledger",
    "Fulfilment",
    "Forecasting",
    "Campaigns",
    "Identity",
    "Telemetry",
    "Claims",
    "Streaming",
    "Billing",
  ],
  ["Production", "Staging", "Development", "Test", "Disaster Recovery"],
  ["EU", "US", "APAC", "Regulated", "Public"],
];

export const WORKLOADS = [
  "api",
  "web",
  "batch",
  "events",
  "search",
  "reports",
  "gateway",
  "models",
  "archive",
  "portal",
  "ledger",
  "images",
  "notifications",
  "scheduler",
];

export const ENVIRONMENTS = ["production", "staging", "development", "test"];

export const OWNERS = [
  "amara",
  "bjorn",
  "chiara",
  "dmitri",
  "elena",
  "farid",
  "greta",
  "hiro",
  "ines",
  "jonas",
  "kavya",
  "liam",
];

export const REGIONS = [
  "eu-central-1",
  "eu-west-1",
  "eu-north-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ap-southeast-2",
  "ap-northeast-1",
  "ca-central-1",
];

export const INSTANCE_TYPES = ["t3.*", "t4g.*", "m6i.*", "m7g.*", "c7g.*", "r7g.*"];

/** Services that some OU has no use for. */
export const SERVICES = [
  "athena",
  "braket",
  "cloud9",
  "codecommit",
  "comprehend",
  "connect",
  "dms",
  "emr-serverless",
  "fsx",
  "gamelift",
  "groundstation",
  "lightsail",
  "mediaconvert",
  "mq",
  "neptune-graph",
  "outposts",
  "qldb",
  "redshift",
  "robomaker",
  "sagemaker",
  "workspaces",
];

/** Services of allow-lists. */
export const EVERYDAY_SERVICES = [
  "cloudwatch",
  "dynamodb",
  "ec2",
  "ecs",
  "elasticloadbalancing",
  "events",
  "iam",
  "kms",
  "lambda",
  "logs",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "sts",
];

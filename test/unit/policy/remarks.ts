/** What is found in good policies all the same, and why someone who knows SCPs and RCPs well would agree. */
interface Remark {
  /** `severity code: marked text` */
  readonly found: string;
  readonly because: string;
}

export const REMARKS: Readonly<Record<string, readonly Remark[]>> = {
  "bedrock-models.scp.json": [
    {
      found: "info guessable-exemption: arn:aws:iam::*:role/ml-*",
      because: "Nothing in the policy keeps a developer from creating a role that begins with ml-.",
    },
  ],
  "quarantine.scp.json": [
    { found: "info deny-everything: *", because: "It is meant so; anywhere but on a quarantine OU it is an outage." },
  ],
  "s3-kms.rcp.json": [
    {
      found: "hint redundant-resource: arn:aws:s3:::public-*/*",
      because: "A star at the end of a resource runs past slashes, so that the first entry takes the second in.",
    },
  ],
  "template.rcp.json": [
    {
      found: "warning rcp-service-principals: aws:PrincipalOrgID",
      because: "AWS services belong to no organization: without aws:PrincipalIsAWSService they are shut out.",
    },
  ],
};

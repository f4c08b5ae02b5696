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
  "certificate-session-tags.rcp.json": [
    {
      found: "warning unknown-operator: ForAnyValue:Stringlike",
      because: "IAM refuses operators in another case, and the operator is StringLike; AWS's own sample has it so.",
    },
  ],
  "imdsv1.scp.json": [
    {
      found: "info partial-key-deny: ec2:MetadataHttpTokens",
      because: "The key comes with the instance alone, and AWS's other samples name arn:aws:ec2:*:*:instance/* for it.",
    },
  ],
  "network-by-vpc.rcp.json": [
    {
      found: "warning rcp-action: *",
      because: "The syntax page wants a service in each action of an RCP; AWS's own sample has the bare star.",
    },
  ],
  "no-version.scp.json": [
    {
      found: "warning missing-version: {",
      because: "AWS takes it, as its own example of an Allow shows, and reads it in the language of 2008.",
    },
  ],
  "quarantine.scp.json": [
    { found: "info deny-everything: *", because: "It is meant so; anywhere but on a quarantine OU it is an outage." },
  ],
  "regions-but-iam.scp.json": [
    {
      found: "warning region-deny-global: aws:RequestedRegion",
      because:
        "Whoever exempts IAM alone shuts Route 53, CloudFront, Support and the global STS endpoint out of the home Region.",
    },
  ],
  "retired-actions.scp.json": [
    {
      found: "warning unknown-action: PutChallengeQuestions",
      because: "AWS retired the challenge questions in 2024, and the action left the service reference.",
    },
    {
      found: "warning unknown-action: PutAccountPublic",
      because: "No action has this name: a star at the end is missing, and AWS's own Region control had it so.",
    },
  ],
  "s3-kms.rcp.json": [
    {
      found: "hint redundant-resource: arn:aws:s3:::public-*/*",
      because: "A star at the end of a resource runs past slashes, so that the first entry takes the second in.",
    },
  ],
  "session-tags.rcp.json": [
    {
      found: "info rcp-service-principals: aws:PrincipalOrgID",
      because: "A service that tags its session with one of these keys would be denied; none is known to.",
    },
  ],
  "template.rcp.json": [
    {
      found: "warning rcp-service-principals: aws:PrincipalOrgID",
      because: "AWS services belong to no organization: without aws:PrincipalIsAWSService they are shut out.",
    },
  ],
  "unfilled-organization.rcp.json": [
    {
      found: "warning condition-value: our-org-id",
      because:
        "No organization has this id, so that everyone is denied until it is filled in; nothing marks it as a gap.",
    },
  ],
};

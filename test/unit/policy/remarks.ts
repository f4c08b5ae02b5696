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
  "network-by-vpc.rcp.json": [
    {
      found: "warning rcp-action: *",
      because: "The syntax page wants a service in each action of an RCP; AWS's own sample has the bare star.",
    },
  ],
  "quarantine.scp.json": [
    { found: "info deny-everything: *", because: "It is meant so; anywhere but on a quarantine OU it is an outage." },
  ],
  "roles-anywhere.rcp.json": [
    {
      found: "hint absent-key-deny: aws:SourceVpce",
      because: "Calls that do not come through an endpoint are denied, which is the point, services included.",
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
};

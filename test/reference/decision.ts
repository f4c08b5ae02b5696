import type { OrganizationContents } from "../../src/organization/model";
import { type Context, statementMatches } from "./matching";

/** A request of which everything is known. */
export interface ReferenceRequest {
  readonly accountId: string;
  readonly resourceAccountId: string;
  readonly action: string;
  readonly resource: string;
  /** Every key of the request, in lower case. */
  readonly context: Context;
}

export type ReferenceVerdict = "allowed" | "explicitDeny" | "implicitDeny";

/**
 * What SCPs and RCPs say to a principal of a member account that is no service-linked role, on a resource of a member:
 * the pseudocode of SCP evaluation and RCP evaluation (Organizations User Guide), spelled out.
 */
export function decide(organization: OrganizationContents, request: ReferenceRequest): ReferenceVerdict {
  const scps = ask(organization, "SERVICE_CONTROL_POLICY", request.accountId, request);
  const rcps = RCP_SERVICES.includes(request.action.split(":")[0] ?? "")
    ? ask(organization, "RESOURCE_CONTROL_POLICY", request.resourceAccountId, request)
    : [];
  if ([...scps, ...rcps].some((level) => level.denied)) return "explicitDeny";
  return scps.every((level) => level.allowed) ? "allowed" : "implicitDeny";
}

/** Those that the differential test asks about. */
const RCP_SERVICES: readonly string[] = ["s3", "sqs"];

interface Document {
  readonly Version?: string;
  readonly Statement: Record<string, unknown> | Record<string, unknown>[];
}

interface LevelAnswer {
  readonly denied: boolean;
  readonly allowed: boolean;
}

function ask(
  organization: OrganizationContents,
  type: string,
  accountId: string,
  request: ReferenceRequest,
): readonly LevelAnswer[] {
  const levels: LevelAnswer[] = [];
  for (let id: string | undefined = accountId; id !== undefined; id = findParent(organization, id)) {
    const statements = organization.attachments
      .filter((attachment) => attachment.targetId === id)
      .flatMap(({ policyId }) =>
        organization.policies.filter((policy) => policy.id === policyId && policy.type === type),
      )
      .flatMap(({ content }) => {
        const { Version = "2008-10-17", Statement } = JSON.parse(content) as Document;
        return [Statement]
          .flat()
          .filter((statement) =>
            statementMatches(statement, request.action, request.resource, request.context, Version),
          );
      });
    levels.push({
      denied: statements.some((statement) => statement.Effect === "Deny"),
      allowed: statements.some((statement) => statement.Effect === "Allow"),
    });
  }
  return levels;
}

/** The keys that follow for a user or role, as AWS global condition context keys (IAM User Guide) tells of each. */
export function deriveKeys(
  organization: OrganizationContents,
  principal: { readonly accountId: string; readonly arn?: string },
  resourceAccountId: string,
): Context {
  const { id } = organization.organization;
  const getPath = (accountId: string) => {
    let path = "";
    for (let at = findParent(organization, accountId); at !== undefined; at = findParent(organization, at))
      path = `${at}/${path}`;
    return `${id}/${path}`;
  };
  return {
    ...(principal.arn !== undefined && { "aws:principalarn": [principal.arn] }),
    "aws:principalaccount": [principal.accountId],
    "aws:principalorgid": [id],
    "aws:principalorgpaths": [getPath(principal.accountId)],
    "aws:principalisawsservice": ["false"],
    "aws:resourceaccount": [resourceAccountId],
    "aws:resourceorgid": [id],
    "aws:resourceorgpaths": [getPath(resourceAccountId)],
  };
}

function findParent({ accounts, organizationalUnits }: OrganizationContents, id: string): string | undefined {
  return [...accounts, ...organizationalUnits].find((node) => node.id === id)?.parentId;
}

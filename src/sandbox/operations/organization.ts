import type { Organization, OrganizationContents } from "../../organization/model";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { createArns, createOrganizationId, createRootId } from "../ids";
import { readOneOf } from "../input";
import { FULL_AWS_ACCESS, MANAGED_POLICIES } from "../managedPolicies";
import { describeOrganization, describeRoot } from "../wire";
import { demand } from "../demand";
import { answerPage, type OperationEntry, type OperationRequest } from "./operation";

/** CreateOrganization: the caller's account becomes the management account; SCPs are on, as with all features. */
export function createOrganization(accountId: string, request: OperationRequest): OrganizationContents {
  const featureSet = readOneOf(request.input.FeatureSet ?? "ALL", ["ALL", "CONSOLIDATED_BILLING"]);
  const id = createOrganizationId(request.random);
  const rootId = createRootId(request.random);
  const arns = createArns({ id, masterAccountId: accountId });
  const email = "management@example.com";
  const organization: Organization = {
    id,
    arn: arns.organization,
    featureSet,
    masterAccountId: accountId,
    masterAccountArn: arns.account(accountId),
    masterAccountEmail: email,
  };
  const all = featureSet === "ALL";
  return {
    takenAt: request.now,
    organization,
    roots: [
      {
        id: rootId,
        arn: arns.root(rootId),
        name: "Root",
        policyTypes: all ? [{ type: SERVICE_CONTROL_POLICY, status: "ENABLED" }] : [],
      },
    ],
    organizationalUnits: [],
    accounts: [
      {
        id: accountId,
        arn: organization.masterAccountArn,
        name: "Management",
        email,
        state: "ACTIVE",
        joinedMethod: "INVITED",
        joinedTimestamp: request.now,
        parentId: rootId,
      },
    ],
    policies: MANAGED_POLICIES,
    attachments: all ? [rootId, accountId].map((targetId) => ({ policyId: FULL_AWS_ACCESS.id, targetId })) : [],
    tags: {},
  };
}

export const ORGANIZATION_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  DescribeOrganization: {
    permitted: "anyone",
    run: (state) => ({ Organization: describeOrganization(state.organization) }),
  },
  ListRoots: {
    permitted: "delegates",
    run: (state, request) =>
      answerPage(
        request,
        "Roots",
        state
          .getRoots()
          .map((root) => root.id)
          .sort(),
        (id) => describeRoot(demand(state.getRoot(id))),
      ),
  },
};

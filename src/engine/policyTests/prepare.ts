import { getNewId } from "../../changes/newIds";
import type { Step } from "../../changes/step";
import type { OrganizationContents } from "../../organization/model";
import { getDeclaredPolicyType, guessPolicyType } from "../../policy/policyType";
import { parsePolicyDocument } from "../../policy/document";
import {
  getPolicyTypeFacts,
  type PolicyType,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from "../../terms/policyTypes";
import { numberSteps } from "../../changes/plan";
import { applySteps } from "../impact";
import { findPolicy, findTarget } from "../references";
import type { PolicyTestFile, TestedPolicy, TestProblem } from "./model";

/** The account of a test file that names no organization. */
const ACCOUNT = "111111111111";
const ROOT = "r-test";

/** An organization of one account, for tests of policies alone. */
export function createTestOrganization(): OrganizationContents {
  const arn = "arn:aws:organizations::999999999999";
  const fullAccess = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "";
  return {
    takenAt: "1970-01-01T00:00:00Z",
    organization: {
      ...{ id: "o-testorgid0", arn: `${arn}:organization/o-testorgid0`, featureSet: "ALL" },
      ...{ masterAccountId: "999999999999", masterAccountArn: "", masterAccountEmail: "" },
    },
    roots: [
      {
        ...{ id: ROOT, arn: `${arn}:root/o-testorgid0/${ROOT}`, name: "Root" },
        policyTypes: [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY].map((type) => ({ type, status: "ENABLED" })),
      },
    ],
    organizationalUnits: [],
    accounts: [
      {
        ...{
          id: ACCOUNT,
          arn: `${arn}:account/o-testorgid0/${ACCOUNT}`,
          name: "Account",
          email: "account@example.com",
        },
        ...{ state: "ACTIVE", joinedMethod: "CREATED", joinedTimestamp: "1970-01-01T00:00:00Z", parentId: ROOT },
      },
    ],
    policies: [],
    attachments: [ROOT, ACCOUNT].map((targetId) => ({ policyId: fullAccess, targetId })),
    tags: {},
  };
}

/** The organization with a test file's policies in it. `texts` are those of the files, by the name that the test file gives. */
export function prepareOrganization(
  contents: OrganizationContents,
  { policies }: PolicyTestFile,
  texts: ReadonlyMap<string, string>,
): { readonly contents: OrganizationContents; readonly problems: readonly TestProblem[] } {
  const problems: TestProblem[] = [];
  const steps: Step[] = [];
  for (const policy of policies) {
    const text = texts.get(policy.file);
    const found = text === undefined ? "it could not be read" : place(contents, policy, text, steps.length);
    if (typeof found === "string") problems.push({ message: `${policy.file}: ${found}.`, span: policy.span });
    else steps.push(...found);
  }
  return { contents: applySteps(contents, numberSteps(steps)), problems };
}

/** The steps that bring a file in, `before` of them having gone before; else why it cannot be. */
function place(
  contents: OrganizationContents,
  { file, replaces, attachTo }: TestedPolicy,
  content: string,
  before: number,
): readonly Step[] | string {
  const targets = attachTo.map((target) => findTarget(contents, target));
  const lost = targets.find((target) => "problem" in target);
  if (lost && "problem" in lost) return lost.problem;
  const targetIds = targets.flatMap((target) => ("found" in target ? [target.found] : []));
  const attach = (policyId: string, policyType: PolicyType, ids: readonly string[]) =>
    ids.map((targetId): Step => ({ kind: "attachPolicy", policyId, policyType, targetId }));
  if (replaces !== undefined) {
    const policy = findPolicy(contents, replaces);
    if ("problem" in policy) return policy.problem;
    const { id: policyId, type, content: from } = policy.found;
    const update: Step = { kind: "updatePolicy", policyId, from: { content: from }, to: { content } };
    return [update, ...attach(policyId, type, targetIds)];
  }
  const type = getDeclaredPolicyType(file) ?? guessPolicyType(parsePolicyDocument(content)) ?? SERVICE_CONTROL_POLICY;
  const everywhere = targetIds.length > 0 ? targetIds : contents.roots.map((root) => root.id);
  const policy = { type, name: file, description: "", content, tags: {} };
  return [{ kind: "createPolicy", policy }, ...attach(getNewId(String(before + 1)), type, everywhere)];
}

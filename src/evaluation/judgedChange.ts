import type { OrganizationContents, Policy } from "../organization/model";
import { getPolicyTypeFacts, type PolicyType, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";

/** A change whose effect can be told; the steps of a plan that are of these kinds fit as they are. */
export type JudgedChange =
  | { readonly kind: "attachPolicy"; readonly policyId: string; readonly targetId: string }
  | { readonly kind: "detachPolicy"; readonly policyId: string; readonly targetId: string }
  | { readonly kind: "updatePolicy"; readonly policyId: string; readonly to: { readonly content?: string } }
  | {
      readonly kind: "createPolicy";
      /** The id under which later changes name it. */
      readonly policyId?: string;
      readonly policy: Pick<Policy, "type" | "name" | "content">;
    }
  | { readonly kind: "deletePolicy"; readonly policyId: string }
  | { readonly kind: "moveAccount"; readonly accountId: string; readonly to: string }
  | {
      readonly kind: "createOrganizationalUnit";
      readonly organizationalUnitId?: string;
      readonly parentId: string;
      readonly name: string;
    }
  | { readonly kind: "deleteOrganizationalUnit"; readonly organizationalUnitId: string }
  | { readonly kind: "enablePolicyType"; readonly rootId: string; readonly policyType: PolicyType }
  | { readonly kind: "disablePolicyType"; readonly rootId: string; readonly policyType: PolicyType };

const JUDGED: ReadonlySet<string> = new Set<JudgedChange["kind"]>([
  ...(["attachPolicy", "detachPolicy", "updatePolicy", "createPolicy", "deletePolicy", "moveAccount"] as const),
  ...(["createOrganizationalUnit", "deleteOrganizationalUnit", "enablePolicyType", "disablePolicyType"] as const),
]);

/** Whether a step of a plan is one whose effect can be told; the others leave SCPs and RCPs as they are. */
export function isJudged<S extends { readonly kind: string }>(
  step: S,
): step is Extract<S, { readonly kind: JudgedChange["kind"] }> {
  return JUDGED.has(step.kind);
}

/**
 * The organization after changes, in order, as if AWS had accepted each. What a change names and the organization
 * lacks leaves it as it is: the preflight tells of that.
 */
export function applyChanges(contents: OrganizationContents, changes: readonly JudgedChange[]): OrganizationContents {
  return changes.reduce(applyChange, contents);
}

function applyChange(contents: OrganizationContents, change: JudgedChange): OrganizationContents {
  const { policies, attachments, accounts, organizationalUnits, roots } = contents;
  switch (change.kind) {
    case "attachPolicy":
      return { ...contents, attachments: [...attachments, { policyId: change.policyId, targetId: change.targetId }] };
    case "detachPolicy": {
      const { policyId, targetId } = change;
      const left = attachments.filter((one) => one.policyId !== policyId || one.targetId !== targetId);
      return { ...contents, attachments: left };
    }
    case "updatePolicy": {
      const { content } = change.to;
      if (content === undefined) return contents;
      return { ...contents, policies: policies.map((one) => (one.id === change.policyId ? { ...one, content } : one)) };
    }
    case "createPolicy": {
      const { policyId: id = `new:${change.policy.name}`, policy } = change;
      return { ...contents, policies: [...policies, { ...policy, id, arn: "", description: "", awsManaged: false }] };
    }
    case "deletePolicy":
      return { ...contents, policies: policies.filter((one) => one.id !== change.policyId) };
    case "moveAccount":
      return {
        ...contents,
        accounts: accounts.map((one) => (one.id === change.accountId ? { ...one, parentId: change.to } : one)),
      };
    case "createOrganizationalUnit": {
      const { organizationalUnitId: id = `new:${change.name}`, parentId, name } = change;
      const unit = { id, arn: "", name, parentId };
      return attachFullAccess({ ...contents, organizationalUnits: [...organizationalUnits, unit] }, [id]);
    }
    case "deleteOrganizationalUnit": {
      const left = organizationalUnits.filter((one) => one.id !== change.organizationalUnitId);
      return { ...contents, organizationalUnits: left };
    }
    case "enablePolicyType": {
      const { rootId, policyType: type } = change;
      const others = (root: (typeof roots)[number]) => root.policyTypes.filter((one) => one.type !== type);
      const enabled = roots.map((root) =>
        root.id === rootId ? { ...root, policyTypes: [...others(root), { type, status: "ENABLED" as const }] } : root,
      );
      const everywhere = [...roots, ...organizationalUnits, ...accounts].map((target) => target.id);
      const after = { ...contents, roots: enabled };
      return type === SERVICE_CONTROL_POLICY ? attachFullAccess(after, everywhere) : after;
    }
    case "disablePolicyType": {
      const { rootId, policyType: type } = change;
      const ofType = new Set(policies.filter((one) => one.type === type).map((one) => one.id));
      return {
        ...contents,
        roots: roots.map((root) =>
          root.id === rootId ? { ...root, policyTypes: root.policyTypes.filter((one) => one.type !== type) } : root,
        ),
        attachments: attachments.filter((one) => !ofType.has(one.policyId)),
      };
    }
  }
}

/** AWS attaches FullAWSAccess to what is new, while SCPs are on (Organizations User Guide, Service control policies). */
function attachFullAccess(contents: OrganizationContents, targetIds: readonly string[]): OrganizationContents {
  const policyId = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "";
  const attachments = targetIds.map((targetId) => ({ policyId, targetId }));
  return { ...contents, attachments: [...contents.attachments, ...attachments] };
}

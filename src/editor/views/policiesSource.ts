import type { PolicySummary } from "../../organization/model";
import type { OrganizationStore, StorePart } from "../../organization/store";
import type { PolicyType } from "../../terms/policyTypes";
import type { Translate } from "./description";
import {
  createNote,
  createFailed,
  createPolicy,
  createPolicyGroup,
  createPolicyTarget,
  createPolicyType,
  createSlots,
  type Element,
  type PolicyGroupElement,
  type PolicyTypeElement,
} from "./elements";
import { reviewPolicies } from "./limits";
import { loadPart } from "./loadPart";
import { sortTargets } from "./sortTargets";
import { loadRows, type TreeSource, type ViewedOrganization } from "./source";

const ROOTS = { part: "roots" } as const;

/** Enabled types, their policies, and the targets of each. */
export function createPoliciesSource(t: Translate): TreeSource {
  return {
    async loadChildren(organization, parent) {
      const { store } = organization;
      switch (parent?.kind) {
        case undefined:
          return loadTypes(store, t);
        case "policyType":
          return loadPolicies(store, parent);
        case "policyGroup":
          return loadGroup(organization, parent, t);
        case "policy":
          return loadTargets(store, parent, parent.type, parent.policyId, t);
        default:
          return [];
      }
    },

    getParts(element, known) {
      switch (element.kind) {
        case "policyGroup":
          return (known.getPolicies(element.type) ?? []).flatMap(({ id }) => getGroupParts("nearLimit", id, true));
        case "policyType":
          return [{ part: "policies", type: element.type }];
        case "policy":
          return [
            { part: "targets", policyId: element.policyId },
            { part: "policy", policyId: element.policyId },
          ];
        default:
          return [];
      }
    },

    getTop: (known) => [known.getState(ROOTS).state === "failed", ...known.getEnabledPolicyTypes()].join(),
  };
}

async function loadTypes(store: OrganizationStore, t: Translate): Promise<readonly Element[]> {
  const answer = { known: store.getRoots(), load: () => store.loadRoots() };
  return loadRows(store, undefined, ROOTS, answer, () => {
    const types = store.getEnabledPolicyTypes();
    return types.length > 0
      ? types.map(createPolicyType)
      : [createNote(undefined, t("No policy type is enabled in this organization"))];
  });
}

async function loadPolicies(store: OrganizationStore, parent: PolicyTypeElement): Promise<readonly Element[]> {
  const { type } = parent;
  const answer = { known: store.getPolicies(type), load: () => store.loadPolicies(type) };
  return loadRows(store, parent, { part: "policies", type }, answer, (policies) => {
    const hasOwn = policies.some((policy) => !policy.awsManaged);
    return [
      ...policies.map((policy) => createPolicy(parent, type, policy.id, true)),
      ...(hasOwn ? [createPolicyGroup(parent, "notAttached"), createPolicyGroup(parent, "nearLimit")] : []),
    ];
  });
}

async function loadTargets(
  store: OrganizationStore,
  parent: Element,
  type: PolicyType,
  policyId: string,
  t: Translate,
): Promise<readonly Element[]> {
  const answer = { known: store.getTargets(policyId), load: () => store.loadTargets(policyId) };
  return loadRows(store, parent, { part: "targets", policyId }, answer, (targets) =>
    targets.length > 0
      ? sortTargets(targets).map(({ targetId }) => createPolicyTarget(parent, type, policyId, targetId))
      : [createNote(parent, t("Attached to nothing"))],
  );
}

/**
 * Opening "Not attached" asks for the targets of each policy. Texts are read for their size only where that costs
 * nobody's quota: DescribePolicy is limited to two a second (Quotas for AWS Organizations).
 */
async function loadGroup(
  { store, isLocal }: ViewedOrganization,
  parent: PolicyGroupElement,
  t: Translate,
): Promise<readonly Element[]> {
  const { type, group } = parent;
  const answer = { known: store.getPolicies(type), load: () => store.loadPolicies(type) };
  return loadRows(store, parent, { part: "policies", type }, answer, async (policies) => {
    const own = policies.filter((policy) => !policy.awsManaged);
    const parts = own.flatMap(({ id }) => getGroupParts(group, id, isLocal));
    await Promise.allSettled(
      parts.filter((part) => store.getState(part).state !== "failed").map((part) => loadPart(store, part)),
    );
    const failed = parts.find((part) => store.getState(part).state === "failed");
    const rows = getGroupRows(store, parent, t);
    return failed ? [...rows, createFailed(parent, failed)] : rows;
  });
}

function getGroupParts(group: PolicyGroupElement["group"], policyId: string, isLocal: boolean): readonly StorePart[] {
  if (group === "nearLimit" && !isLocal) return [];
  const targets = { part: "targets", policyId } as const;
  return group === "notAttached" ? [targets] : [targets, { part: "policy", policyId }];
}

function getGroupRows(store: OrganizationStore, parent: PolicyGroupElement, t: Translate): readonly Element[] {
  const review = reviewPolicies(store, parent.type);
  const toRow = (policy: PolicySummary) => createPolicy(parent, parent.type, policy.id, false);
  if (parent.group === "notAttached") {
    const rows = review.notAttached.map(toRow);
    return rows.length > 0 || review.unknownTargets.length > 0
      ? rows
      : [createNote(parent, t("Every policy is attached"))];
  }
  const rows = [
    ...review.nearSize.map(toRow),
    ...review.nearSlots.map(({ targetId }) => createSlots(parent, parent.type, targetId)),
  ];
  const unknown = review.unknownSize.length;
  if (unknown > 0) {
    const note =
      unknown === 1
        ? t("1 size is not known yet: open the policy to read its text")
        : t("{0} sizes are not known yet: open a policy to read its text", unknown);
    return [...rows, createNote(parent, note)];
  }
  return rows.length > 0 ? rows : [createNote(parent, t("Nothing is near a limit"))];
}

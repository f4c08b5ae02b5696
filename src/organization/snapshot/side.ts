import type { TargetKind } from "../../terms/ids";
import { RCP_FULL_AWS_ACCESS, type PolicyType } from "../../terms/policyTypes";
import type { Account, Attachment, OrganizationalUnit, OrganizationContents, Policy, Root } from "../model";
import type { NamedPolicy, NamedResource, PlacedTarget } from "./difference";
import { findAnyGap, findGap } from "./gaps";
import { indexById } from "./indexes";

/** Reads that tell what roots, OUs and accounts there are. Without one of them nothing can be called missing. */
const STRUCTURE: ReadonlySet<string> = new Set([
  ...["ListRoots", "ListChildren", "ListParents", "ListOrganizationalUnitsForParent", "DescribeOrganizationalUnit"],
  ...["ListAccounts", "ListAccountsForParent", "DescribeAccount"],
]);
const TAGS: readonly string[] = ["ListTagsForResource", "GetResources"];

type Node = { readonly kind: TargetKind; readonly parentId?: string } & (Root | OrganizationalUnit | Account);

/** The contents of an organization, indexed, as one side of a comparison. */
export class Side {
  readonly contents: OrganizationContents;
  readonly targets: ReadonlyMap<string, Node>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** Whether every root, OU and account is there. */
  readonly hasStructure: boolean;
  readonly #places = new Map<string, string>();

  constructor(contents: OrganizationContents) {
    this.contents = contents;
    this.targets = indexById<Node>([
      ...contents.roots.map((root) => ({ ...root, kind: "root" as const })),
      ...contents.organizationalUnits.map((unit) => ({ ...unit, kind: "organizationalUnit" as const })),
      ...contents.accounts.map((account) => ({ ...account, kind: "account" as const })),
    ]);
    this.policies = indexById(contents.policies);
    this.attachments = new Map(
      contents.attachments
        // It is everywhere, and only some lists name it.
        .filter(({ policyId }) => policyId !== RCP_FULL_AWS_ACCESS)
        .map((attachment) => [`${attachment.policyId}/${attachment.targetId}`, attachment]),
    );
    this.hasStructure = !(contents.gaps ?? []).some(({ operation }) => STRUCTURE.has(operation));
  }

  /** Whether a list of one of the policies of a type can be relied on. */
  hasPolicies(type: string): boolean {
    return !this.#lacks(["ListPolicies"], type);
  }

  hasContent(policyId: string): boolean {
    return this.policies.has(policyId) && !this.#lacks(["DescribePolicy"], policyId);
  }

  /** Whether it is known if a policy is attached to a target: of a policy that was not listed nothing was asked. */
  hasAttachment({ policyId, targetId }: Attachment, type: PolicyType): boolean {
    return (
      this.hasPolicies(type) &&
      !this.#lacks(["ListTargetsForPolicy"], policyId) &&
      !this.#lacks(["ListPoliciesForTarget"], targetId)
    );
  }

  hasTags(resourceId: string): boolean {
    return !this.#lacks(TAGS, resourceId);
  }

  /** Whether these operations, which are about the organization as a whole, were read. */
  has(...operations: readonly string[]): boolean {
    return findAnyGap(this.contents.gaps, operations) === undefined;
  }

  getTarget(id: string): PlacedTarget | undefined {
    const node = this.targets.get(id);
    return node && { kind: node.kind, id, name: node.name, place: this.getPlace(node.parentId) };
  }

  getPolicy(id: string): NamedPolicy | undefined {
    const policy = this.policies.get(id);
    return policy && { id, name: policy.name, type: policy.type };
  }

  getResource(id: string): NamedResource {
    return { id, name: (this.targets.get(id) ?? this.policies.get(id))?.name ?? id };
  }

  /** `Root / Production` for the id of Production. */
  getPlace(id: string | undefined): string {
    if (id === undefined) return "";
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.#places.set(id, id); // Ends the walk of a file whose OUs lie in a circle.
    const node = this.targets.get(id);
    const above = node?.parentId === undefined ? "" : `${this.getPlace(node.parentId)} / `;
    const place = `${above}${node?.name ?? id}`;
    this.#places.set(id, place);
    return place;
  }

  #lacks(operations: readonly string[], resource: string): boolean {
    return findGap(this.contents.gaps, operations, resource) !== undefined;
  }
}

/** What can differ between an organization at two moments: plain data, with the names of the side it stood on. */
import type { TargetKind } from "../../terms/ids";
import type { PolicyType } from "../../terms/policyTypes";
import type { Gap } from "../model";

/** A root, OU or account in its place. */
export interface PlacedTarget {
  readonly kind: TargetKind;
  readonly id: string;
  readonly name: string;
  /** What lies above it, root first: `Root / Production`; empty for a root. */
  readonly place: string;
}

export interface NamedPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
}

/** Something that bears tags: a root, OU, account or policy. */
export interface NamedResource {
  readonly id: string;
  readonly name: string;
}

/** A value that was one thing and is another. */
interface Changed<T = string> {
  readonly from: T;
  readonly to: T;
}

export type Difference =
  | ({
      readonly kind: "organization";
      readonly member: "featureSet" | "masterAccountId" | "masterAccountEmail";
    } & Changed)
  /** Statuses of a policy type at the root; `undefined`: off. */
  | ({ readonly kind: "policyType"; readonly root: PlacedTarget; readonly type: PolicyType } & Changed<
      string | undefined
    >)
  | { readonly kind: "targetAdded" | "targetRemoved"; readonly target: PlacedTarget }
  /** `from` and `to` are places. */
  | ({ readonly kind: "targetMoved"; readonly target: PlacedTarget } & Changed)
  | ({ readonly kind: "targetRenamed" | "stateChanged" | "emailChanged"; readonly target: PlacedTarget } & Changed)
  | { readonly kind: "policyAdded" | "policyRemoved"; readonly policy: NamedPolicy }
  /** `from` and `to` are the texts as stored, for `policyContentChanged`. */
  | ({
      readonly kind: "policyRenamed" | "policyDescriptionChanged" | "policyContentChanged";
      readonly policy: NamedPolicy;
    } & Changed)
  | { readonly kind: "attached" | "detached"; readonly policy: NamedPolicy; readonly target: PlacedTarget }
  /** `undefined`: no such tag. */
  | ({ readonly kind: "tag"; readonly resource: NamedResource; readonly key: string } & Changed<string | undefined>)
  | { readonly kind: "serviceEnabled" | "serviceDisabled"; readonly servicePrincipal: string }
  | {
      readonly kind: "delegated" | "undelegated";
      readonly target: NamedResource;
      readonly servicePrincipal: string;
    };

export interface Differences {
  /** When each side was taken, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Structure first, then policies, attachments and tags; each by name. */
  readonly differences: readonly Difference[];
  /** What one of the sides could not read: nothing is said about it. */
  readonly gaps: readonly Gap[];
}

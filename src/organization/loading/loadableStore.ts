import type { Event } from "../../terms/event";
import type { PolicyType } from "../../terms/policyTypes";
import type { PlacedAccount } from "../loadAccounts";
import type { OrganizationalUnit } from "../model";
import type { Priority } from "../ports";
import type { OrganizationStore } from "../store";

/** The store as the planned load fills it: with the cheaper ways to the same answers. */
export interface LoadableStore extends OrganizationStore {
  /** Tells of each account that the sweep under way shows, long before all of them are known. */
  readonly onDidPlace: Event<PlacedAccount>;
  /**
   * As `loadOrganizationalUnits`, but asks ListChildren first, which has a request rate of its own: where that finds
   * nothing the answer is known; elsewhere the names are asked for after it.
   */
  probeOrganizationalUnits(parentId: string, priority?: Priority): Promise<readonly OrganizationalUnit[]>;
  /** Makes the targets of a type's policies from what is attached at each target, once all of that was read. */
  deriveTargets(type: PolicyType): void;
}

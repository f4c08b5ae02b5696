import type { Account } from "./model";

/** An account of a sweep under way, and the ids of what lies above it: root first, its parent last. */
export interface PlacedAccount {
  readonly account: Account;
  readonly ancestorIds: readonly string[];
}

/** Where snapshots are kept; filled in by `disk`. */
import type { OrganizationContents } from "../model";

/** One kept moment of an organization. */
export interface SnapshotEntry {
  /** Names it within its place; sorts by time. */
  readonly id: string;
  /** ISO 8601. */
  readonly takenAt: string;
  /** When the organization was last found to be still so; `takenAt` at first. */
  readonly seenAt: string;
  readonly accounts: number;
  readonly organizationalUnits: number;
  readonly policies: number;
  /** How many reads had failed. */
  readonly gaps: number;
}

/** Beside a place: what was read of an organization that has never been read whole, in case that is interrupted. */
export function getUnfinishedPlace(place: string): string {
  return `${place} unfinished`;
}

/** The newest snapshot of a place. */
export interface NewestSnapshot {
  readonly entry: SnapshotEntry;
  /**
   * The organization with those OUs and accounts alone that lie directly in a root, there before the rest has been read;
   * `undefined` where these are not known or too many.
   */
  readonly top: OrganizationContents | undefined;
  /** All of it, as `SnapshotArchive.load` does. */
  readonly load: () => Promise<OrganizationContents>;
}

/** `place` tells organizations apart, and an organization from its like at another endpoint. */
export interface SnapshotArchive {
  /** Keeps `contents`, and of those there at most the `keep` newest. What is as the newest one was is not kept twice. */
  save(place: string, contents: OrganizationContents, keep: number): Promise<SnapshotEntry>;
  /** Newest first. */
  list(place: string): Promise<readonly SnapshotEntry[]>;
  /** Reads no more than the first rows take; `undefined` where there is none. */
  openNewest(place: string): Promise<NewestSnapshot | undefined>;
  /** Fails with an `OrganizationError`: `notFound`, or `malformed` for a damaged one, which is set aside. */
  load(place: string, id: string): Promise<OrganizationContents>;
  /** Forgets those of a place, or all. */
  clear(place?: string): Promise<void>;
}

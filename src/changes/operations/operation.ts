import { isOrganizationError } from "../../organization/errors";
import type { Tags } from "../../organization/model";
import type { ChangeReads } from "../reads";
import type { Step } from "../step";
import type { ChangeWrites } from "../writes";

/** How the organization stands to a step that has not been sent, or whose answer was lost. */
export type Look =
  /** As the plan expects it. `attached`: policies of the type attached to the target, for the journal. */
  | { readonly state: "ready"; readonly attached?: readonly string[] }
  | { readonly state: "alreadySo"; readonly created?: string }
  /** AWS is carrying it out. */
  | { readonly state: "underWay"; readonly token: string }
  /** Neither as before nor as wanted: somebody else changed it. `found` says what is there, in English. */
  | { readonly state: "conflict"; readonly found: string };

/** AWS's answer to a write. `token`: AWS carries it out in the background; `created`: the id of what it made. */
export interface Sent {
  readonly created?: string;
  readonly token?: string;
}

/** What is carried out in the background: still, done, or failed for a reason in AWS's words. */
export type Followed =
  /** `isIdle`: nothing of it shows. */
  | { readonly state: "underWay"; readonly isIdle?: boolean }
  | { readonly state: "done"; readonly created?: string }
  | { readonly state: "failed"; readonly reason: string };

export interface LookContext {
  /** What other steps of the run created. */
  readonly taken: ReadonlySet<string>;
}

/** How one kind of step is looked at, sent, followed and taken back. */
export interface Operation<S extends Step> {
  look(step: S, reads: ChangeReads, context: LookContext): Promise<Look>;
  send(step: S, writes: ChangeWrites): Promise<Sent>;
  follow?(token: string, step: S, reads: ChangeReads): Promise<Followed>;
  /**
   * The steps that take it back; `undefined` where AWS offers nothing. `created` is what it made. `newId` stands for
   * what the first of them will create; that then replaces the id in `replaces`.
   */
  invert(step: S, created: string | undefined, newId: string): Inversion | undefined;
}

export interface Inversion {
  readonly steps: readonly Step[];
  /** The old id of what the first step brings back under a new one. */
  readonly replaces?: string;
}

export const READY = { state: "ready" } as const;
export const ALREADY_SO = { state: "alreadySo" } as const;

export function conflict(found: string): Look {
  return { state: "conflict", found };
}

/** The answer, or `undefined` for what is gone. */
export async function find<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isOrganizationError(error, "notFound")) return undefined;
    throw error;
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Compares what is there with before and after. */
export function compare<T>(found: T, from: T, to: T, describe: (found: T) => string): Look {
  if (found === to) return ALREADY_SO;
  return found === from ? READY : conflict(describe(found));
}

/** Whether the tags are still these. AWS's own come and go by themselves. */
export function hasTags(found: Tags, was: Tags): boolean {
  const keys = [...new Set([...Object.keys(found), ...Object.keys(was)])].filter((key) => !key.startsWith("aws:"));
  return keys.every((key) => getTag(found, key) === getTag(was, key));
}

/** A tag's key may be the name of what every object inherits. */
export function getTag(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}

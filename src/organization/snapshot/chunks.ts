/**
 * A snapshot in pieces. What stays the same from one snapshot to the next is kept once, and what changes is seldom much:
 * so the long lists of an organization file are cut into chunks by id, and each chunk is kept under the digest of its
 * text. Lists are sets here: they come back ordered by id.
 */
import { readFileInSteps, readOrganizationFile, toFileInSteps, type ReadOrganizationFile } from "../file";
import type { OrganizationContents } from "../model";
import { STEP } from "../steps";
import { findGap } from "./gaps";

const SECTIONS = ["organizationalUnits", "accounts", "policies", "attachments", "tags"];

/** A thing of a section, or the tags of one. */
type Entry = readonly [key: string, value: unknown];

export type Chunk = readonly Entry[];

/** Chunks, or what stands for them, by the section of the file that they are cut from. */
export type Chunks<T = Chunk> = Readonly<Record<string, readonly T[]>>;

export interface ChunkedSnapshot {
  /** Everything but the chunked sections and the time: an organization file with holes. */
  readonly head: Readonly<Record<string, unknown>>;
  readonly chunks: Chunks;
}

/** A change to one thing rewrites a chunk: small enough for that, large enough to be read in few files. */
const CHUNKS = 16;
/** Below this many things a section is one chunk. */
const MIN_TO_CUT = 256;

/** Beside the sections: the children of the roots once more, so that the first rows need not wait for all accounts. */
const TOP = "top";
/** Where more lie directly in a root, the first rows wait. */
const MAX_TOP = 500;

/** With pauses. */
export function* toChunks(contents: OrganizationContents): Generator<void, ChunkedSnapshot> {
  const { takenAt: _takenAt, ...file } = yield* toFileInSteps(contents);
  const head: Record<string, unknown> = file;
  const chunks: Record<string, readonly Chunk[]> = { [TOP]: toTop(contents, head) };
  for (const section of SECTIONS) {
    const entries = toEntries(section, head[section]);
    delete head[section];
    yield;
    chunks[section] = yield* cut(entries);
  }
  return { head, chunks };
}

/** Joins what {@link toChunks} cut, with pauses; `problem` when it is no longer what it was. */
export function* fromChunks({ head, chunks }: ChunkedSnapshot, takenAt: string): Generator<void, ReadOrganizationFile> {
  const file: Record<string, unknown> = { ...head, takenAt };
  for (const section of SECTIONS) {
    const entries = (chunks[section] ?? []).flat();
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    yield;
    file[section] = section === "tags" ? Object.fromEntries(entries) : entries.map(([, value]) => value);
  }
  return yield* readFileInSteps(file);
}

/** The chunk that tells what lies directly in the roots; `undefined` where a snapshot has none. */
export function getTop<T>(chunks: Chunks<T>): T | undefined {
  return chunks[TOP]?.[0];
}

/** What is chunked but for the top, which only repeats. */
export function getSections<T>(chunks: Chunks<T>): Chunks<T> {
  return Object.fromEntries(SECTIONS.map((section) => [section, chunks[section] ?? []]));
}

/** The organization as far as its head and its top tell: OUs and accounts are those directly in a root. */
export function readTop(head: ChunkedSnapshot["head"], top: Chunk, takenAt: string): ReadOrganizationFile {
  return readOrganizationFile({
    ...head,
    takenAt,
    policies: [],
    attachments: [],
    tags: {},
    ...Object.fromEntries(top),
  });
}

function toTop({ roots, gaps }: OrganizationContents, file: Readonly<Record<string, unknown>>): readonly Chunk[] {
  const ids = new Set(roots.map(({ id }) => id));
  if (findGap(gaps, TOP_OPERATIONS, ...ids)) return [];
  const entries = TOP_SECTIONS.map((section) => {
    const things = file[section] as readonly Readonly<Record<string, string>>[];
    return [section, things.filter(({ ParentId = "" }) => ids.has(ParentId)).sort(compareIds)] as const;
  });
  return entries.some(([, things]) => things.length > MAX_TOP) ? [] : [entries];
}

const TOP_SECTIONS = ["organizationalUnits", "accounts"];
/** What tells of the children of a root. */
const TOP_OPERATIONS = ["ListOrganizationalUnitsForParent", "ListChildren", "ListAccounts", "ListAccountsForParent"];

function compareIds(
  { Id: a = "" }: Readonly<Record<string, string>>,
  { Id: b = "" }: Readonly<Record<string, string>>,
) {
  return a < b ? -1 : 1;
}

function toEntries(section: string, value: unknown): Chunk {
  if (section === "tags") return Object.entries(value as object);
  return (value as readonly Readonly<Record<string, string>>[]).map((thing) => [
    section === "attachments" ? `${thing.PolicyId}/${thing.TargetId}` : (thing.Id ?? ""),
    thing,
  ]);
}

function* cut(entries: Chunk): Generator<void, readonly Chunk[]> {
  const count = entries.length < MIN_TO_CUT ? 1 : CHUNKS;
  const chunks = Array.from({ length: count }, (): Entry[] => []);
  for (const [at, entry] of entries.entries()) {
    chunks[getHash(entry[0]) % count]?.push(entry);
    if (at % STEP === 0) yield;
  }
  for (const chunk of chunks) {
    chunk.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    yield;
  }
  return chunks.filter((chunk) => chunk.length > 0);
}

/** FNV-1a; the same for ever, since chunks written by it are compared with later ones. */
function getHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

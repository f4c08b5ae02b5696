/**
 * Snapshots as files: `<folder>/<place>/<id>.json` tells of one, `<folder>/<place>/chunks/<digest>.gz` holds what it is
 * made of, shared with other snapshots. Each file is written whole and never changed, but for the time in the first
 * kind, so windows need no lock against each other.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { OrganizationError } from "../organization/errors";
import type { OrganizationContents } from "../organization/model";
import type { SnapshotArchive, SnapshotEntry } from "../organization/snapshot/archive";
import {
  fromChunks,
  getSections,
  getTop,
  readTop,
  toChunks,
  type Chunk,
  type Chunks,
} from "../organization/snapshot/chunks";
import { runInTurns } from "../organization/turns";
import { isMissing, writeJsonFile } from "./jsonFile";
import { writeFileAtomic } from "./writeFileAtomic";

const FORMAT = "orgscope/snapshot@1";

/** Milliseconds for which a chunk that no snapshot names is left alone: another window may be about to name it. */
const GRACE = 60 * 60 * 1000;

interface Manifest extends SnapshotEntry {
  readonly format: typeof FORMAT;
  readonly head: Readonly<Record<string, unknown>>;
  /** Digests of the chunks. */
  readonly chunks: Chunks<string>;
}

/** `onSetAside` is told of a file that is damaged or not ours, after it was renamed to `<file>.corrupt`. */
export function createSnapshotArchive(folder: string, onSetAside: (file: string) => void): SnapshotArchive {
  const getFolder = (place: string) => path.join(folder, encodeURIComponent(place).replaceAll(".", "%2E"));
  const getFile = (place: string, id: string) => path.join(getFolder(place), `${id}.json`);
  const getChunkFile = (place: string, digest: string) => path.join(getFolder(place), "chunks", `${digest}.gz`);

  async function setAside(file: string): Promise<void> {
    await rename(file, `${file}.corrupt`).catch(() => undefined);
    onSetAside(file);
  }

  async function readManifest(place: string, id: string): Promise<Manifest | undefined> {
    const file = getFile(place, id);
    try {
      const value: unknown = JSON.parse(await readFile(file, "utf8"));
      if (isManifest(value) && value.id === id) return value;
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (!(error instanceof SyntaxError)) throw error;
    }
    await setAside(file);
    return undefined;
  }

  /** Newest first. */
  async function listIds(place: string): Promise<readonly string[]> {
    return (await listFolder(getFolder(place)))
      .filter((name) => name.endsWith(".json") && !name.startsWith("."))
      .map((name) => name.slice(0, -".json".length))
      .toSorted((a, b) => (a < b ? 1 : -1));
  }

  async function listManifests(place: string): Promise<readonly Manifest[]> {
    const manifests = await Promise.all((await listIds(place)).map((id) => readManifest(place, id)));
    return manifests.filter((one) => one !== undefined);
  }

  /** Without it the first rows wait for the rest. */
  async function openTop(
    place: string,
    { head, chunks, takenAt }: Manifest,
  ): Promise<OrganizationContents | undefined> {
    const digest = getTop(chunks);
    const top = digest === undefined ? undefined : await readChunk(place, digest).catch(() => undefined);
    const read = top && readTop(head, top, takenAt);
    return read && "contents" in read ? read.contents : undefined;
  }

  async function load(place: string, manifest: Manifest): Promise<OrganizationContents> {
    const { id, head, takenAt } = manifest;
    try {
      const chunks = await readChunks(place, getSections(manifest.chunks));
      const read = await runInTurns(fromChunks({ head, chunks }, takenAt));
      if ("contents" in read) return read.contents;
    } catch (error) {
      await setAside(getFile(place, id));
      if (!isMissing(error)) throw error;
    }
    throw new OrganizationError("malformed", `The snapshot ${id} is damaged or not complete`);
  }

  /** The chunk behind a digest; a damaged one is set aside. */
  async function readChunk(place: string, digest: string): Promise<Chunk> {
    const file = getChunkFile(place, digest);
    const bytes = await readFile(file);
    try {
      const text = (await promisify(gunzip)(bytes)).toString("utf8");
      if (getDigest(text) === digest) return JSON.parse(text) as Chunk;
    } catch {
      // Told below, like a chunk of another text.
    }
    await setAside(file);
    throw new OrganizationError("malformed", `A file of the snapshot is damaged: ${file}`);
  }

  async function writeChunk(place: string, chunk: Chunk): Promise<string> {
    const text = JSON.stringify(chunk);
    const digest = getDigest(text);
    const file = getChunkFile(place, digest);
    const now = new Date();
    const isThere = await utimes(file, now, now).then(
      () => true,
      () => false,
    );
    if (!isThere) await writeFileAtomic(file, await promisify(gzip)(text));
    return digest;
  }

  /** One after the other: between two of them there is room for whatever else the process has to do. */
  async function writeChunks(place: string, chunks: Chunks): Promise<Chunks<string>> {
    const digests: Record<string, string[]> = {};
    for (const [section, list] of Object.entries(chunks)) {
      const own: string[] = [];
      for (const chunk of list) own.push(await writeChunk(place, chunk));
      digests[section] = own;
    }
    return digests;
  }

  /** All at once: somebody waits for it. */
  async function readChunks(place: string, digests: Chunks<string>): Promise<Chunks> {
    const sections = Object.entries(digests).map(
      async ([section, list]) => [section, await Promise.all(list.map((digest) => readChunk(place, digest)))] as const,
    );
    return Object.fromEntries(await Promise.all(sections));
  }

  async function prune(place: string, keep: number): Promise<void> {
    const manifests = await listManifests(place);
    for (const { id } of manifests.slice(keep)) await rm(getFile(place, id), { force: true });
    const used = new Set(manifests.slice(0, keep).flatMap(({ chunks }) => Object.values(chunks).flat()));
    for (const name of await listFolder(path.join(getFolder(place), "chunks"))) {
      const file = path.join(getFolder(place), "chunks", name);
      if (used.has(name.slice(0, -".gz".length))) continue;
      const facts = await stat(file).catch(() => undefined);
      if (facts && Date.now() - facts.mtimeMs > GRACE) await rm(file, { force: true });
    }
  }

  return {
    async save(place, contents, keep) {
      const { head, chunks } = await runInTurns(toChunks(contents));
      const [newest] = await listManifests(place);
      const digests = await writeChunks(place, chunks);
      if (newest && isSame(newest, head, digests)) {
        const seen = { ...newest, seenAt: contents.takenAt };
        await writeJsonFile(getFile(place, newest.id), seen);
        return toEntry(seen);
      }
      const manifest = createManifest(contents, head, digests);
      await writeJsonFile(getFile(place, manifest.id), manifest);
      await prune(place, keep);
      return toEntry(manifest);
    },

    list: async (place) => (await listManifests(place)).map(toEntry),

    async openNewest(place) {
      for (const id of await listIds(place)) {
        const manifest = await readManifest(place, id);
        if (!manifest) continue;
        return { entry: toEntry(manifest), top: await openTop(place, manifest), load: () => load(place, manifest) };
      }
      return undefined;
    },

    async load(place, id) {
      const manifest = await readManifest(place, id);
      if (!manifest) throw new OrganizationError("notFound", `There is no snapshot ${id}`);
      return load(place, manifest);
    },

    async clear(place) {
      await rm(place === undefined ? folder : getFolder(place), { recursive: true, force: true });
    },
  };
}

function createManifest(contents: OrganizationContents, head: Manifest["head"], chunks: Chunks<string>): Manifest {
  const { takenAt, accounts, organizationalUnits, policies, gaps = [] } = contents;
  const digest = getDigest(JSON.stringify([head, chunks])).slice(0, 8);
  return {
    format: FORMAT,
    id: `${takenAt.replaceAll(/[^\dTZ]/g, "")}-${digest}`,
    takenAt,
    seenAt: takenAt,
    accounts: accounts.length,
    organizationalUnits: organizationalUnits.length,
    policies: policies.length,
    gaps: gaps.length,
    head,
    chunks,
  };
}

function isSame(manifest: Manifest, head: Manifest["head"], chunks: Chunks<string>): boolean {
  return JSON.stringify([manifest.head, manifest.chunks]) === JSON.stringify([head, chunks]);
}

function toEntry({ id, takenAt, seenAt, accounts, organizationalUnits, policies, gaps }: SnapshotEntry): SnapshotEntry {
  return { id, takenAt, seenAt, accounts, organizationalUnits, policies, gaps };
}

function getDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const { format, id, takenAt, seenAt, head, chunks } = value as Partial<Manifest>;
  return (
    format === FORMAT &&
    [id, takenAt, seenAt].every((text) => typeof text === "string") &&
    typeof head === "object" &&
    typeof chunks === "object" &&
    chunks !== null &&
    Object.values(chunks).every((list) => Array.isArray(list) && list.every((digest) => /^[0-9a-f]{64}$/.test(digest)))
  );
}

import { createHash, randomUUID } from "node:crypto";
import { readFileSync, rmSync, statSync } from "node:fs";
import { link, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { HeldLock, VisibleRunLock } from "../changes/lock";
import { createFolder } from "./createFolder";
import { isMissing } from "./jsonFile";

/** Milliseconds. */
interface Pace {
  /** Between two signs of life. */
  readonly heartbeat: number;
  /** After which silence is worth a closer look. */
  readonly silence: number;
}

const PACE: Pace = { heartbeat: 5_000, silence: 60_000 };
/** Heartbeats for which a silent lock is watched. */
const WATCHED = 2.5;
/** How often a lock that others are just taking over or giving up is looked at again, and milliseconds in between. */
const ATTEMPTS = 10;
const PAUSE = 20;

/** The file as it was found; `beat`: its last sign of life, by the clock of whoever holds it. */
interface Seen {
  readonly text: string;
  readonly beat: number;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * A lock as a file in `folder`, one for each organization. The lock of a process that has ended is taken over, and one
 * that seems silent for a minute once it was watched to be: clocks of two machines differ, and a machine that slept
 * leaves old times behind.
 *
 * No two locks have the same text, and a lock is removed, by its owner too, only by whoever could create the file of
 * the right to remove that very text, and has then found it there still: what another has locked anew meanwhile stays.
 */
export function createRunLock(folder: string, pace: Pace = PACE): VisibleRunLock {
  const getFile = (organizationId: string) => path.join(folder, `run-${encodeURIComponent(organizationId)}.lock`);
  return {
    async isTaken(organizationId) {
      const seen = await look(getFile(organizationId));
      return seen !== undefined && !isDead(seen) && !isSilent(seen, pace);
    },
    async acquire(organizationId) {
      await createFolder(folder);
      const file = getFile(organizationId);
      const own = createText();
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (await create(file, own)) return hold(file, own, pace);
        const seen = await look(file);
        if (seen === undefined) continue;
        if (!(await isAbandoned(file, seen, pace))) return { heldBy: describe(parseOwner(seen.text)) };
        if (!(await remove(file, seen, pace))) await wait(PAUSE);
      }
      return { heldBy: "another window" };
    },
  };
}

function createText(): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString(), id: randomUUID() });
}

/**
 * Whether there was no such file. It appears with its text: one without it, of a process that was killed in between,
 * would tell nobody that its owner has ended.
 */
async function create(file: string, text: string): Promise<boolean> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  await writeFile(draft, text, { flag: "wx", mode: 0o600 });
  try {
    return await happens(link(draft, file));
  } catch (error) {
    // Some disks have no links.
    if (!hasCode(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EISDIR")) throw error;
    return await happens(writeFile(file, text, { flag: "wx", mode: 0o600 }));
  } finally {
    await rm(draft, { force: true });
  }
}

async function happens(creation: Promise<void>): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function hold(file: string, own: string, pace: Pace): HeldLock {
  const isHeld = async () => (await readText(file)) === own;
  // One that was taken over shows no life of this process.
  const beat = async () => (await isHeld()) && utimes(file, new Date(), new Date());
  const timer = setInterval(() => void beat().catch(() => undefined), pace.heartbeat);
  timer.unref();
  return {
    isHeld,
    async release() {
      clearInterval(timer);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const seen = await look(file);
        if (seen?.text !== own || (await remove(file, seen, pace))) return;
        await wait(PAUSE);
      }
    },
  };
}

async function isAbandoned(file: string, seen: Seen, pace: Pace): Promise<boolean> {
  if (isDead(seen)) return true;
  if (!isSilent(seen, pace)) return false;
  await wait(pace.heartbeat * WATCHED);
  const later = await look(file);
  return later === undefined || (later.text === seen.text && later.beat === seen.beat);
}

function isDead({ text }: Seen): boolean {
  const owner = parseOwner(text);
  return owner?.host === hostname() && !isAlive(owner.pid);
}

function isSilent({ beat }: Seen, { silence }: Pace): boolean {
  return Math.abs(Date.now() - beat) > silence;
}

/**
 * Whether it was removed as it was seen. `false`: it has changed or gone, or another has the right to remove it. The
 * right of a process that has ended in the midst of that is taken over as a lock is.
 */
async function remove(file: string, seen: Seen, pace: Pace): Promise<boolean> {
  const right = `${getLock(file)}.${createHash("sha256").update(seen.text).digest("hex").slice(0, 16)}`;
  if (!(await create(right, createText()))) {
    const other = await look(right);
    if (other && (await isAbandoned(right, other, pace))) await remove(right, other, pace);
    return false;
  }
  try {
    // Without a pause between looking and removing, in which this process could fall silent itself.
    const isSame = readFileSync(file, "utf8") === seen.text && statSync(file).mtimeMs === seen.beat;
    if (isSame) rmSync(file);
    return isSame;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  } finally {
    await rm(right, { force: true });
  }
}

/** The lock that a file is of: itself, or the one that it is a right to remove. */
function getLock(file: string): string {
  return file.replace(/\.lock\.\w+$/, ".lock");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function describe(owner: Owner | undefined): string {
  if (!owner) return "another window";
  const since = Date.parse(owner.since);
  const time = new Date(since).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  return `process ${owner.pid} on ${owner.host}${Number.isNaN(since) ? "" : `, since ${time}`}`;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const value: Partial<Owner> | null = JSON.parse(text);
    if (typeof value?.pid !== "number" || typeof value.host !== "string") return undefined;
    return { pid: value.pid, host: value.host, since: String(value.since) };
  } catch {
    return undefined;
  }
}

async function look(file: string): Promise<Seen | undefined> {
  try {
    const { mtimeMs } = await stat(file);
    return { text: await readFile(file, "utf8"), beat: mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

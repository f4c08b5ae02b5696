import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import type { RunLock } from "../changes/lock";
import { createFolder } from "./createFolder";
import { isMissing } from "./jsonFile";

/** Milliseconds between two signs of life, and after which silence means that the owner is gone. */
const HEARTBEAT = 5_000;
const SILENCE = 60_000;

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * A lock as a file in `folder`, one for each organization. The lock of a process that has ended, or that gave no sign of
 * life for a minute, is taken over.
 */
export function createRunLock(folder: string): RunLock {
  return {
    async acquire(organizationId) {
      await createFolder(folder);
      const file = path.join(folder, `run-${encodeURIComponent(organizationId)}.lock`);
      const own = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
      for (let attempt = 0; attempt < 3; attempt++) {
        if (await create(file, own)) return hold(file, own);
        const text = await readText(file);
        if (text === undefined) continue;
        if (!(await isAbandoned(file, text))) return { heldBy: describe(parseOwner(text)) };
        await takeAway(file, text);
      }
      return { heldBy: "another window" };
    },
  };
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function hold(file: string, own: string): { release(): Promise<void> } {
  const timer = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), HEARTBEAT);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      if ((await readText(file)) === own) await rm(file, { force: true });
    },
  };
}

async function isAbandoned(file: string, text: string): Promise<boolean> {
  const owner = parseOwner(text);
  if (owner?.host === hostname() && !isAlive(owner.pid)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > SILENCE;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}

/** Moves it aside first: of two that find it abandoned, one gets it, and a fresh lock is put back. */
async function takeAway(file: string, abandoned: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await readText(aside)) === abandoned) await rm(aside, { force: true });
  else await rename(aside, file);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function describe(owner: Owner | undefined): string {
  return owner ? `process ${owner.pid} on ${owner.host}, since ${owner.since}` : "another window";
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

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

import { open, readFile } from "node:fs/promises";
import path from "node:path";
import type { ChangeJournal, ChangeRecord } from "../changes/ports";
import { createFolder } from "./createFolder";
import { isMissing } from "./jsonFile";
import { syncFolder } from "./writeFileAtomic";

/**
 * The journal of changes as files of JSON lines in `folder`, one for each organization, only ever appended to. A line
 * that a crash tore off is passed over when reading; the next one starts afresh below it.
 */
export function createJournal(folder: string): ChangeJournal {
  let last: Promise<unknown> = Promise.resolve();
  return {
    append(record) {
      const appended = last.then(() => append(folder, record));
      last = appended.catch(() => undefined);
      return appended;
    },
    async read(organizationId) {
      const records = new Map<string, ChangeRecord>();
      for (const line of (await readText(getFile(folder, organizationId))).split("\n")) {
        const record = parseRecord(line);
        if (record?.organizationId === organizationId) records.set(record.id, record);
      }
      return [...records.values()];
    },
  };
}

function getFile(folder: string, organizationId: string): string {
  return path.join(folder, `changes-${encodeURIComponent(organizationId)}.jsonl`);
}

async function append(folder: string, record: ChangeRecord): Promise<void> {
  await createFolder(folder);
  const handle = await open(getFile(folder, record.organizationId), "a+", 0o600);
  try {
    const { size } = await handle.stat();
    await handle.appendFile(`${(await endsTorn(handle, size)) ? "\n" : ""}${JSON.stringify(record)}\n`);
    await handle.datasync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await handle.close();
  }
}

async function endsTorn(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString() !== "\n";
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}

function parseRecord(line: string): ChangeRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is ChangeRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Partial<ChangeRecord>;
  return typeof record.id === "string" && typeof record.state === "string" && typeof record.change?.kind === "string";
}

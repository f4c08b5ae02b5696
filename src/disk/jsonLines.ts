/**
 * Files of JSON lines that are only ever appended to. A line that a crash tore off is passed over when reading; the
 * next one starts afresh below it.
 */
import { open, readFile, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { createFolder } from "./createFolder";
import { isMissing } from "./jsonFile";
import { syncFolder } from "./writeFileAtomic";

/** Resolves once the line is on the disk. Readable by its owner alone. */
export async function appendJsonLine(file: string, value: unknown): Promise<void> {
  const folder = path.dirname(file);
  await createFolder(folder);
  const handle = await open(file, "a+", 0o600);
  try {
    const { size } = await handle.stat();
    await handle.appendFile(`${(await endsTorn(handle, size)) ? "\n" : ""}${JSON.stringify(value)}\n`);
    await handle.datasync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await handle.close();
  }
}

/** The values of the lines that are whole; none when there is no file. */
export async function readJsonLines(file: string): Promise<readonly unknown[]> {
  return (await readText(file)).split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

async function endsTorn(handle: FileHandle, size: number): Promise<boolean> {
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

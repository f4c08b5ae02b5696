/**
 * Files of JSON lines that are only ever appended to. A line that a crash tore off is passed over when reading; the
 * next one starts afresh below it. Each line ends with a digest of itself, so that one changed bit is seen; those that
 * earlier versions wrote have none.
 */
import { createHash } from "node:crypto";
import { open, readFile, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { createFolder } from "./createFolder";
import { isMissing } from "./jsonFile";
import { syncFolder } from "./writeFileAtomic";

/** `value` is absent where the line is damaged. `isTorn`: a crash did that, before anything was done about it. */
export type JsonLine =
  | { readonly raw: Buffer; readonly value: unknown }
  | { readonly raw: Buffer; readonly isTorn: boolean };

/** Resolves once the line is on the disk. Readable by its owner alone. */
export async function appendJsonLine(file: string, value: object): Promise<void> {
  const folder = path.dirname(file);
  await createFolder(folder);
  const handle = await open(file, "a+", 0o600);
  try {
    const { size } = await handle.stat();
    const end = (await isOpen(handle, size)) ? endLine((await readJsonLines(file)).at(-1)) : "";
    await handle.appendFile(`${end}${seal(JSON.stringify(value))}\n`);
    await handle.datasync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await handle.close();
  }
}

/** All lines but empty ones; none when there is no file. */
export async function readJsonLines(file: string): Promise<readonly JsonLine[]> {
  const contents = await readBytes(file);
  const lines: JsonLine[] = [];
  for (let start = 0; start < contents.length; ) {
    const end = contents.indexOf(LINE_FEED, start);
    const raw = contents.subarray(start, end < 0 ? contents.length : end);
    if (raw.length > 0) lines.push(readLine(raw, end < 0));
    start = end < 0 ? contents.length : end + 1;
  }
  return lines;
}

/** The lines as they were read, to the byte. */
export function joinJsonLines(lines: readonly JsonLine[]): Buffer {
  return Buffer.concat(lines.flatMap((line) => [line.raw, Buffer.from(endLine(line))]));
}

const LINE_FEED = 0x0a;
/** Behind what a crash tore off, so that it is not taken for damage later. */
const TORN = " <torn>";

function endLine(line: JsonLine | undefined): string {
  const isNoted = line === undefined || !("isTorn" in line) || !line.isTorn || line.raw.toString().endsWith(TORN);
  return isNoted ? "\n" : `${TORN}\n`;
}

/** `{"a":1}` becomes `{"a":1,"sum":"0123456789abcdef"}`, which earlier versions can read too. */
function seal(json: string): string {
  return `${json.slice(0, -1)},"sum":"${digest(json)}"}`;
}

const SEALED = /^(\{.*),"sum":"([0-9a-f]{16})"\}$/s;
const SEAL = /,"sum":"[0-9a-f]{16}"\}/;

function digest(json: string): string {
  return createHash("sha256").update(json).digest("hex").slice(0, 16);
}

/** `isLast`: no line feed ends it. */
function readLine(raw: Buffer, isLast: boolean): JsonLine {
  const text = raw.toString();
  const damaged = { raw, isTorn: text.endsWith(TORN) || (isLast && !SEAL.test(text)) };
  const [, begin, sum] = SEALED.exec(text) ?? [];
  const json = begin === undefined ? text : `${begin}}`;
  if ((sum !== undefined && digest(json) !== sum) || !Buffer.from(text).equals(raw)) return damaged;
  try {
    return { raw, value: JSON.parse(json) };
  } catch {
    return damaged;
  }
}

async function isOpen(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer } = await handle.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer[0] !== LINE_FEED;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

/** Texts as files and standard input hold them: UTF-8, and small enough to work on. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { createPositions } from "../engine/positions";
import { type CommandIo, UsageError } from "./command";

const MIB = 1024 * 1024;
/** Bytes of a policy: hundreds of times what AWS takes, since templates have comments. */
export const POLICY_LIMIT = 4 * MIB;
/** Bytes of an organization, a plan or a file of tests. */
export const TEXT_LIMIT = 256 * MIB;

export interface Text {
  readonly text: string;
  /** Offset of the first character whose bytes are not UTF-8; U+FFFD stands for them. */
  readonly brokenAt?: number;
}

/** What a file or, as `-`, standard input holds. Fails with {@link UsageError} for more than `limit` bytes of UTF-8. */
export async function readText(path: string, io: CommandIo, limit = TEXT_LIMIT): Promise<string> {
  const { text, brokenAt } = await readAnyText(path, io, limit);
  if (brokenAt === undefined) return text;
  const { line, column } = createPositions(text)(brokenAt);
  throw new UsageError(`${path}:${line}:${column}: these bytes are not UTF-8`);
}

/** The same of bytes that are not UTF-8, with the place of the first. */
export async function readAnyText(path: string, io: CommandIo, limit: number): Promise<Text> {
  if (path === "-") return decode(await io.readStdin(limit));
  getSize(path, io, limit);
  return explainFailure(path, () => decode(readFileSync(resolve(io.cwd, path))));
}

/** Bytes of a regular file. What never ends, as a device may, or hardly, is not opened. */
export function getSize(path: string, io: CommandIo, limit: number): number {
  const facts = explainFailure(path, () => statSync(resolve(io.cwd, path)));
  if (facts.isDirectory()) throw new UsageError(`a folder, not a file: ${path}`);
  if (!facts.isFile()) throw new UsageError(`no regular file: ${path}; name - and pipe its text in`);
  if (facts.size > limit) throw new UsageError(`too large: ${path} has more than ${limit / MIB} MiB`);
  return facts.size;
}

/** All that a stream holds. Fails with {@link UsageError} once that is more than `limit` bytes. */
export async function readStream(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) throw new UsageError(`too large: standard input has more than ${limit / MIB} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Runs what reads a file; what fails is told in one line. */
export function explainFailure<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(explain(path, error));
  }
}

function decode(bytes: Uint8Array): Text {
  const text = createDecoder().decode(bytes);
  // Whatever is not UTF-8 is written back as other bytes.
  const again = Buffer.from(text);
  if (again.equals(bytes)) return { text };
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  // A character that is cut off there is held back.
  const brokenAt = createDecoder().decode(bytes.subarray(0, at), { stream: true }).length;
  return { text, brokenAt };
}

function createDecoder() {
  // A byte order mark is a character of the text.
  return new TextDecoder("utf-8", { ignoreBOM: true });
}

function explain(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `no such file: ${path}`;
  return `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`;
}

import { fstatSync, writeSync } from "node:fs";
import { toErrorLine } from "./nodeErrors";

const STANDARD_OUTPUT = 1;

/**
 * Writes to standard output. Into files and pipes at once, since opening Node's own stream takes longer than what most
 * runs write; onto a terminal, and into a pipe that takes no more for now, through the stream.
 */
export function createWriter(): (text: string) => void {
  let isDirect = takesBytes();
  return (text) => {
    let rest = Buffer.from(text);
    while (isDirect && rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(STANDARD_OUTPUT, rest));
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        // Whoever reads may have seen enough, as `head` has.
        if (code === "EPIPE") process.exit();
        if (code !== "EAGAIN") throw error;
        isDirect = false;
      }
    }
    if (rest.length > 0) writeToStream(rest);
  };
}

function takesBytes(): boolean {
  try {
    const found = fstatSync(STANDARD_OUTPUT);
    return found.isFile() || found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}

function writeToStream(bytes: Buffer): void {
  if (process.stdout.listenerCount("error") === 0) process.stdout.on("error", end);
  process.stdout.write(bytes);
}

/** Whoever reads may have seen enough; anything else is told, as far as that can be written. */
function end(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  writeError(`orgscope: ${toErrorLine(error)}\n`);
  process.exit(2);
}

/** Writes to standard error. Where nobody reads that either, there is nothing left to do. */
export function writeError(text: string): void {
  if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => process.exit(2));
  process.stderr.write(text);
}

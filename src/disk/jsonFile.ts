import { readFile, rename } from "node:fs/promises";
import { writeFileAtomic } from "./writeFileAtomic";

/**
 * The value in a JSON file; `undefined` when there is none. A file that is not JSON is set aside as `<file>.corrupt`, so
 * that the next write does not lose it.
 */
export async function readJsonFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    await rename(file, `${file}.corrupt`);
    return undefined;
  }
}

export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(value, undefined, 1)}\n`);
}

/** Whether a file or folder on the way is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

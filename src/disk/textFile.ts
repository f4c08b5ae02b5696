import { readFile, stat } from "node:fs/promises";
import { isMissing } from "./jsonFile";

/** The text of a file; `undefined` when there is none. */
export async function readTextFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Tells one state of a file from the next; empty when there is none. */
export async function readFileState(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs} ${size}`;
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}

import { readFile } from "node:fs/promises";
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

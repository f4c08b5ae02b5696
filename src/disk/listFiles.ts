import { readdir } from "node:fs/promises";
import { isMissing } from "./jsonFile";

/** The names of the files in a folder; none when there is no such folder. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

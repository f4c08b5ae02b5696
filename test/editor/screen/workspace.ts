import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** A folder with these files; a folder that is there already is taken as it is. */
export async function prepareWorkspace(
  folder: string,
  content: Readonly<Record<string, string>> | string,
): Promise<string> {
  if (typeof content === "string") return content;
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(content)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

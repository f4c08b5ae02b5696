import { mkdir } from "node:fs/promises";

/** Makes a folder and those above it, readable by its owner alone. */
export async function createFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

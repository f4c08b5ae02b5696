import { rm } from "node:fs/promises";

/** Removes a file; one that is not there is as wanted. */
export async function removeFile(file: string): Promise<void> {
  await rm(file, { force: true });
}

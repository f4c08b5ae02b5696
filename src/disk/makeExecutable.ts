import { chmod } from "node:fs/promises";

/** Lets its owner run a file. */
export async function makeExecutable(file: string): Promise<void> {
  await chmod(file, 0o700);
}

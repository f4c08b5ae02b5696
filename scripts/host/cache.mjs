/** Installations kept between runs and checkouts: made aside, marked when complete, then moved into place. */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { CACHE } from "./paths.mjs";

const MARKER = "complete";
const ABANDONED = 60 * 60 * 1000;

/**
 * The folder of an installation; without a complete one, `install` fills a new folder. Two runs at once each fill
 * their own, and the first to end wins.
 * @param {string} name @param {(folder: string) => Promise<unknown>} install @param {string} [cache]
 */
export async function cachedInstall(name, install, cache = CACHE) {
  const folder = path.join(cache, name);
  if (isComplete(folder)) return folder;
  await mkdir(cache, { recursive: true });
  await sweep(cache);
  const aside = await mkdtemp(path.join(cache, `${name}.partial-`));
  try {
    await install(aside);
    await writeFile(path.join(aside, MARKER), "");
    if (!isComplete(folder)) await rm(folder, { recursive: true, force: true });
    await rename(aside, folder).catch((error) => {
      if (!isComplete(folder)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} folder */
function isComplete(folder) {
  return existsSync(path.join(folder, MARKER));
}

/** Drops what runs that were killed left behind. @param {string} cache */
async function sweep(cache) {
  for (const name of await readdir(cache)) {
    if (!name.includes(".partial-")) continue;
    const partial = path.join(cache, name);
    const { mtimeMs } = await stat(partial).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED) await rm(partial, { recursive: true, force: true });
  }
}

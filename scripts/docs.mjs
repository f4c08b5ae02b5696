/** Writes `docs/diagnostics/`: a page for each rule and an index, from the rules themselves. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { COMMON, ROOT } from "./build.mjs";

const TARGET = path.join(ROOT, "docs/diagnostics");

async function loadPages() {
  const outfile = path.join(ROOT, "dist/docs/pages.js");
  await esbuild.build({ ...COMMON, entryPoints: ["src/policy/rules/pages.ts"], outfile });
  return createRequire(import.meta.url)(outfile).createPages();
}

export async function writeDocs() {
  const pages = await loadPages();
  await mkdir(TARGET, { recursive: true });
  for (const name of await readdir(TARGET)) if (!pages.has(name)) await rm(path.join(TARGET, name));
  for (const [name, text] of pages) await writeFile(path.join(TARGET, name), text);
  return pages.size;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`docs/diagnostics: ${await writeDocs()} pages`);

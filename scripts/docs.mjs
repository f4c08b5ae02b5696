/**
 * Writes `docs/diagnostics/`, a page for each rule and an index, the codes that package.json's setting takes, and
 * `docs/guardrails.md`.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { COMMON, ROOT } from "./build.mjs";

const TARGET = path.join(ROOT, "docs/diagnostics");

/** @param {string} entry @param {string} outfile */
async function load(entry, outfile) {
  await esbuild.build({ ...COMMON, entryPoints: [entry], outfile: path.join(ROOT, outfile) });
  return createRequire(import.meta.url)(path.join(ROOT, outfile));
}

export async function writeDocs() {
  const pages = (await load("src/policy/rules/pages.ts", "dist/docs/pages.js")).createPages();
  const guardrails = (await load("src/policy/snippets/page.ts", "dist/docs/guardrails.js")).createGuardrailPage();
  await writeFile(path.join(ROOT, "docs/guardrails.md"), guardrails);
  await mkdir(TARGET, { recursive: true });
  for (const name of await readdir(TARGET)) if (!pages.has(name)) await rm(path.join(TARGET, name));
  for (const [name, text] of pages) await writeFile(path.join(TARGET, name), text);
  await writeCodes([...pages.keys()].filter((name) => name !== "README.md").map((name) => path.basename(name, ".md")));
  return pages.size;
}

/** @param {readonly string[]} codes */
async function writeCodes(codes) {
  const file = path.join(ROOT, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const setting = manifest.contributes.configuration.properties["orgscope.diagnosticSeverity"];
  setting.propertyNames.enum = codes.toSorted();
  await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`docs/diagnostics: ${await writeDocs()} pages`);

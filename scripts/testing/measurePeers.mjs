/** Runs what other tools of the npm registry do for the same job; installs them into dist/peers. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "../host/paths.mjs";
import { bundleEntry } from "./bundle.mjs";

/** org-formation, MIT. */
const PEERS = ["aws-organization-formation@1.0.17"];

/** @param {readonly number[]} sizes accounts */
export async function measurePeers(sizes) {
  const folder = path.join(ROOT, "dist/peers");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", ...PEERS];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`npm could not install ${PEERS.join(", ")}`);
  const outfile = path.join(ROOT, "dist/test/peers.js");
  await bundleEntry("test/bench/peers.ts", outfile);
  /** @type {typeof import("../../test/bench/peers")} */
  const { measureOrgFormation } = createRequire(import.meta.url)(outfile);
  const found = [];
  for (const accounts of sizes) found.push(await measureOrgFormation(folder, accounts));
  return found;
}

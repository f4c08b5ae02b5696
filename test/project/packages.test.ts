import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/host/paths.mjs";
import { packageTarball, packageVsix } from "../../scripts/package.mjs";
import { listFiles, withFolder } from "./project";

/** What the command line is made of. */
const COMMAND_LINE = [
  "aws.js",
  "awsCore.js",
  "awsCredentials.js",
  "awsOthers.js",
  "awsProxies.js",
  "catalogue.jsonl",
  "cli.js",
  "cliOthers.js",
  "NOTICE.txt",
  "policyTests.js",
  "sandbox.js",
].map((name) => `dist/${name}`);
/** What the editor has besides. */
const EDITOR = [
  "connected.js",
  "extension.js",
  "judging.js",
  "language.js",
  "operations.js",
  "policies.js",
  "workbench.js",
].map((name) => `dist/${name}`);

describe("the .vsix", () => {
  it("holds what runs and nothing else, in less than 1.5 MB", () =>
    withFolder(async (folder) => {
      const vsix = await packageVsix(path.join(folder, "orgscope.vsix"));
      const shown = ["media", "syntaxes"].flatMap((part) =>
        listFiles(path.join(ROOT, part)).map((file) => `${part}/${file}`),
      );
      const ours = [...COMMAND_LINE, ...EDITOR, ...shown, "package.json", "package.nls.json"];
      const named = ["changelog.md", "LICENSE.txt", "readme.md"];
      assert.deepEqual(
        readZipNames(readFileSync(vsix)).sort(),
        [
          "[Content_Types].xml",
          "extension.vsixmanifest",
          ...[...ours, ...named].map((file) => `extension/${file}`),
        ].sort(),
      );
      const size = statSync(vsix).size / 1024 / 1024;
      assert.ok(size < 1.5, `${size.toFixed(2)} MB`);
    }));
});

describe("the npm package", () => {
  it("installs the command line, which lints", () =>
    withFolder(async (folder) => {
      const tarball = await packageTarball(folder);
      const install = [
        "install",
        "--offline",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        folder,
        tarball,
      ];
      const npm = spawnSync("npm", install, { encoding: "utf8", shell: process.platform === "win32" });
      assert.equal(npm.status, 0, npm.stderr);
      const installed = listFiles(path.join(folder, "node_modules/orgscope"));
      assert.deepEqual(installed, [...COMMAND_LINE, "LICENSE", "package.json", "README.md"].sort());

      const policy = path.join(folder, "mistaken.scp.json");
      writeFileSync(policy, '{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Resource": "*" } }');
      const lint = runInstalled(folder, "lint", "--format", "json", policy);
      assert.equal(lint.status, 1, lint.stderr);
      assert.notDeepEqual(JSON.parse(lint.stdout), []);
    }));
});

/** Runs the command as a shell would find it. */
function runInstalled(folder: string, ...args: readonly string[]) {
  const command = path.join(folder, "node_modules/.bin/orgscope");
  return spawnSync(command, args, { encoding: "utf8", shell: process.platform === "win32" });
}

/** Entry names from a zip file's central directory (APPNOTE 4.3.12). */
function readZipNames(zip: Buffer): string[] {
  const end = zip.lastIndexOf("PK\u0005\u0006");
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString("utf8", at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

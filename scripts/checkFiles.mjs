/** What holds for every text file of the project: no endless source files, nothing of the machine it was written on. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const LINES = 400;
const SOURCE = /^(src|test|scripts)\/.*\.(ts|mjs|cjs)$/;
const TEXT = /\.(ts|mjs|cjs|json|jsonc|md|yml|yaml|svg|txt|npmrc|sh)$|^\.ci\//;

/** @param {string} root @returns {string[]} */
export function checkFiles(root) {
  return listFiles(root)
    .filter((file) => TEXT.test(file))
    .flatMap((file) =>
      checkText(root, file, readFileSync(path.join(root, file), "utf8")).map((said) => `${file}: ${said}`),
    );
}

/** @param {string} root @param {string} file @param {string} text @returns {string[]} */
function checkText(root, file, text) {
  const lines = text.split("\n").length - 1;
  const isLong = SOURCE.test(file) && lines > LINES;
  const theirs = [root, os.homedir()].find((folder) => text.includes(`${folder}${path.sep}`));
  const host = /https?:\/\/[^\s"'`/]*registry\.[^\s"'`]*/.exec(text)?.[0];
  return [
    ...(isLong ? [`${lines} lines, ${LINES} at most`] : []),
    ...(theirs ? [`names a folder of this machine: ${theirs}`] : []),
    ...(host ? [`names a package registry: ${host}`] : []),
  ];
}

/** What git would commit. @param {string} root @returns {string[]} */
function listFiles(root) {
  const { stdout, status } = spawnSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error("git could not list the project's files.");
  const deleted = spawnSync("git", ["ls-files", "-z", "-d"], { cwd: root, encoding: "utf8" }).stdout.split("\0");
  return stdout.split("\0").filter((file) => file !== "" && !deleted.includes(file));
}

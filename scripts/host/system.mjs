/** Programs of the operating system: found, or installed from Debian's packages where that is possible. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findProgram, run } from "./processes.mjs";
import { SetupProblem, step } from "./progress.mjs";

/**
 * @typedef {{ what: string, programs: readonly string[], probe?: string, debian: readonly string[], remedy: string }} Program
 * `programs`: names or absolute paths, the best first; `probe`: an argument with which a whole installation succeeds
 */

/** @type {Readonly<Record<"chromium" | "moto" | "awscli", Program>>} */
export const PROGRAMS = {
  chromium: {
    what: "Chromium",
    programs: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    debian: ["chromium"],
    remedy: "Install Chromium or Google Chrome, or name it in CHROME_PATH.",
  },
  moto: {
    what: "moto's server",
    programs: ["moto_server"],
    // Debian's package has the command, but not all that the server imports.
    probe: "--help",
    debian: ["python3-moto", "python3-flask-cors"],
    remedy: "Install it with: pip install 'moto[server]', so that moto_server is on PATH.",
  },
  awscli: {
    what: "The aws command line",
    programs: ["aws"],
    debian: ["awscli"],
    remedy: "Install the AWS CLI, so that aws is on PATH.",
  },
};

let listsAreFresh = false;

/** The program's path. @param {Program} program @returns {Promise<string>} */
export async function ensureProgram(program) {
  const found = find(program);
  if (found) return found;
  if (!isDebianRoot()) throw new SetupProblem(`${program.what} is missing.`, program.remedy);
  await step(`Installing ${program.what} (apt-get install ${program.debian.join(" ")})`, () => aptInstall(program));
  const installed = find(program);
  if (!installed) throw new SetupProblem(`${program.what} is still missing.`, program.remedy);
  return installed;
}

/** @param {Program} program */
function find({ programs, probe }) {
  for (const name of programs) {
    const found = /[\\/]/.test(name) ? (existsSync(name) ? name : undefined) : findProgram(name);
    if (found && (!probe || spawnSync(found, [probe], { stdio: "ignore" }).status === 0)) return found;
  }
  return undefined;
}

function isDebianRoot() {
  return process.platform === "linux" && process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
}

/** @param {Program} program */
async function aptInstall({ what, debian, remedy }) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    if (!listsAreFresh) await run("apt-get", ["update", "-q"], { env });
    listsAreFresh = true;
    const wait = ["-o", "DPkg::Lock::Timeout=300"];
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...wait, ...debian], { env });
  } catch {
    throw new SetupProblem(`${what} could not be installed with apt-get.`, remedy);
  }
}

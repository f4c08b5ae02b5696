/** Child processes that never outlive us: each in a group of its own, ended with all it started. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const WINDOWS = process.platform === "win32";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, onLine?: (line: string) => void, quiet?: boolean }} RunOptions */

/** Groups started here and still alive. @type {Set<number>} */
const groups = new Set();
let guarded = false;
let ending = false;

/** Whether this process was told to end, so that children's ends are no news. */
export const isEnding = () => ending;

/** What a command printed and how it ended; `code` is `undefined` when it ran out of time. */
export class CommandFailed extends Error {
  /** @param {string} title @param {string} output @param {number | undefined} code */
  constructor(title, output, code) {
    super(`${title} ${code === undefined ? "ran out of time" : `ended with code ${code}`}`);
    this.output = output;
    this.code = code;
  }
}

/** Package registries are the machine's own business: no host of theirs is printed. @param {string} text */
export function withoutHosts(text) {
  return text.replaceAll(/\bhttps?:\/\/(?!127\.0\.0\.1|localhost)[^\s/"']+/g, "https://…");
}

/**
 * Starts a command in a process group that ends with this process. A run directory (`ORGSCOPE_RUN_DIR`) also notes the
 * group, so that whoever started us can end it when we are killed.
 * @param {string} command @param {readonly string[]} args @param {import("node:child_process").SpawnOptions} [options]
 */
export function startGroup(command, args, options = {}) {
  guard();
  const child = spawn(command, args, { ...options, detached: !WINDOWS, shell: WINDOWS && !command.endsWith(".exe") });
  const { pid } = child;
  if (pid !== undefined) {
    groups.add(pid);
    note(pid);
    child.once("exit", () => {
      // A leader that has gone may have left others of its group behind.
      killGroup(pid, "SIGTERM");
      groups.delete(pid);
      forget(pid);
    });
  }
  return child;
}

/** Ends a group politely, then by force. @param {ChildProcess} child @param {number} [patience] milliseconds */
export async function stopGroup(child, patience = 3000) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  killGroup(child.pid, "SIGTERM");
  await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
  killGroup(child.pid, "SIGKILL");
  await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
}

/** Ends the groups that a killed child had noted in its run directory. @param {string} runDir */
export function stopNoted(runDir) {
  for (const name of readdirSync(runDir)) {
    if (!name.startsWith("group-")) continue;
    killGroup(Number(name.slice("group-".length)), "SIGKILL");
    rmSync(path.join(runDir, name), { force: true });
  }
}

/**
 * Runs a command to its end and answers what it printed; throws `CommandFailed` otherwise.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export async function run(command, args, { cwd, env, timeout = 600_000, onLine } = {}) {
  const child = startGroup(command, args, { cwd, env: env ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let rest = "";
  const read = (/** @type {Buffer} */ chunk) => {
    output += chunk;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  /** @type {number | undefined} */
  const code = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => void stopGroup(child).then(() => resolve(undefined)), timeout);
    child.once("error", reject);
    child.once("close", (status) => {
      clearTimeout(timer);
      resolve(status ?? 1);
    });
  });
  if (rest) onLine?.(rest);
  if (code !== 0) throw new CommandFailed([path.basename(command), ...args.slice(0, 2)].join(" "), output, code);
  return output;
}

/** Where a program is on PATH, or `undefined`. @param {string} name @returns {string | undefined} */
export function findProgram(name) {
  const found = spawnSync(WINDOWS ? "where" : "sh", WINDOWS ? [name] : ["-c", `command -v ${name}`], {
    encoding: "utf8",
  });
  return found.status === 0 ? found.stdout.split(/\r?\n/)[0] : undefined;
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function killGroup(pid, signal) {
  try {
    if (WINDOWS) spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    else process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

function guard() {
  if (guarded) return;
  guarded = true;
  process.on("exit", () => {
    for (const pid of groups) killGroup(pid, "SIGKILL");
  });
  for (const [signal, code] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])) {
    process.on(signal, () => {
      ending = true;
      for (const pid of groups) killGroup(pid, "SIGTERM");
      // A moment to write what they hold; `exit` ends the rest.
      setTimeout(() => process.exit(code), groups.size > 0 ? 500 : 0);
    });
  }
}

/** @param {number} pid */
function note(pid) {
  const runDir = process.env.ORGSCOPE_RUN_DIR;
  if (!runDir) return;
  mkdirSync(runDir, { recursive: true });
  writeFileSync(path.join(runDir, `group-${pid}`), "");
}

/** @param {number} pid */
function forget(pid) {
  const runDir = process.env.ORGSCOPE_RUN_DIR;
  if (runDir) rmSync(path.join(runDir, `group-${pid}`), { force: true });
}

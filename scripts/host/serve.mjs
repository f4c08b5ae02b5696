/** A served VS Code: one process group, a data folder of its own, on loopback. */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { ROOT } from "./paths.mjs";
import { run, startGroup, stopGroup } from "./processes.mjs";

/** @type {{ contributes: { configuration: { properties: Record<string, { scope?: string }> } } }} */
const { contributes } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const MACHINE_SETTINGS = new Set(
  Object.entries(contributes.configuration.properties).flatMap(([name, { scope }]) =>
    scope === "machine" ? [name] : [],
  ),
);

const READY = /Extension host agent listening on (\d+)/;

/** Settings without which a first start talks of other things than the work at hand. */
export const CALM_SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "telemetry.telemetryLevel": "off",
};

/** @typedef {import("./provision.mjs").Host} Host */
/**
 * @typedef {object} Server
 * @property {string} origin
 * @property {number | undefined} pid of the server, which leads the group of its processes
 * @property {() => string} log what it has printed
 * @property {Promise<void>} ended
 * @property {() => Promise<void>} stop
 */
/**
 * @typedef {object} ServeOptions
 * @property {string} [dataDir] without it a temporary one, removed by `stop`
 * @property {string | undefined} [extensionsDir] from `installVsix`
 * @property {number} [port] a free one by default
 * @property {string} [token] without it nothing is asked of who connects: for short-lived test hosts alone
 * @property {boolean} [forTests] forget closed pages at once
 * @property {boolean} [payload] honour the extension-development payload; VS Code then shows no toasts and answers its
 *   own dialogs by itself
 * @property {Readonly<Record<string, unknown>>} [settings] the user's settings, over the calm ones
 * @property {NodeJS.ProcessEnv} [env]
 * @property {readonly string[]} [nodeOptions] of the server, which hands them to the process of the extensions
 */

/** @param {Host} host @param {ServeOptions} [options] @returns {Promise<Server>} */
export async function serve(host, options = {}) {
  const {
    extensionsDir,
    token,
    forTests = false,
    payload = false,
    settings = {},
    env = {},
    nodeOptions = [],
  } = options;
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), "orgscope-host-")));
  await writeSettings(dataDir, { ...CALM_SETTINGS, ...settings });
  const port = options.port ?? (await freePort());
  const child = startGroup(
    host.node,
    [
      ...nodeOptions,
      host.serverMain,
      ...["--host", "127.0.0.1", "--port", String(port)],
      ...(token ? ["--connection-token", token] : ["--without-connection-token"]),
      ...["--server-data-dir", dataDir, "--telemetry-level", "off", "--accept-server-license-terms"],
      ...(extensionsDir ? ["--extensions-dir", extensionsDir] : []),
      ...(forTests ? ["--reconnection-grace-time", "1"] : []),
      ...(payload ? ["--enable-smoke-test-driver"] : []),
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  const stop = async () => {
    await stopGroup(child);
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  let log = "";
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once("exit", () => resolve()));
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`VS Code's server did not start in 60 s:\n${log}`)), 60_000);
      const read = (/** @type {Buffer} */ chunk) => {
        log += chunk;
        if (!READY.test(log)) return;
        clearTimeout(timer);
        resolve(undefined);
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`VS Code's server ended at its start:\n${log}`)));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, log: () => log, ended, stop };
}

/**
 * Installs a packaged extension as a user would, into a folder that several servers may read.
 * @param {Host} host @param {string} vsix @param {string} extensionsDir
 */
export async function installVsix(host, vsix, extensionsDir) {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "orgscope-install-"));
  try {
    await mkdir(extensionsDir, { recursive: true });
    const where = ["--server-data-dir", dataDir, "--extensions-dir", extensionsDir];
    await run(
      host.node,
      [host.serverMain, ...where, "--accept-server-license-terms", "--install-extension", vsix, "--force"],
      {
        timeout: 120_000,
      },
    );
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @param {number} port @returns {Promise<boolean>} */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}

/** @param {string} dataDir @param {object} settings */
async function writeSettings(dataDir, settings) {
  // VS Code takes settings of the scope `machine` from a person's own file only until it knows their scope.
  const ofMachine = Object.entries(settings).filter(([name]) => MACHINE_SETTINGS.has(name));
  for (const [name, values] of Object.entries({ User: settings, Machine: Object.fromEntries(ofMachine) })) {
    const folder = path.join(dataDir, "data", name);
    await mkdir(folder, { recursive: true });
    // What a person has changed in a data folder of an earlier run stays.
    const file = path.join(folder, "settings.json");
    if (!existsSync(file)) await writeFile(file, JSON.stringify(values, null, 2));
  }
}

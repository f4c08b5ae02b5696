/** A VS Code to run in, from the npm registry alone: the server build inside code-server, on a Node of its own. */
import path from "node:path";
import { writeFile } from "node:fs/promises";
import { cachedInstall } from "./cache.mjs";
import { run, withoutHosts } from "./processes.mjs";
import { SetupProblem, step } from "./progress.mjs";

/** What comes prebuilt only in a later version: of its own, the oldest host's takes a compiler, or a download elsewhere. */
const PREBUILT = ["node-pty@1.2.0-beta.15", "@vscode/ripgrep@1.18.0"];

/** `oldest` is what `engines.vscode` promises, as far as it can be had as a server. */
export const HOSTS = {
  newest: { codeServer: "4.139.1", vscode: "1.139.1", node: "24", instead: [] },
  oldest: { codeServer: "4.103.2", vscode: "1.103.2", node: "22", instead: PREBUILT },
};

/** The npm package that carries Node for this machine. */
const NODE = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

/** @typedef {keyof typeof HOSTS} HostName */
/** @typedef {{ name: HostName, vscode: string, node: string, serverMain: string }} Host paths of Node and of the server's entry */

/** @param {string | undefined} name @returns {HostName} */
export function toHostName(name) {
  return name === "oldest" ? "oldest" : "newest";
}

/** @param {HostName} [name] @returns {Promise<Host>} */
export async function provisionHost(name = "newest") {
  const { codeServer, node, vscode, instead } = HOSTS[name];
  const key = [`code-server-${codeServer}`, `node-${node}`, ...instead].join("-").replaceAll(/[@/]+/g, "-");
  const folder = await cachedInstall(key, (target) =>
    step(`Installing VS Code ${vscode} (server build; kept for later runs)`, () =>
      install(target, [`code-server@${codeServer}`, `${NODE}@${node}`], instead),
    ),
  );
  return { name, vscode, node: nodeIn(folder), serverMain: path.join(vscodeIn(folder), "out", "server-main.js") };
}

/**
 * @param {string} folder @param {readonly string[]} packages
 * @param {readonly string[]} instead packages to put in the place of the editor's own
 */
async function install(folder, packages, instead) {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ name: "orgscope-host", private: true }));
  try {
    await run("npm", ["install", ...quiet, ...packages], { cwd: folder });
    // The editor's own modules are a package of their own in there. They come prebuilt, so no compiler is needed.
    const bin = path.dirname(nodeIn(folder));
    const env = { ...process.env, PATH: bin + path.delimiter + (process.env.PATH ?? "") };
    await run("npm", ["install", "--omit=dev", ...quiet, ...instead], { cwd: vscodeIn(folder), env });
  } catch (error) {
    const reason = /** @type {{ output?: string }} */ (error).output ?? String(error);
    throw new SetupProblem(
      `VS Code's server build could not be installed from npm: ${lastLine(reason)}`,
      "Check that npm can reach its registry (npm ping), then run the same command again.",
    );
  }
}

/** @param {string} folder */
function vscodeIn(folder) {
  return path.join(folder, "node_modules", "code-server", "lib", "vscode");
}

/** @param {string} folder */
function nodeIn(folder) {
  return path.join(folder, "node_modules", NODE, "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** @param {string} text */
function lastLine(text) {
  return withoutHosts(text.trim().split("\n").at(-1) ?? "");
}

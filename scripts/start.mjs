/**
 * `npm start`: a VS Code with Orgscope, from nothing. The desktop one when `code` is on PATH, else one served to the
 * browser; `--host server|desktop` chooses, `--port N` moves the served one. Ctrl-C ends all that was started.
 */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureDependencies } from "./host/dependencies.mjs";
import { CACHE, ROOT } from "./host/paths.mjs";
import { findProgram, isEnding, startGroup } from "./host/processes.mjs";
import { SetupProblem, giveUp, step } from "./host/progress.mjs";
import { provisionHost } from "./host/provision.mjs";
import { installVsix, isFree, serve } from "./host/serve.mjs";

/** The same each time: what the browser remembers of a window hangs on its port. */
const PORT = 7621;

const SAMPLE = {
  name: "deny-leaving.scp.json",
  text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyLeavingTheOrganization",
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
}
`,
};

try {
  const { host, port } = readArguments();
  await ensureDependencies();
  const { build } = await import("./build.mjs");
  await step("Building Orgscope", () => build());
  const folder = path.join(CACHE, `start-${port}`);
  const sample = await prepareWorkspace(path.join(folder, "workspace"));
  if (host === "desktop") await startDesktop(folder, sample);
  else await startServer(folder, sample, port);
} catch (error) {
  giveUp(error);
}

/** @param {string} folder @param {string} sample @param {number} port */
async function startServer(folder, sample, port) {
  if (!(await isFree(port))) {
    throw new SetupProblem(
      `Port ${port} is taken, perhaps by another npm start.`,
      "Choose one: npm start -- --port 7622",
    );
  }
  const { packageVsix } = await import("./package.mjs");
  const vsix = path.join(folder, "orgscope.vsix");
  const host = await provisionHost();
  await step("Installing Orgscope into it", async () => {
    await packageVsix(vsix);
    await installVsix(host, vsix, path.join(folder, "extensions"));
  });
  const token = randomBytes(16).toString("hex");
  const server = await serve(host, { port, token, dataDir: folder, extensionsDir: path.join(folder, "extensions") });
  const { host: authority } = new URL(server.origin);
  const url = new URL(server.origin);
  url.search = new URLSearchParams({
    tkn: token,
    folder: path.dirname(sample),
    payload: JSON.stringify([["openFile", `vscode-remote://${authority}${sample}`]]),
  }).toString();
  ready(url.href);
  await server.ended;
  if (!isEnding()) throw new Error(`VS Code's server has ended:\n${server.log()}`);
}

/** @param {string} folder @param {string} sample */
async function startDesktop(folder, sample) {
  const code = findProgram("code");
  if (!code)
    throw new SetupProblem(
      "code is not on PATH.",
      "Install it from VS Code's command palette, or: npm start -- --host server",
    );
  // An instance of its own, in the foreground, so that it ends with us; --verbose is what keeps it there.
  const own = [
    "--user-data-dir",
    path.join(folder, "desktop"),
    "--extensions-dir",
    path.join(folder, "desktop-extensions"),
  ];
  const window = startGroup(
    code,
    [
      ...own,
      "--verbose",
      "--disable-workspace-trust",
      `--extensionDevelopmentPath=${ROOT}`,
      path.dirname(sample),
      sample,
    ],
    { stdio: "ignore" },
  );
  await new Promise((resolve, reject) => window.once("spawn", resolve).once("error", reject));
  ready("VS Code window");
  await new Promise((resolve) => window.once("exit", resolve));
}

/** A folder with a policy to try the language help on. @param {string} folder */
async function prepareWorkspace(folder) {
  const sample = path.join(folder, SAMPLE.name);
  await mkdir(folder, { recursive: true });
  if (!existsSync(sample)) await writeFile(sample, SAMPLE.text);
  return sample;
}

/** @param {string} where */
function ready(where) {
  console.log(`\nOrgscope is ready: ${where}\nIts icon is in the activity bar. Ctrl-C ends it.`);
}

function readArguments() {
  const usage = "npm start -- [--host server|desktop] [--port N]";
  try {
    const { values } = parseArgs({ options: { host: { type: "string" }, port: { type: "string" } } });
    const host = values.host ?? (findProgram("code") ? "desktop" : "server");
    const port = Number(values.port ?? PORT);
    if (!["server", "desktop"].includes(host)) throw new Error(`No host ${host}.`);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`No port ${values.port}.`);
    return { host, port };
  } catch (error) {
    throw new SetupProblem(/** @type {Error} */ (error).message, usage);
  }
}

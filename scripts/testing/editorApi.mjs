/**
 * Runs test/editor/api inside a served VS Code that has the packaged extension installed. What the extension host
 * prints goes to the console; the exit code is the suite's.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { launchBrowser } from "../host/browser.mjs";
import { ROOT } from "../host/paths.mjs";
import { explain } from "../host/progress.mjs";
import { provisionHost, toHostName } from "../host/provision.mjs";
import { serve } from "../host/serve.mjs";
import { withoutAws } from "./environment.mjs";

const [suiteModule = "", hostName] = process.argv.slice(2);
const START = 60_000;
/** As in test/editor/suite.ts. */
const MARK = "⟪tests⟫";

const workspace = await mkdtemp(path.join(os.tmpdir(), "orgscope-workspace-"));
const server = await serve(await provisionHost(toHostName(hostName)), {
  forTests: true,
  payload: true,
  env: withoutAws(workspace),
  extensionsDir: process.env.ORGSCOPE_EXTENSIONS_DIR,
});
const browser = await launchBrowser();
try {
  process.exitCode = await runSuite();
} catch (error) {
  console.error(explain(error), "\n", server.log());
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
  await rm(workspace, { recursive: true, force: true });
}

async function runSuite() {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let hasSpoken = false;
  /** @type {string[]} */
  const noise = [];
  await page.exposeFunction("codeAutomationLog", (_type, args) => {
    const text = args.map(String).join(" ");
    if (!text.startsWith(MARK)) return noise.push(text);
    hasSpoken = true;
    return console.log(text.slice(MARK.length));
  });
  const exit = new Promise((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  const late = new Promise((_, reject) => {
    const giveUp = async () => {
      if (hasSpoken) return;
      const picture = path.join(ROOT, "dist/test/screens/api-did-not-start.png");
      await page.screenshot({ path: picture }).catch(() => undefined);
      console.error(noise.join("\n"));
      reject(new Error(`The suite did not start in ${START / 1000} s; see ${path.relative(ROOT, picture)}.`));
    };
    setTimeout(() => void giveUp(), START).unref();
  });
  await page.goto(urlOf(server.origin));
  return Promise.race([exit, late]);
}

/** @param {string} origin */
function urlOf(origin) {
  const remote = (file) => `vscode-remote://${new URL(origin).host}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(path.join(ROOT, "test/editor/harness"))],
    ["extensionTestsPath", remote(suiteModule)],
    ["skipWelcome", "true"],
  ];
  return `${origin}/?${new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) })}`;
}

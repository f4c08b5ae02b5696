/**
 * Runs test/editor/api inside a served VS Code that has the packaged extension installed. What the extension host
 * prints goes to the console; the exit code is the suite's.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { launchBrowser } from "../host/browser.mjs";
import { ROOT } from "../host/paths.mjs";
import { provisionHost } from "../host/provision.mjs";
import { serve } from "../host/serve.mjs";

const [suiteModule, hostName] = process.argv.slice(2);
const START = 60_000;

const workspace = await mkdtemp(path.join(os.tmpdir(), "orgscope-workspace-"));
const server = await serve(await provisionHost(hostName), {
  forTests: true,
  extensionsDir: process.env.ORGSCOPE_EXTENSIONS_DIR,
});
const browser = await launchBrowser();
try {
  process.exitCode = await runSuite();
} catch (error) {
  console.error(error.message, "\n", server.log());
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
  await rm(workspace, { recursive: true, force: true });
}

async function runSuite() {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  let hasSpoken = false;
  await page.exposeFunction("codeAutomationLog", (type, args) => {
    hasSpoken = true;
    const text = args.map(String).join(" ");
    if (!text.startsWith("%c")) (type === "error" ? console.error : console.log)(text);
  });
  const exit = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  const late = new Promise((_, reject) => {
    setTimeout(async () => {
      if (hasSpoken) return;
      const picture = path.join(ROOT, "dist/test/screens/api-did-not-start.png");
      await page.screenshot({ path: picture }).catch(() => undefined);
      reject(new Error(`The suite did not start in ${START / 1000} s; see ${path.relative(ROOT, picture)}.`));
    }, START).unref();
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

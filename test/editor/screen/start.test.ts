/** `npm start` as the first thing that a person does with a checkout. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../scripts/host/browser.mjs";
import { CACHE, ROOT } from "../../../scripts/host/paths.mjs";
import { provisionHost } from "../../../scripts/host/provision.mjs";
import { freePort, isFree } from "../../../scripts/host/serve.mjs";
import { withoutAws } from "../../../scripts/testing/environment.mjs";

describe("someone who runs npm start", () => {
  let folder: string;
  let port: number;
  let child: ChildProcess;
  let browser: Browser | undefined;
  let address: URL | undefined;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-start-"));
    port = await freePort();
    await prepareCache(path.join(folder, "orgscope"));
  });
  after(async () => {
    await browser?.close();
    if (child?.exitCode === null && child.kill()) await once(child, "exit");
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  it("is told where the editor is", async () => {
    child = spawn(process.execPath, ["scripts/start.mjs", "--host", "server", "--port", String(port)], {
      cwd: ROOT,
      env: { ...process.env, ...withoutAws(folder), XDG_CACHE_HOME: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.ok(child.stdout);
    for await (const line of createInterface({ input: child.stdout })) {
      const [, where] = /^Orgscope is ready: (.+)$/.exec(line) ?? [];
      if (!where) continue;
      address = new URL(where);
      break;
    }
    assert.equal(address?.host, `127.0.0.1:${port}`);
  });

  it("alone gets in: not who does not know the whole address", async () => {
    assert.ok(address);
    assert.equal((await fetch(address.origin)).status, 403);
    // The token goes into a cookie, and out of the address.
    assert.equal((await fetch(address, { redirect: "manual" })).status, 302);
  });

  it("finds Orgscope there, the way to the demo, and a policy to type in", async () => {
    assert.ok(address);
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(address.href);
    await page.locator(".tab", { hasText: "deny-leaving.scp.json" }).waitFor();
    await page.locator('.activitybar .action-item a[aria-label^="Orgscope"]').click();
    await page.locator(".sidebar .monaco-button", { hasText: "Open the Demo Organization" }).click();
    await page.locator(".sidebar .monaco-list-row", { hasText: "Production" }).first().waitFor();
  });

  it("ends all of it with Ctrl-C", async () => {
    const ended = once(child, "exit");
    child.kill("SIGINT");
    assert.deepEqual(await ended, [130, null]);
    assert.ok(await isFree(port));
  });
});

/** A cache of its own, so that nothing stays, with the VS Code that is there. */
async function prepareCache(cache: string): Promise<void> {
  await provisionHost();
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(CACHE)) {
    if (name.startsWith("code-server-")) await symlink(path.join(CACHE, name), path.join(cache, name));
  }
}

/** The browser that shows the served editor. */
import { PROGRAMS, ensureProgram } from "./system.mjs";

const QUIET = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium's path: `CHROME_PATH`, one that is there, or a fresh one. @returns {Promise<string>} */
export async function ensureBrowser() {
  return process.env.CHROME_PATH || ensureProgram(PROGRAMS.chromium);
}

/** Starts it without a window; `close()` ends it. @returns {Promise<import("playwright-core").Browser>} */
export async function launchBrowser() {
  const executablePath = await ensureBrowser();
  const { chromium } = await import("playwright-core");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...QUIET, ...asRoot] });
}

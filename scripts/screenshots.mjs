/** `npm run screenshots [scene]`: takes the README's pictures from the real editor into docs/images. */
import { spawnSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { ensureDependencies } from "./host/dependencies.mjs";
import { ROOT } from "./host/paths.mjs";
import { giveUp, step } from "./host/progress.mjs";

const runDir = path.join(ROOT, "dist/test", String(process.pid));

try {
  await ensureDependencies();
  const { build } = await import("./build.mjs");
  const { prepareEditor } = await import("./testing/prepareEditor.mjs");
  const { bundleEntry } = await import("./testing/bundle.mjs");
  await mkdir(runDir, { recursive: true });
  await step("Building", () => build());
  await prepareEditor(runDir);
  const script = path.join(runDir, "screenshots.js");
  await bundleEntry("test/editor/screen/screenshots.ts", script);
  const flags = ["--enable-source-maps", "--disable-warning=ExperimentalWarning"];
  const { status } = spawnSync(process.execPath, [...flags, script, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} catch (error) {
  giveUp(error);
} finally {
  await rm(runDir, { recursive: true, force: true });
}

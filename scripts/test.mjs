/** Minimal inner loop: `node scripts/test.mjs unit [grep]`. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { COMMON, ROOT } from "./build.mjs";
const suite = process.argv[2] ?? "unit";
const only = process.argv[3];
const list = (dir) => readdirSync(path.join(ROOT, dir), { withFileTypes: true, recursive: true }).filter((e) => e.isFile() && e.name.endsWith(".test.ts")).map((e) => path.relative(ROOT, path.join(e.parentPath, e.name)));
const files = list(`test/${suite}`).filter((f) => !only || f.includes(only));
await esbuild.build({ ...COMMON, stdin: { contents: files.map((f) => `import "./${f}";`).join("\n"), resolveDir: ROOT, loader: "ts" }, outfile: `dist/test/${suite}${only ? "." + only.replaceAll("/", "_") : ""}.js`, sourcemap: "inline", packages: "external" });
process.exit(spawnSync(process.execPath, ["--enable-source-maps", "node_modules/mocha/bin/mocha.js", `dist/test/${suite}${only ? "." + only.replaceAll("/", "_") : ""}.js`], { cwd: ROOT, stdio: "inherit" }).status);

/** Bundles what ships: extension, its parts that load on first use, and the command line. `--watch` keeps building. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Parts with a bundle of their own: a dynamic import of `src/<entry>` becomes `require("./<name>.js")`. */
const LAZY = { aws: "src/aws/main", sandbox: "src/sandbox/main" };

const lazyParts = {
  name: "lazy-parts",
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const target = path.relative(ROOT, path.resolve(args.resolveDir, args.path)).replaceAll(path.sep, "/");
      const name = Object.keys(LAZY).find((key) => LAZY[key] === target);
      return name && { path: `./${name}.js`, external: true };
    });
  },
};

export const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  loader: { ".json": "json" },
  logLevel: "warning",
};

const BUNDLES = [
  { entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { entryPoints: ["src/cli/main.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } },
  { entryPoints: ["src/aws/main.ts"], outfile: "dist/aws.js" },
  { entryPoints: ["src/sandbox/main.ts"], outfile: "dist/sandbox.js" },
];

export async function build({ minify = true } = {}) {
  await mkdir(path.join(ROOT, "dist"), { recursive: true });
  const inputs = {};
  for (const bundle of BUNDLES) {
    if (!existsSync(path.join(ROOT, bundle.entryPoints[0]))) continue;
    const result = await esbuild.build({ ...COMMON, ...bundle, minify, metafile: true, legalComments: "none", plugins: [lazyParts] });
    inputs[bundle.outfile] = Object.keys(result.metafile.inputs);
  }
  await writeFile(path.join(ROOT, "dist/inputs.json"), JSON.stringify(inputs, null, 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build({ minify: !process.argv.includes("--no-minify") });

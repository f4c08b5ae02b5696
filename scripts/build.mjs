/**
 * Bundles what ships: the extension, the parts of it that load on first use, and the command line.
 * `--watch` keeps building (no catalogue, no notices, the AWS room and the language once), `--no-minify` leaves the code readable.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { bundleAws } from "./bundleAws.mjs";
import { bundleLanguage } from "./bundleLanguage.mjs";
import { ensureCatalogue } from "./catalogue.mjs";
import { ROOT } from "./host/paths.mjs";
import { getShippedPackages, writeNotices } from "./notices.mjs";

export { ROOT };

/** Parts with a bundle of their own: a dynamic import of `src/<entry>` becomes `require("./<name>.js")`. */
const LAZY = {
  workbench: "src/editor/workbench/main",
  language: "src/editor/language/main",
  policies: "src/policy/createChecker",
  connected: "src/editor/connected/main",
  operations: "src/editor/operations/main",
  awsCore: "src/aws/core",
  aws: "src/aws/main",
  awsCredentials: "src/aws/credentials",
  awsOthers: "src/aws/otherServices",
  awsProxies: "src/aws/proxies",
  sandbox: "src/sandbox/main",
  policyTests: "src/engine/policyTests/parse",
  judging: "src/judging/main",
  cliOthers: "src/cli/others",
};

/** @type {import("esbuild").Plugin} */
const lazyParts = {
  name: "lazy-parts",
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const target = path.relative(ROOT, path.resolve(args.resolveDir, args.path)).replaceAll(path.sep, "/");
      const name = Object.keys(LAZY).find((key) => LAZY[key] === target);
      return name ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
};

/**
 * esbuild copies a required module, member by member, into each file that imports all of it: in a hundred files that is
 * half of what loading takes. Whoever imports VS Code this way is given its very object.
 * @type {import("esbuild").Plugin}
 */
const plainVscode = {
  name: "plain-vscode",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]editor[\\/].*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      return { contents: text.replace(IMPORT_VSCODE, 'const vscode = require("vscode");'), loader: "ts" };
    });
  },
};
const IMPORT_VSCODE = 'import * as vscode from "vscode";';

/** @satisfies {import("esbuild").BuildOptions} */
export const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: /** @type {const} */ ("node"),
  format: /** @type {const} */ ("cjs"),
  target: "node20",
  mainFields: ["module", "main"],
  supported: { "dynamic-import": false },
  loader: { ".json": /** @type {const} */ ("json") },
  logLevel: /** @type {const} */ ("warning"),
};

/** @type {readonly (import("esbuild").BuildOptions & { entryPoints: [string], outfile: string })[]} */
const BUNDLES = [
  { entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { entryPoints: ["src/editor/workbench/main.ts"], outfile: "dist/workbench.js", external: ["vscode"] },
  { entryPoints: ["src/editor/connected/main.ts"], outfile: "dist/connected.js", external: ["vscode"] },
  { entryPoints: ["src/editor/operations/main.ts"], outfile: "dist/operations.js", external: ["vscode"] },
  { entryPoints: ["src/cli/main.ts"], outfile: "dist/cli.js", banner: { js: "#!/usr/bin/env node" } },
  { entryPoints: ["src/cli/others.ts"], outfile: "dist/cliOthers.js" },
  { entryPoints: ["src/aws/proxies.ts"], outfile: "dist/awsProxies.js" },
  { entryPoints: ["src/sandbox/main.ts"], outfile: "dist/sandbox.js" },
  { entryPoints: ["src/engine/policyTests/parse.ts"], outfile: "dist/policyTests.js" },
  { entryPoints: ["src/judging/main.ts"], outfile: "dist/judging.js" },
];

/** @satisfies {import("esbuild").BuildOptions} */
const LANGUAGE = {
  ...COMMON,
  external: ["vscode"],
  legalComments: /** @type {const} */ ("none"),
  plugins: [lazyParts, plainVscode],
};
const AWS = { ...COMMON, legalComments: /** @type {const} */ ("none"), plugins: [lazyParts] };

/** @param {(typeof BUNDLES)[number]} bundle @param {boolean} minify */
const optionsOf = (bundle, minify) => ({
  ...COMMON,
  ...bundle,
  minify,
  sourcemap: minify ? /** @type {const} */ (false) : /** @type {const} */ ("inline"),
  metafile: /** @type {const} */ (true),
  legalComments: /** @type {const} */ ("none"),
  plugins: [lazyParts, plainVscode],
});

/** Builds everything into dist/; `dist/inputs.json` then tells which files each bundle is made of. */
export async function build({ minify = true } = {}) {
  await mkdir(path.join(ROOT, "dist"), { recursive: true });
  const [metafiles] = await Promise.all([
    Promise.all([
      ...BUNDLES.map(async (bundle) => (await esbuild.build(optionsOf(bundle, minify))).metafile),
      bundleAws(AWS, minify),
      bundleLanguage(LANGUAGE, minify),
    ]),
    ensureCatalogue(),
  ]);
  const inputs = Object.fromEntries(
    metafiles.flatMap(({ outputs }) =>
      Object.entries(outputs).map(([file, output]) => [file, Object.keys(output.inputs)]),
    ),
  );
  await writeFile(path.join(ROOT, "dist/inputs.json"), JSON.stringify(inputs, null, 1));
  await writeNotices(getShippedPackages(metafiles));
}

async function watch() {
  await Promise.all([bundleAws(AWS, false), bundleLanguage(LANGUAGE, false)]);
  for (const bundle of BUNDLES)
    await (await esbuild.context({ ...optionsOf(bundle, false), logLevel: "info" })).watch();
}

if (import.meta.filename === process.argv[1]) {
  if (process.argv.includes("--watch")) await watch();
  else await build({ minify: !process.argv.includes("--no-minify") });
}

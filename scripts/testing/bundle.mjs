/** Bundles a suite's test files into one, so that running them costs no compiling of its own. */
import { readdirSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { COMMON } from "../build.mjs";
import { ROOT } from "../host/paths.mjs";

/** scripts/ is used as it is: it finds its files by its own place. */
const scriptsStayOutside = {
  name: "scripts-stay-outside",
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, (args) => {
      const file = path.resolve(args.resolveDir, args.path);
      return file.startsWith(path.join(ROOT, "scripts") + path.sep) ? { path: file, external: true } : undefined;
    });
  },
};

/**
 * Test files of a suite, as paths in the checkout.
 * @param {string} suite @param {readonly string[]} parts of paths, any of which a file has; none for every file
 */
export function listTests(suite, parts) {
  const folder = path.join(ROOT, "test", suite);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => `test/${suite}/${file.replaceAll(path.sep, "/")}`)
    .filter((file) => file.endsWith(".test.ts") && (parts.length === 0 || parts.some((part) => file.includes(part))))
    .sort();
}

/** @param {readonly string[]} files @param {string} outfile */
export async function bundleTests(files, outfile) {
  const contents = files.map((file) => `import "./${file}";`).join("\n");
  await bundle({ stdin: { contents, resolveDir: ROOT, sourcefile: "tests.ts", loader: "ts" }, outfile });
}

/**
 * A bundle for each file, so that one can be run without the others. Answers them in the files' order.
 * @param {readonly string[]} files @param {string} outdir
 */
export async function bundleEach(files, outdir) {
  await bundle({ entryPoints: [...files], outdir, outbase: "test" });
  return files.map((file) => path.join(outdir, path.relative("test", file).replace(/\.ts$/, ".js")));
}

/** @param {string} entry a file of the checkout @param {string} outfile */
export async function bundleEntry(entry, outfile) {
  await bundle({ entryPoints: [entry], outfile });
}

/** One module with the `benchmarks` of all files of test/bench. @param {readonly string[]} files @param {string} outfile */
export async function bundleBenchmarks(files, outfile) {
  const imports = files.map((file, index) => `import { benchmarks as b${index} } from "./test/bench/${file}";`);
  const all = files.map((_, index) => `...b${index}`).join(", ");
  const contents = `${imports.join("\n")}\nexport const benchmarks = [${all}];`;
  await bundle({ stdin: { contents, resolveDir: ROOT, sourcefile: "bench.ts", loader: "ts" }, outfile });
}

/** @param {import("esbuild").BuildOptions} options */
async function bundle(options) {
  await esbuild.build({
    .../** @type {import("esbuild").BuildOptions} */ (COMMON),
    ...options,
    sourcemap: "inline",
    packages: "external",
    plugins: [scriptsStayOutside],
  });
}

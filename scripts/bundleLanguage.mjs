/**
 * Bundles the policy language in two: dist/policies.js holds what finds problems and loads in a turn of its own, before
 * dist/language.js, which holds all else and has it from there.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";

const SHARED = "policies";
const ENTRIES = { language: "src/editor/language/main.ts", checker: "src/policy/createChecker.ts" };

/** @typedef {Required<Pick<esbuild.BuildOptions, "target" | "supported">>} Needed */

/**
 * @param {esbuild.BuildOptions & Needed} options @param {boolean} minify
 * @returns {Promise<esbuild.Metafile>}
 */
export async function bundleLanguage(options, minify) {
  const { target, supported } = options;
  const { outputFiles, metafile } = await esbuild.build({
    ...options,
    entryPoints: ENTRIES,
    chunkNames: SHARED,
    outdir: "dist",
    splitting: true,
    format: "esm",
    supported: {},
    metafile: true,
    write: false,
  });
  const { "dist/checker.js": checker, ...outputs } = metafile.outputs;
  const own = Object.keys(checker?.inputs ?? {});
  if (own.length > 0) throw new Error(`The language does not have all that finds problems: ${own.join(", ")}`);
  await Promise.all(
    outputFiles.map(async ({ path: file, text }) => {
      if (path.basename(file) === "checker.js") return;
      const { code } = await esbuild.transform(text, { target, supported, format: "cjs", minify });
      await writeFile(file, code);
    }),
  );
  return { inputs: {}, outputs };
}

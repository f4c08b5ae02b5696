/**
 * Bundles the AWS room. What all of the SDK's clients stand on is in dist/awsCore.js, once; the other bundles take it from
 * there, and what none of them takes is left out.
 */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { parseSync } from "oxc-parser";
import { ROOT } from "./host/paths.mjs";

/** Our own part of the core. */
const CORE = "src/aws/core.ts";
/** The packages in it; a test tells of those that are missing here. */
const SHARED = [
  "@aws-sdk/core",
  "@aws-sdk/signature-v4-multi-region",
  "@aws-sdk/xml-builder",
  "@aws/lambda-invoke-store",
  "@smithy/core",
  "@smithy/node-http-handler",
  "@smithy/signature-v4",
  "@smithy/types",
];
const CLIENTS = {
  aws: "src/aws/main.ts",
  awsCredentials: "src/aws/credentials.ts",
  awsOthers: "src/aws/otherServices.ts",
};

/**
 * VS Code's extension host puts its proxy and certificate settings into `require("https")` and the like, and knows
 * nothing of the names with `node:` in front.
 */
const PATCHED_BY_HOST = { "node:http": "http", "node:https": "https", "node:net": "net", "node:tls": "tls" };

/**
 * Each client of the SDK brings all ways to find credentials, for whoever gives it none. Ours are always given some, and
 * the ways have a bundle of their own.
 * @type {esbuild.Plugin}
 */
const givenCredentials = {
  name: "given-credentials",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path: name, importer }) =>
      /@aws-sdk[\\/]client-/.test(importer) ? { path: name, namespace: "given-credentials" } : undefined,
    );
    build.onLoad({ filter: /./, namespace: "given-credentials" }, () => ({
      contents: 'export const defaultProvider = () => () => Promise.reject(new Error("No credentials were given"));',
    }));
  },
};

/**
 * No operation that we use streams events, and `bundleAws` makes sure of it. The SDK loads what it takes for them when
 * one does, which costs all that this takes in turn its tree shaking.
 * @type {esbuild.Plugin}
 */
const noEventStreams = {
  name: "no-event-streams",
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path: name }) => ({
      path: name,
      namespace: "no-event-streams",
    }));
    build.onLoad({ filter: /./, namespace: "no-event-streams" }, () => ({ contents: "export {};" }));
  },
};
const STREAMS = /\bstreaming\b/;

/** What a client's bundle imports of the core is outside, and called so. */
const FROM_CORE = "core:";

/** A package that is there in another version, too, is shared in the one at the top. @type {esbuild.Plugin} */
const sharedIsOutside = {
  name: "shared-is-outside",
  setup(build) {
    build.onResolve({ filter: /^(@|\.\/core$)/ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
      if (kind !== "import-statement" || pluginData === FROM_CORE) return undefined;
      const found = await build.resolve(name, { kind, importer, resolveDir, pluginData: FROM_CORE });
      const file = path.relative(ROOT, found.path).replaceAll(path.sep, "/");
      const isShared = file === CORE || SHARED.some((shared) => file.startsWith(`node_modules/${shared}/`));
      return isShared ? { path: FROM_CORE + name, external: true, sideEffects: false } : undefined;
    });
  },
};

/** @typedef {Required<Pick<esbuild.BuildOptions, "format" | "target" | "supported" | "plugins">>} Needed */

/**
 * @param {esbuild.BuildOptions & Needed} options @param {boolean} minify
 * @returns {Promise<esbuild.Metafile>} of all its bundles
 */
export async function bundleAws({ plugins, ...common }, minify) {
  const clients = await esbuild.build({
    ...common,
    entryPoints: CLIENTS,
    outdir: "dist",
    format: "esm",
    supported: {},
    alias: PATCHED_BY_HOST,
    plugins: [...plugins, givenCredentials, sharedIsOutside],
    metafile: true,
    write: false,
  });
  /** @type {Map<string, string>} */
  const taken = new Map();
  await Promise.all(
    clients.outputFiles.map(async ({ path: file, text }) => {
      if (STREAMS.test(text)) throw new Error(`An operation in ${file} streams, for which dist/awsCore.js has nothing`);
      const { target, supported, format } = common;
      const { code } = await esbuild.transform(takeFromCore(text, taken), { target, supported, format, minify });
      await writeFile(file, code);
    }),
  );
  const core = await esbuild.build({
    ...common,
    stdin: { contents: ['export * from "./core";', ...taken.values()].join("\n"), resolveDir: path.dirname(CORE) },
    outfile: "dist/awsCore.js",
    alias: PATCHED_BY_HOST,
    plugins: [...plugins, noEventStreams],
    minify,
    metafile: true,
  });
  return { inputs: {}, outputs: { ...clients.metafile.outputs, ...core.metafile.outputs } };
}

/**
 * A client's text that requires the core instead of importing from its modules.
 * @param {string} text @param {Map<string, string>} taken the core's exports by their names in it
 */
function takeFromCore(text, taken) {
  /** @type {string[]} */
  const locals = [];
  let rest = text;
  const { staticImports } = parseSync("client.mjs", text).module;
  for (const { start, end, moduleRequest, entries } of staticImports.toReversed()) {
    if (!moduleRequest.value.startsWith(FROM_CORE)) continue;
    const module = moduleRequest.value.slice(FROM_CORE.length);
    for (const { importName, localName } of entries) {
      if (!importName.name) throw new Error(`${module} is imported as a whole, which dist/awsCore.js does not have`);
      const name = `${module} ${importName.name}`;
      const key = JSON.stringify(name);
      taken.set(name, `export { ${importName.name} as ${key} } from ${JSON.stringify(module)};`);
      locals.push(`${key}: ${localName.value}`);
    }
    rest = rest.slice(0, start) + rest.slice(end);
  }
  return `const { ${locals.join(", ")} } = require("./awsCore.js");\n${rest}`;
}

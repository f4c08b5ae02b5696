/**
 * The rooms of src/ and who may import whom; `checkRooms.mjs` enforces it over value, type and dynamic imports,
 * re-exports, `import()` types and `require`. Changing this table is a design decision: say why in CONTRIBUTING.
 *
 * - `rooms`: the other rooms it may import, and `packages` what it may import from outside (`@aws-sdk/*`).
 * - `only`: of these rooms just the named files.
 * - `files`: what single files, or those of a folder (`preflight/*`), may import besides.
 * - `pure`: no clock, random, timer or process; `pureFiles` says so of single files, or of a folder's (`snapshot/*`).
 *
 * @typedef {{ rooms?: readonly string[], packages?: readonly string[] }} Allowance
 * @typedef {Required<Allowance> & {
 *   only?: Readonly<Record<string, readonly string[]>>,
 *   files?: Readonly<Record<string, Allowance>>,
 *   pure?: boolean,
 *   pureFiles?: readonly string[],
 * }} Room
 *
 * @type {Readonly<Record<string, Room>>}
 */
export const ROOMS = {
  terms: { rooms: [], packages: [], pure: true },
  policy: { rooms: ["terms"], packages: ["jsonc-parser"], pure: true },
  organization: {
    rooms: ["terms"],
    packages: [],
    pureFiles: ["model", "errors", "file", "seed", "steps", "snapshot/*"],
  },
  evaluation: {
    rooms: ["terms", "policy", "organization"],
    packages: [],
    pure: true,
    only: { organization: ["model"] },
  },
  changes: {
    rooms: ["terms", "organization"],
    packages: [],
    pure: true,
    only: { organization: ["model", "errors"] },
    // Only the preflight may ask what policies do.
    files: { "preflight/*": { rooms: ["evaluation", "policy"] } },
  },
  aws: {
    rooms: ["terms", "organization", "changes"],
    packages: ["@aws-sdk/*", "@smithy/*", "http-proxy-agent", "https-proxy-agent", "proxy-from-env", "node:*"],
  },
  disk: { rooms: ["terms", "organization", "changes"], packages: ["node:*"] },
  sandbox: {
    rooms: ["terms", "organization", "policy"],
    packages: ["node:crypto"],
    only: { organization: ["model", "errors", "file"] },
    files: { server: { packages: ["node:http", "node:net"] } },
  },
  engine: {
    rooms: ["terms", "policy", "organization", "evaluation", "changes"],
    packages: [],
    files: {
      csv: { packages: ["csv-parse/sync"] },
      folderSettings: { packages: ["jsonc-parser"] },
      textDifference: { packages: ["node-diff3"] },
      "policyTests/parse": { packages: ["yaml"] },
      "policyTests/caret": { packages: ["yaml"] },
      "policyTests/nesting": { packages: ["yaml"] },
    },
  },
  // What policies do to all accounts takes a thread of its own: the door starts it, the judge in it stays data in, data out.
  judging: {
    rooms: ["terms", "policy", "organization", "evaluation", "changes", "engine"],
    packages: [],
    only: { organization: ["model", "errors", "file", "steps", "turns"] },
    files: { main: { rooms: ["disk"], packages: ["node:worker_threads"] } },
  },
  editor: {
    rooms: ["terms", "policy", "organization", "evaluation", "changes", "aws", "disk", "sandbox", "engine", "judging"],
    packages: ["vscode", "node:path", "node:os"],
    files: { "documents/mergeTexts": { packages: ["node-diff3"] } },
  },
  cli: {
    rooms: ["terms", "policy", "organization", "evaluation", "changes", "aws", "disk", "sandbox", "engine"],
    packages: ["node:*"],
  },
  extension: { rooms: ["editor"], packages: ["vscode"] },
};

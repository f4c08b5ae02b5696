/**
 * The rooms of src/ and who may import whom; `checkRooms.mjs` enforces it over value, type and dynamic imports,
 * re-exports and `import()` types. Changing this table is a design decision: say why in CONTRIBUTING.
 *
 * `rooms` are other rooms it may import; `packages` what it may import from outside; `pure` forbids clock and random.
 * `only` narrows a room's entry to single files of it: everyone else meets just those.
 */
export const ROOMS = {
  terms: { rooms: [], packages: [], pure: true },
  policy: { rooms: ["terms"], packages: ["jsonc-parser"], pure: true },
  organization: { rooms: ["terms"], packages: [] },
  evaluation: { rooms: ["terms", "policy", "organization"], packages: [], pure: true, only: { organization: ["model"] } },
  changes: {
    rooms: ["terms", "organization"],
    packages: [],
    pure: true,
    only: { organization: ["model", "errors"] },
    // Only the preflight may ask what policies do.
    files: { preflight: { rooms: ["evaluation", "policy"] } },
  },
  aws: { rooms: ["terms", "organization", "changes"], packages: ["@aws-sdk/*", "@smithy/*", "proxy-agent", "node:*"] },
  disk: { rooms: ["terms", "organization", "changes"], packages: ["node:*"] },
  sandbox: { rooms: ["terms", "organization", "policy"], packages: ["node:crypto"], only: { organization: ["model", "errors", "file"] }, files: { server: { packages: ["node:http", "node:net"] } } },
  engine: { rooms: ["terms", "policy", "organization", "evaluation", "changes"], packages: [] },
  editor: { rooms: ["terms", "policy", "organization", "evaluation", "changes", "aws", "disk", "sandbox", "engine"], packages: ["vscode", "node:path", "node:os"] },
  cli: { rooms: ["terms", "policy", "organization", "evaluation", "changes", "aws", "disk", "sandbox", "engine"], packages: ["node:*"] },
  extension: { rooms: ["editor"], packages: ["vscode"] },
};

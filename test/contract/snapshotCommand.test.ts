import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { SNAPSHOT_COMMAND } from "../../src/cli/snapshot";
import { parseOrganizationFile } from "../../src/organization/file";
import type { OrganizationContents } from "../../src/organization/model";
import { getDifferences } from "../../src/organization/snapshot/differences";
import { createTechCorp, generateOrganization, startSandbox } from "../../src/sandbox/main";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/types";

const NO_AWS = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };

describe("orgscope snapshot", () => {
  let sandbox: Sandbox;
  let folder: string;

  const start = async (options: SandboxOptions) => {
    sandbox = await startSandbox({ anyCredentials: true, ...options });
  };
  const run = async (...args: readonly string[]) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await SNAPSHOT_COMMAND.run(["--endpoint", sandbox.endpoint, ...args], {
      cwd: folder,
      env: NO_AWS,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      readStdin: async () => new Uint8Array(),
      expectShortRun: () => Promise.resolve(),
      waitForEnd: () => new Promise(() => undefined),
    });
    return { code, out: out.join(""), err: err.join("") };
  };
  const read = async (): Promise<OrganizationContents> => {
    const parsed = parseOrganizationFile(await readFile(path.join(folder, "org.json"), "utf8"));
    if ("problem" in parsed) assert.fail(parsed.problem);
    return parsed.contents;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-cli-"));
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  it("writes the whole organization, as it is", async () => {
    await start({ contents: createTechCorp() });
    const { code, out, err } = await run("-o", "org.json");
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^org\.json: o-techcorp42, \d+ accounts, 3 OUs, \d+ policies\n$/);
    const expected = sandbox.getContents();
    assert.ok(expected);
    const { differences, gaps } = getDifferences(expected, await read());
    assert.deepEqual([differences, gaps], [[], []]);
    if (process.platform !== "win32") assert.equal((await stat(path.join(folder, "org.json"))).mode & 0o777, 0o600);
  });

  it("writes it redacted, to standard output too", async () => {
    await start({ contents: createTechCorp() });
    const { out, err } = await run("--redact", "-o", "-");
    assert.match(err, /^orgscope snapshot: redacted, but for the names of roles, buckets .* keys of tags.*\n$/);
    assert.ok("contents" in parseOrganizationFile(out));
    assert.doesNotMatch(out, /techcorp|210987654321/i);
  });

  it("tells what it read as JSON", async () => {
    await start({ contents: createTechCorp() });
    const { out } = await run("--format", "json", "-o", "org.json");
    assert.equal((JSON.parse(out) as { readonly organizationId: string }).organizationId, "o-techcorp42");
  });

  it("names what it may not read, in the file and on standard error", async () => {
    const effect = { kind: "error", name: "AccessDeniedException", message: "Not allowed" } as const;
    const faults = ["GetResources", "ListTagsForResource"].map((operation) => ({ operation, effect }));
    await start({ contents: createTechCorp(), faults });
    const { code, err } = await run("-o", "org.json");
    assert.equal(code, 0);
    assert.match(err, /not read: ListTagsForResource/);
    const { gaps = [] } = await read();
    assert.ok(gaps.some(({ operation }) => operation === "ListTagsForResource"));
  });

  it("fails in a line when there is no organization", async () => {
    await start({});
    await assert.rejects(run("-o", "org.json"), { name: "OrganizationError", kind: "noOrganization" });
  });

  it("reads a generated organization of hundreds of accounts, to the last tag", async () => {
    await start({ contents: generateOrganization({ accounts: 300, seed: 1 }) });
    await run("-o", "org.json");
    const expected = sandbox.getContents();
    assert.ok(expected);
    assert.deepEqual(getDifferences(expected, await read()).differences, []);
  });

  it("refuses what is no address, and needs a file", async () => {
    await start({});
    await assert.rejects(run("--endpoint", "here", "-o", "x"), { name: "UsageError" });
    await assert.rejects(run(), { name: "UsageError" });
  });
});

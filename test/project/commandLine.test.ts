/** The command line as a process: its pipes and signals. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
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

import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cachedInstall } from "../../scripts/host/cache.mjs";
import { ensureProgram } from "../../scripts/host/system.mjs";
import { isInstalled } from "../../scripts/host/dependencies.mjs";
import { withFolder } from "./project";

describe("a cached installation", () => {
  it("is made once", () =>
    withFolder(async (cache) => {
      let made = 0;
      const install = async (folder: string) => writeFileSync(path.join(folder, "tool"), String(++made));
      const first = await cachedInstall("tool-1", install, cache);
      assert.equal(await cachedInstall("tool-1", install, cache), first);
      assert.equal(made, 1);
    }));

  it("is whole when two runs make it at once", () =>
    withFolder(async (cache) => {
      const install = (name: string) => async (folder: string) => {
        writeFileSync(path.join(folder, "one"), name);
        await sleep(20);
        writeFileSync(path.join(folder, "two"), name);
      };
      const [folder, same] = await Promise.all([
        cachedInstall("tool-1", install("a"), cache),
        cachedInstall("tool-1", install("b"), cache),
      ]);
      assert.equal(folder, same);
      assert.deepEqual(readdirSync(folder).sort(), ["complete", "one", "two"]);
      assert.deepEqual(readdirSync(cache), ["tool-1"]);
    }));

  it("is made anew after one that failed", () =>
    withFolder(async (cache) => {
      const failing = async (folder: string) => {
        writeFileSync(path.join(folder, "half"), "");
        throw new Error("no network");
      };
      await assert.rejects(cachedInstall("tool-1", failing, cache), /no network/);
      assert.deepEqual(readdirSync(cache), []);
      const folder = await cachedInstall("tool-1", async () => undefined, cache);
      assert.deepEqual(readdirSync(folder), ["complete"]);
    }));
});

describe("a program of the operating system", () => {
  const program = { what: "A tool", programs: ["no-such-tool"], debian: ["tool"], remedy: "Install the tool." };

  it("that is missing and cannot be installed is named with the remedy", async () => {
    const { PATH } = process.env;
    process.env.PATH = "";
    try {
      await assert.rejects(ensureProgram(program), { message: "A tool is missing.\n  Install the tool." });
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe("the project's packages", () => {
  const wanted = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };

  it("are there when they are what the lockfile says, those of other platforms aside", () => {
    assert.ok(isInstalled(wanted, { "node_modules/a": { version: "1.0.0" } }));
  });

  it("are not when one is missing, or of another version", () => {
    assert.ok(!isInstalled(wanted, undefined));
    assert.ok(!isInstalled(wanted, {}));
    assert.ok(!isInstalled(wanted, { "node_modules/a": { version: "1.0.1" } }));
    assert.ok(!isInstalled(wanted, { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.1.0" } }));
  });
});

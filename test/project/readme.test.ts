import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "../../scripts/host/paths.mjs";
import { formatPermissions } from "../../src/editor/connection/permissions";
import { isThere, readManifest, readText, readTexts } from "./project";

for (const file of ["README.md", "CONTRIBUTING.md"]) {
  describe(file, () => {
    const text = readText(file);
    const find = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? "");

    it("names only scripts that are there", () => {
      const { scripts } = readManifest();
      const used = [...find(/\bnpm run ([\w:]+)/g), ...find(/\bnpm (start|test)\b/g)];
      assert.deepEqual(
        used.filter((script) => !scripts[script]),
        [],
      );
    });

    it("names only commands of the command line that are there", () => {
      const { stdout } = spawnSync(process.execPath, [path.join(ROOT, "dist/cli.js"), "--help"], { encoding: "utf8" });
      const commands = new Set([...stdout.matchAll(/^ {2}(\w+)/gm)].map(([, command]) => command));
      assert.deepEqual(
        [...find(/^orgscope (\w+)/gm), ...find(/`orgscope (\w+)/g)].filter((command) => !commands.has(command)),
        [],
      );
    });

    it("names only the editor's commands by their titles", () => {
      const titles = Object.values(readTexts());
      assert.deepEqual(
        find(/\*\*Orgscope: ([^*]+)\*\*/g).filter((title) => !titles.includes(title)),
        [],
      );
    });

    it("leads to files and pictures that are there", () => {
      const links = [...find(/\]\(([^)#]+)\)/g), ...find(/(?:src|srcset)="([^"]+)"/g)];
      assert.deepEqual(
        links.filter((link) => !/^https?:/.test(link) && !isThere(link)),
        [],
      );
    });
  });
}

describe("the IAM policies in README.md", () => {
  it("are those that the editor shows", () => {
    const shown = JSON.parse(formatPermissions("change")) as { Statement: readonly { Sid: string; Action: unknown }[] };
    for (const { Sid, Action } of shown.Statement) {
      const [, list] = new RegExp(`"Sid": "${Sid}",[^[]*("Action": \\[[^\\]]*\\])`).exec(readText("README.md")) ?? [];
      assert.deepEqual(JSON.parse(`{${list ?? ""}}`), { Action });
    }
  });

  it("let every write of a plan be sent", () => {
    const allowed = formatPermissions("change");
    const writes = [...readText("src/aws/changeWrites.ts").matchAll(/call\(\s*"(\w+)"/g)].map(
      ([, operation]) => operation,
    );
    assert.ok(writes.length > 15);
    assert.deepEqual(
      writes.filter((operation) => operation !== "CreateOrganization" && !allowed.includes(`:${operation}"`)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createFormatCommand } from "../../../src/cli/format";
import { createLintCommand } from "../../../src/cli/lint";
import { createMinifyCommand } from "../../../src/cli/minify";
import { readStream } from "../../../src/cli/texts";
import { language } from "../policy/language";
import { run } from "./run";

const lint = createLintCommand(language);
/** The second byte of its team is no UTF-8; U+FFFD before it is written as such. */
const BROKEN = Buffer.concat([
  Buffer.from('{"Version":"2012-10-17",\n"Statement":{"Sid":"\ufffd","Effect":"Deny","Action":"s3:*","Resource":"a'),
  Buffer.from([0xff]),
  Buffer.from('"}}'),
]);

describe("bytes that are not UTF-8", () => {
  it("are an error of lint, at their place", async () => {
    const { code, out } = await run(lint, ["--type", "scp", "--format", "json", "-"], BROKEN);
    const findings = JSON.parse(out) as { code: string; message: string; start: { line: number; column: number } }[];
    const found = findings.filter(({ message }) => message.includes("these bytes are not UTF-8"));
    const column = '"Statement":{"Sid":"?","Effect":"Deny","Action":"s3:*","Resource":"a'.length + 1;
    assert.deepEqual([code, found.map((one) => [one.code, one.start])], [1, [["json-syntax", { line: 2, column }]]]);
  });

  it("are found where a character is cut off at the end, too", async () => {
    const { out } = await run(
      lint,
      ["--type", "scp", "-"],
      Buffer.concat([Buffer.from("{}"), Buffer.from([0xf0, 0x9f])]),
    );
    assert.match(out, /^-:1:3: error: .*not UTF-8/m);
  });

  for (const command of [createFormatCommand(() => language), createMinifyCommand(() => language)]) {
    it(`are nothing that ${command.name} writes`, async () => {
      await assert.rejects(run(command, ["-"], BROKEN), /^UsageError: -:2:\d+: these bytes are not UTF-8$/);
    });
  }

  it("are none of a text with a byte order mark, or with U+FFFD", async () => {
    const { out } = await run(lint, ["--type", "scp", "-"], '\ufeff{"Version":"2012-10-17","Statement":[]}\ufffd');
    assert.doesNotMatch(out, /UTF-8/);
  });
});

describe("what is no regular file, or too large", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "orgscope-texts-"));
  const at = (name: string) => path.join(folder, name);
  before(() => {
    writeFileSync(at("good.scp.json"), '{"Version":"2012-10-17","Statement":[]}');
    symlinkSync(at("good.scp.json"), at("link.scp.json"));
    symlinkSync("/dev/zero", at("zero.scp.json"));
    symlinkSync(at("nowhere"), at("dangling.scp.json"));
    execFileSync("mkfifo", [at("pipe.scp.json")]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("is skipped in a folder, and a link to a file is not", async () => {
    const { out } = await run(lint, ["--format", "json", "--fail-on", "error", folder]);
    const files = new Set((JSON.parse(out) as { file: string }[]).map(({ file }) => path.basename(file)));
    assert.deepEqual([...files].sort(), ["good.scp.json", "link.scp.json"]);
  });

  for (const name of ["zero", "pipe"]) {
    it(`is refused by name: ${name}`, async () => {
      await assert.rejects(run(lint, [at(`${name}.scp.json`)]), /^UsageError: no regular file: .*; name - and pipe/);
    });
  }

  it("is refused before it is read", async () => {
    writeFileSync(at("large.scp.json"), "{");
    truncateSync(at("large.scp.json"), 3 * 1024 ** 3);
    await assert.rejects(run(lint, [at("large.scp.json")]), /^UsageError: too large: .* has more than 4 MiB$/);
    rmSync(at("large.scp.json"));
  });

  it("is refused of standard input as soon as it is too much", async () => {
    let read = 0;
    async function* endless() {
      for (;;) yield new Uint8Array((read += 1) && 1024);
    }
    await assert.rejects(readStream(endless(), 1024 * 1024), /^UsageError: too large: standard input/);
    assert.equal(read, 1025);
  });
});

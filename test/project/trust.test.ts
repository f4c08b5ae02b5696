import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/host/paths.mjs";
import { readText } from "./project";

const FOLDER = path.join(ROOT, "src/editor");
const sources = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readText(path.join("src/editor", file)) }));

/** What of VS Code turns a text into something that acts. */
const ACTIVE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["trusts a Markdown text, whose links could then run commands", /\bisTrusted\s*[=:]/],
  ["takes HTML in a Markdown text", /\bsupportHtml\s*[=:]/],
  ["types a text into a shell", /\.sendText\(/],
  ["gives a shell a line instead of a program and its arguments", /\bshellArgs:\s*["'`]/],
];

describe("texts of policies, names and tags in the editor", () => {
  for (const [name, pattern] of ACTIVE) {
    it(`are never rendered as commands: nothing ${name}`, () => {
      assert.ok(sources.length > 100);
      assert.deepEqual(
        sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file),
        [],
      );
    });
  }
});

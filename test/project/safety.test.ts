import assert from "node:assert/strict";
import { isThere, readText } from "./project";

/** `file`: title of a test in it. */
const HELD = /^- `(test\/[\w/.]+\.test\.ts)`: (.+)$/gm;

describe("docs/safety.md", () => {
  const text = readText("docs/safety.md");
  const held = Array.from(text.matchAll(HELD), ([, file = "", title = ""]) => ({ file, title }));

  it("names for each promise a test that is there", () => {
    const missing = held.filter(({ file, title }) => !isThere(file) || !hasTest(readText(file), title));
    assert.deepEqual(missing, []);
  });

  it("makes no promise without a test", () => {
    const parts = text.split(/^## /m).slice(1);
    const bare = parts.filter((part) => !part.match(HELD)).map((part) => part.split("\n")[0]);
    assert.deepEqual(bare, []);
    const paragraphs = parts.flatMap((part) => part.trim().split("\n\n").slice(1));
    // A paragraph is followed by its tests.
    const loose = paragraphs.filter((one, at) => !one.startsWith("- ") && !paragraphs[at + 1]?.startsWith("- "));
    assert.deepEqual(loose, []);
  });
});

/** Titles of a table of tests have a part that differs. */
function hasTest(source: string, title: string): boolean {
  return source.split("\n").some((line) => /^\s*it\(/.test(line) && line.includes(title));
}

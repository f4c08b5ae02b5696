import assert from "node:assert/strict";
import { lintText } from "../../../src/engine/lint";
import { language } from "./language";

describe("positions", () => {
  for (const [name, eol] of [
    ["Unix", "\n"],
    ["Windows", "\r\n"],
    ["old Mac", "\r"],
  ] as const) {
    it(`count lines and columns from 1 with ${name} line ends`, () => {
      const text = [
        "{",
        '"Version":"2012-10-17",',
        '"Statement":{"Sid":"😀","Effect":"Deny","Action":"s3:*","Resource":"*"}}',
      ].join(eol);
      assert.deepEqual(
        lintText(language, "a.scp.json", text).map(({ code, start, end }) => ({ code, start, end })),
        [{ code: "invalid-sid", start: { line: 3, column: 21 }, end: { line: 3, column: 23 } }],
      );
    });
  }
});

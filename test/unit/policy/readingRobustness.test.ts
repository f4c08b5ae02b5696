import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { applyTextEdits } from "../../../src/policy/edits";
import { isComplete } from "../../../src/policy/faults";
import type { PolicyContext, Span, TextEdit } from "../../../src/policy/language";
import { MINIFY_STEPS } from "../../../src/policy/minify/minify";
import { getLinks } from "../../../src/policy/reading/annotations";
import { getReferenceQuery } from "../../../src/policy/reading/references";
import { findSid } from "../../../src/policy/reading/renameSid";
import { getFoldings, getHighlights, getSelections, getSymbols } from "../../../src/policy/reading/structure";
import { ORGANIZATION } from "./knownOrganization";
import { language } from "./language";

const FOLDER = "test/fixtures/policies";
const SAMPLES = readdirSync(FOLDER).map((file) => readFileSync(`${FOLDER}/${file}`, "utf8"));
const context: PolicyContext = { organization: ORGANIZATION };

/** Everything that reads or rewrites a text, at an offset; whatever it gives lies within the text. */
function ask(text: string, offset: number): void {
  const document = language.parse(text);
  const isWithin = ({ start, end }: Span) => assert.ok(start >= 0 && start <= end && end <= text.length);
  const isGood = !document.faults.some((fault) => !isComplete(fault));
  const check = (edits: readonly TextEdit[], what: string, isSnippet = false) => {
    for (const { span } of edits) isWithin(span);
    if (!isGood) return;
    const plain = edits.map(({ span, newText }) => ({ span, newText: newText.replace(/\\([\\$}])/g, "$1") }));
    const after = language.parse(applyTextEdits(text, isSnippet ? plain : edits));
    assert.deepEqual(
      after.faults.filter((fault) => !isComplete(fault)),
      [],
      `${what}\n${text}\n→ ${after.text}`,
    );
  };
  for (const problem of language.getProblems(document, context)) {
    for (const { edits, title, isSnippet } of language.getFixes(document, problem, context)) {
      check(edits, title.template, isSnippet);
    }
  }
  check(language.fixAll(document, context), "fix all");
  for (const one of language.getRefactorings(document, { start: offset, end: offset }, context)) {
    check(one.getEdits(), one.title.template, one.isSnippet);
  }
  const query = getReferenceQuery(document, offset);
  const spans = [
    ...getFoldings(document),
    ...getSelections(document, offset),
    ...getHighlights(document, offset),
    ...getLinks(document, context).map(({ span }) => span),
    ...getSymbols(document).flatMap(({ span, nameSpan }) => [span, nameSpan]),
    ...language.getStatementLenses(document, context).map(({ span }) => span),
    ...(query ? language.findReferences(document, query) : []),
  ];
  spans.forEach(isWithin);
  for (const { offset: at } of language.getInlayHints(document, { start: 0, end: text.length }, context)) {
    isWithin({ start: at, end: at });
  }
  // An editor wants each range to hold the one before it.
  const selections = getSelections(document, offset);
  for (const [at, { start, end }] of selections.entries()) {
    const outer = selections[at + 1];
    if (outer) assert.ok(outer.start <= start && outer.end >= end, `selections at ${offset} of ${text}`);
  }
  for (const { span, nameSpan } of getSymbols(document)) {
    assert.ok(span.start <= nameSpan.start && span.end >= nameSpan.end);
  }
  language.getHover(document, offset, context);
  findSid(document, offset)?.rename("Other");
  language.minify(text, MINIFY_STEPS);
}

describe("reading and rewriting, of whatever text,", () => {
  it("give answers that lie in the text and leave good JSON good", () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(6),
      insert: fc.constantFrom("", '"', "{", "}", "[", "]", ",", ":", "\\", "*", "${", "\n", "s3:Get*", "😀"),
    });
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES), fc.array(edit, { maxLength: 3 }), fc.nat(), (sample, edits, at) => {
        let text = sample;
        for (const { at: place, remove, insert } of edits) {
          const start = place % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
        }
        ask(text, at % (text.length + 1));
      }),
      { numRuns: 50, seed: 20261124 },
    );
  }).timeout(30_000);

  for (const [name, text] of [
    ["nothing", ""],
    ["a lone list", "[1,2]"],
    ["nested lists", "[".repeat(10_000)],
    [
      "elements of the wrong type",
      '{"Version":1,"Statement":[{"Sid":[],"Effect":{},"Action":[[1]],"Condition":[{"a":1}]},3,null]}',
    ],
    ["keys without values", '{"Statement":{"Action":,"Condition":{"StringEquals":{"aws:x"'],
    [
      "names that every object of JavaScript has",
      '{"Statement":{"constructor":"x","Effect":"toString","Action":["constructor:toString","s3:constructor"],"Resource":"valueOf","Condition":{"constructor":{"constructor":"x"},"__proto__":{"aws:toString":"x"},"StringEquals":{"aws:PrincipalType":"constructor"}}}}',
    ],
    ["escapes in names", '{"Statement":{"\\u0041ction":"s3:\\u0047et*","Sid":"\\n"}}'],
  ] as const) {
    it(`bear ${name}`, () => {
      for (let offset = 0; offset <= Math.min(text.length, 120); offset += 3) ask(text, offset);
    });
  }
});

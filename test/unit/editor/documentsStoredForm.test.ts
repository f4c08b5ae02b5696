import assert from "node:assert/strict";
import { getPublication, getSize, present } from "../../../src/editor/documents/storedForm";

/** Enough of the language for texts that parse; texts that do not are left alone, as the language does. */
const language = {
  format: (text: string) => reprint(text, 2),
  minify: (text: string) => reprint(text),
};

function reprint(text: string, indent?: number): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, indent);
  } catch {
    return text;
  }
}

const COMPACT = '{"Statement":{"Sid":"a b"}}';
const PRETTY = '{\n    "Statement": {"Sid": "a b"}\n}';

describe("a policy's text in the editor and on AWS", () => {
  it("is pretty-printed when stored on one line", () => {
    assert.equal(present(COMPACT, language), language.format(COMPACT));
    assert.equal(present(PRETTY, language), PRETTY);
    assert.equal(present("{ broken", language), "{ broken");
  });

  it("is not changed by formatting alone, and keeps its bytes", () => {
    for (const stored of [COMPACT, PRETTY]) {
      const publication = getPublication(language.format(stored), stored, language);
      assert.equal(publication.changed, false);
      assert.equal(publication.text, stored);
    }
  });

  it("goes back on one line when it was stored on one line", () => {
    const draft = '{\n  "Statement": {"Sid": "c d"}\n}';
    const publication = getPublication(draft, COMPACT, language);
    assert.deepEqual(publication, {
      text: '{"Statement":{"Sid":"c d"}}',
      form: "minified",
      changed: true,
      typedSize: draft.length,
      minifiedSize: 27,
    });
  });

  it("stays as typed when it was stored pretty", () => {
    const draft = '{\n  "Statement": {"Sid": "c d"}\n}\n';
    assert.equal(getPublication(draft, PRETTY, language, 1000).text, draft);
  });

  it("sheds its white space when that alone is over the quota", () => {
    const draft = '{\n  "Statement": {"Sid": "c d"}\n}';
    assert.equal(getPublication(draft, PRETTY, language, 30).form, "minified");
    assert.equal(getPublication(draft, PRETTY, language, 20).form, "typed", "too long either way: as typed");
  });

  it("is measured in characters", () => assert.equal(getSize("a🛡b"), 3));
});

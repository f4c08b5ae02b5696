import assert from "node:assert/strict";
import { formatJson, minifyText } from "../../../src/policy/format";
import { getPublication, present } from "../../../src/editor/documents/storedForm";

const language = { format: formatJson, minify: minifyText };

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
      for (const draft of [language.format(stored), `${language.format(stored)}\n`, language.minify(stored)]) {
        const publication = getPublication(draft, stored, language);
        assert.equal(publication.changed, false);
        assert.equal(publication.text, stored);
      }
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
});

import assert from "node:assert/strict";
import { formatJson, minifyText } from "../../../src/policy/format";
import { getPublication, present } from "../../../src/editor/documents/storedForm";

const COMPACT = '{"Statement":{"Sid":"a b"}}';
const PRETTY = '{\n    "Statement": {"Sid": "a b"}\n}';

describe("a policy's text in the editor and on AWS", () => {
  it("is pretty-printed when stored on one line", () => {
    assert.equal(present(COMPACT), formatJson(COMPACT));
    assert.equal(present(PRETTY), PRETTY);
    assert.equal(present("{ broken"), "{ broken");
  });

  it("is not changed by formatting alone, and keeps its bytes", () => {
    for (const stored of [COMPACT, PRETTY]) {
      for (const draft of [formatJson(stored), `${formatJson(stored)}\n`, minifyText(stored)]) {
        const publication = getPublication(draft, stored);
        assert.equal(publication.changed, false);
        assert.equal(publication.text, stored);
      }
    }
  });

  it("goes back on one line when it was stored on one line", () => {
    const draft = '{\n  "Statement": {"Sid": "c d"}\n}';
    const publication = getPublication(draft, COMPACT);
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
    assert.equal(getPublication(draft, PRETTY, 1000).text, draft);
  });

  it("sheds its white space when that alone is over the quota", () => {
    const draft = '{\n  "Statement": {"Sid": "c d"}\n}';
    assert.equal(getPublication(draft, PRETTY, 30).form, "minified");
    assert.equal(getPublication(draft, PRETTY, 20).form, "typed", "too long either way: as typed");
  });
});

import assert from "node:assert/strict";
import { dropMissing, getClickedRows, isLostRows } from "../../../src/editor/clickedRows";

const WEB = { kind: "target", id: "web" };
const AUDIT = { kind: "target", id: "audit" };

describe("rows that a command was called on", () => {
  it("are the clicked one, or all that are selected with it", () => {
    assert.deepEqual(getClickedRows([WEB]), [WEB]);
    assert.deepEqual(getClickedRows([WEB, undefined]), [WEB]);
    assert.deepEqual(getClickedRows([WEB, [WEB, AUDIT]]), [WEB, AUDIT]);
  });

  it("are none for the palette and for keys, and none for a file", () => {
    assert.equal(getClickedRows([]), undefined);
    assert.deepEqual(getClickedRows([new URL("file:///a.json"), [new URL("file:///a.json")]]), []);
  });

  it("are never others than those that were clicked", () => {
    for (const args of [[undefined], [null, null], [WEB, [WEB, undefined]]]) {
      assert.throws(() => getClickedRows(args), isLostRows, JSON.stringify(args));
    }
  });

  it("may be missing where a button of a view's title is clicked", () => {
    assert.equal(getClickedRows(dropMissing([undefined, undefined])), undefined);
    assert.deepEqual(getClickedRows(dropMissing([WEB, undefined])), [WEB]);
  });
});

import assert from "node:assert/strict";
import { toPlainLine, toTabName } from "../../../src/editor/plainText";

/** What VS Code takes for a link in a notification or an input box (its parseLinkedText). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe("a name on a tab", () => {
  it("reads as it is written, and is one segment of a path", () => {
    assert.equal(toTabName("../Deny\u202e\u0007gnp.exe%2f\\\u2067x"), ".._Deny  gnp.exe_2f_ x");
    assert.equal(toTabName("Prüfung (EU): [a] 日本"), "Prüfung (EU): [a] 日本");
  });
});

describe("a name in a message", () => {
  it("is no link", () => {
    const name = "[Undo](command:workbench.action.quit)";
    assert.match(name, LINK);
    assert.doesNotMatch(toPlainLine(`Attached “Deny” to ${name}.`), LINK);
  });

  it("is one line, from left to right", () => {
    assert.equal(toPlainLine("evil\nOrganization: demo\u2028\u202eomed\r"), "evil Organization: demo  omed ");
  });

  it("is otherwise as it is", () => {
    const name = "Prüfung (EU) [a] $(zap) 日本 <b> ](";
    assert.equal(toPlainLine(name), name.replace("](", "] ("));
  });
});

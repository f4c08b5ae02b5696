import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

describe("someone who has just installed Orgscope", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.close());

  it("finds it in the activity bar, and is told what to do first", async () => {
    await editor.clickActivityBar("Orgscope");
    assert.match(await editor.welcomeText(), /Open the Demo Organization[\s\S]*Connect to an Organization/);
  });
});

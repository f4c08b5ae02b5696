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

describe("someone with a small screen", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1280, height: 800 } });
  });
  after(() => editor?.close());

  it("has most room for the tree of the organization, also beside the details of a row", async () => {
    const getHeights = () =>
      editor.page
        .locator(".sidebar .pane:visible")
        .evaluateAll((panes) => panes.map((pane) => (pane as HTMLElement).offsetHeight));
    const isLargest = async () => {
      const [organization = 0, ...others] = await getHeights();
      return others.length === 3 && organization > 260 && others.every((height) => height < organization);
    };
    await editor.waitUntil(isLargest);
    await editor.screenshot("first-look-small");
    await editor.clickRow(["Root", "Production"], "Organization");
    await editor.treeRow(["Service control policies", "RestrictRegions"], "Details");
    await editor.waitUntil(isLargest);
    await editor.screenshot("first-look-details");
  });
});

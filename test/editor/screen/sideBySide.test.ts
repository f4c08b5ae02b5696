import assert from "node:assert/strict";
import { generateOrganization, startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import type { Editor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const ORGANIZATION = "Organization";
const SCPS = "Service control policies";
const SWITCH = "Orgscope: Switch to the Organization Looked At Before";

describe("someone who works on two organizations", () => {
  let world: Sandboxed;
  let other: Sandbox;
  let editor: Editor;
  before(async () => {
    other = await startSandbox({ contents: generateOrganization({ accounts: 12, seed: 7 }), anyCredentials: true });
    world = await openSandboxed({ size: { width: 1400, height: 900 } });
    ({ editor } = world);
  });
  after(async () => {
    await world?.close();
    await other?.close();
  });

  it("leaves a draft in one and looks at the other", async () => {
    await editor.expandTree([SCPS], "Policies");
    await editor.clickRow([SCPS, "QuarantineAccount"], "Policies");
    await editor.waitForTab(/QuarantineAccount/);
    await editor.placeCaretAfter('"Version": "2012-10-17"');
    await editor.type(",");
    await editor.press("Control+s");
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick("Another endpoint");
    await editor.typeInQuickPick(other.endpoint);
    await editor.press("Enter");
    await editor.pick("Dummy credentials");
    await waitForStatus(editor, new URL(other.endpoint).host);
    await editor.rowIsGone(["Root", "Production"], ORGANIZATION);
  });

  it("sees what waits in the first one where it is chosen", async () => {
    await editor.runCommand("Orgscope: Connect to an Organization");
    const items = (await editor.quickPickItems()).join("\n");
    assert.match(items, /o-techcorp42[\s\S]*endpoint http[^\n]* · 1 draft/);
    await editor.screenshot("side-by-side");
    await editor.press("Escape");
  });

  it("goes to and fro, and finds the draft again", async () => {
    await editor.runCommand(SWITCH);
    await waitForStatus(editor, new URL(world.sandbox.endpoint).host);
    await editor.treeRow(["Root", "Production"], ORGANIZATION);
    await editor.waitForTab(/QuarantineAccount/);
    assert.match(await editor.visibleText(), /"2012-10-17",\s*,/);
    await editor.runCommand(SWITCH);
    await waitForStatus(editor, new URL(other.endpoint).host);
  });
});

async function waitForStatus(editor: Editor, text: string | RegExp): Promise<void> {
  await editor.page.locator(".statusbar-item:visible", { hasText: text }).waitFor();
}

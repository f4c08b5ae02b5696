import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const SCPS = "Service control policies";
const COMMAND = "Who Changed It";

describe("someone who wants to know who changed it", () => {
  describe("in the demo", () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1000 } });
    });
    after(() => editor?.close());

    it("reads who published a policy, and opens what that changed", async () => {
      await editor.expandTree([SCPS], "Policies");
      await editor.contextMenu([SCPS, "RestrictRegions"], COMMAND, "Policies");
      await editor.waitForTab(/^Who changed RestrictRegions/);
      await waitForText(
        editor,
        /priya\.nair@techcorp\.example \(PlatformAdmin\)[\s\S]*published: text, name[\s\S]*jonas\.weber/,
      );
      await editor.page.locator(".codelens-decoration:visible a", { hasText: "What It Changed" }).first().waitFor();
      await editor.screenshot("history-policy");
      await editor.page.locator(".codelens-decoration:visible a", { hasText: "What It Changed" }).first().click();
      await editor.waitForTab(/^RestrictRegions: What It Changed/);
      assert.match(await editor.visibleText("modified"), /eu-west-1/);
      assert.doesNotMatch(await editor.visibleText("original"), /eu-west-1/);
      await editor.screenshot("history-diff");
    });

    it("reads who moved an account", async () => {
      await editor.expandTree(["Root", "Development"], "Organization");
      await editor.contextMenu(["Root", "Development", "Team B"], COMMAND, "Organization");
      await editor.waitForTab(/^Who changed Team B/);
      await waitForText(editor, /moved\s+from\s+Root\s+to\s+Development/);
      await editor.screenshot("history-account");
    });

    it("reads that nothing was changed", async () => {
      await editor.contextMenu(["Root", "Security"], COMMAND, "Organization");
      await editor.waitForTab(/^Who changed Security/);
      await waitForText(editor, /Nothing\s+was\s+changed\s+in\s+that\s+time/);
    });
  });

  describe("without the permission for it", () => {
    let world: Sandboxed;
    before(async () => {
      world = await openSandboxed();
    });
    after(() => world?.close());

    it("is told which one it takes, and shown it", async () => {
      const { editor, sandbox } = world;
      const denial = { kind: "error", name: "AccessDeniedException", status: 400 } as const;
      sandbox.setFaults([{ operation: "LookupEvents", effect: denial }]);
      await editor.contextMenu(["Root", "Production"], COMMAND, "Organization");
      await editor.waitForNotification(/that takes cloudtrail:LookupEvents/);
      await editor.screenshot("history-denied");
      await editor.clickNotificationButton(/cloudtrail:LookupEvents/, "Show Permissions");
      await editor.pick("To ask who changed something");
      await waitForText(editor, /"cloudtrail:LookupEvents"/);
    });
  });
});

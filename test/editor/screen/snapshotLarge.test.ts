import assert from "node:assert/strict";
import { generateOrganization, startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { type Editor, openEditor } from "./driver";
import { connectTo } from "./sandboxed";
import { waitForSnapshot } from "./waitForSnapshot";

const ORGANIZATION = "Organization";
const ACCOUNTS = 10_000;

describe("someone with ten thousand accounts", function () {
  this.timeout(300_000);
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    sandbox = await startSandbox({
      contents: generateOrganization({ accounts: ACCOUNTS, seed: 1 }),
      anyCredentials: true,
    });
    editor = await openEditor({
      size: { width: 1400, height: 1200 },
      settings: { "orgscope.endpoint": sandbox.endpoint },
    });
    await connectTo(editor, sandbox.endpoint);
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("finds a snapshot of all of them", async () => {
    await waitForSnapshot(editor, /10,000 accounts/);
  });

  it("filters the tree", async () => {
    await editor.clickViewAction(ORGANIZATION, "Filter the Tree");
    await editor.typeInQuickPick("payments prod");
    await editor.page.locator(".sidebar", { hasText: "Filter: payments prod" }).waitFor();
    await editor.screenshot("large-filtered");
    await editor.press("Escape");
  });

  it("groups accounts by the month of joining", async () => {
    await editor.runCommand("Orgscope: Group Accounts By");
    await editor.pick("Month of joining");
    await editor.page
      .locator(".sidebar .label-name", { hasText: /^20\d\d-\d\d$/ })
      .first()
      .waitFor();
    await editor.screenshot("large-grouped");
    await editor.runCommand("Orgscope: Show the Whole Tree");
  });

  it("sees the tree after a restart while nothing has been answered", async () => {
    sandbox.setFaults([{ effect: { kind: "delay", milliseconds: 20_000 } }]);
    const before = sandbox.getRequestCounts().ListAccounts;
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.treeRow("Root", ORGANIZATION);
    await editor.page.locator(".sidebar", { hasText: "asking AWS" }).waitFor();
    assert.equal(sandbox.getRequestCounts().ListAccounts, before);
    await editor.screenshot("large-restored");
    sandbox.setFaults([]);
  });
});

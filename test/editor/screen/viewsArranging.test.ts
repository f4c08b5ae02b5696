import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const ORGANIZATION = "Organization";

describe("someone who looks for accounts in the tree", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1200 } });
  });
  after(() => editor?.close());

  const labels = async () => (await editor.treeRows(ORGANIZATION)).map(({ label }) => label);
  /** The rows once they are these. */
  const expectLabels = async (expected: readonly string[]) => {
    for (let tries = 0; tries < 50 && (await labels()).join() !== expected.join(); tries++) {
      await editor.page.waitForTimeout(100);
    }
    assert.deepEqual(await labels(), expected);
  };
  const whole = ["Root", "Development", "Production", "Security", "TechCorp Billing", "Invitations"];

  it("filters while typing: matches stand open below what they lie in", async () => {
    await editor.clickViewAction(ORGANIZATION, "Filter the Tree");
    await editor.typeInQuickPick("team");
    await expectLabels(["Root", "Development", "Team A", "Team B", "Team C (pilot)"]);
    await editor.typeInQuickPick("services");
    await expectLabels(["Root", "Production", "Database Services", "Web Services"]);
    await editor.screenshot("filtered");
    await editor.press("Enter");
    await expectLabels(["Root", "Production", "Database Services", "Web Services"]);
    await editor.page.locator(".sidebar", { hasText: "Filter: services" }).waitFor();
  });

  it("sees the whole tree again by a click", async () => {
    await editor.clickViewAction(ORGANIZATION, "Show the Whole Tree");
    await editor.treeRow("Invitations", ORGANIZATION);
    await expectLabels(whole);
  });

  it("leaves the filter by Escape as it was before", async () => {
    await editor.clickViewAction(ORGANIZATION, "Filter the Tree");
    await editor.typeInQuickPick("nothing of that name");
    await expectLabels(["Nothing matches"]);
    await editor.press("Escape");
    await expectLabels(whole);
  });

  it("groups accounts by state and by a tag", async () => {
    await editor.runCommand("Orgscope: Group Accounts By");
    await editor.pick("State");
    await expectLabels(["active", "suspended"]);
    await editor.expandTree("suspended", ORGANIZATION);
    await expectLabels(["active", "suspended", "Team C (pilot)"]);
    await editor.runCommand("Orgscope: Group Accounts By");
    await editor.pick("Another tag key");
    await editor.typeInQuickPick("Environment");
    await editor.press("Enter");
    await expectLabels(["development", "management", "production", "security"]);
    await editor.screenshot("grouped");
  });

  it("shows one OU alone, and all again when something elsewhere is looked for", async () => {
    await editor.runCommand("Orgscope: Show the Whole Tree");
    await editor.treeRow("Production", ORGANIZATION);
    await editor.contextMenu("Production", "Show Only This", ORGANIZATION);
    await expectLabels(["Production", "Database Services", "Web Services"]);
    await editor.runCommand("Orgscope: Find Account, OU or Policy");
    await editor.typeInQuickPick("Nobody Here");
    await editor.waitUntil(async () =>
      /Nothing here is called “Nobody Here” ?Looked at: name/.test((await editor.quickPickItems()).join()),
    );
    await editor.screenshot("found-nothing");
    await editor.typeInQuickPick("Audit");
    await editor.pick("Audit");
    await editor.treeRow(["Root", "Security", "Audit"], ORGANIZATION);
  });
});

import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";
import type { RowPath } from "./tree";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";

const TEAM_B = ["Root", "Development", "Team B"];
const PRODUCTION = ["Root", "Production"];
const ROOT_USER = ["Service control policies", "DenyRootUser"];
const REGIONS = ["Service control policies", "RestrictRegions"];

describe("someone who goes from one view to the other and back", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1200 } });
    await editor.expandTree(["Root", "Development"], ORGANIZATION);
    await editor.expandTree(["Service control policies"], POLICIES);
  });
  after(() => editor?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  const detailsAreOf = (name: string) =>
    editor.page
      .locator(`.sidebar .pane-header[aria-label^="${DETAILS}"] .description`, { hasText: new RegExp(`^${name}$`) })
      .waitFor()
      .catch(async () => assert.fail(`Details of something else: ${await editor.screenshot("subject-failed")}`));

  /** What the palette's commands are about. */
  async function paletteIsAbout(name: string): Promise<void> {
    await editor.runCommand("Orgscope: Rename…");
    const field = editor.page.locator(".quick-input-widget:visible input.input");
    await field.waitFor();
    await editor.waitUntil(async () => (await field.inputValue()) === name);
    await editor.press("Escape");
    await field.waitFor({ state: "hidden" });
  }

  async function isAbout(name: string): Promise<void> {
    await detailsAreOf(name);
    await paletteIsAbout(name);
  }

  const click = (row: RowPath, view: string) => editor.clickRow(row, view);

  it("has an account, a policy and the account again in Details, and under the palette's commands", async () => {
    await click(TEAM_B, ORGANIZATION);
    await isAbout("Team B");
    await click(ROOT_USER, POLICIES);
    await isAbout("DenyRootUser");
    await click(TEAM_B, ORGANIZATION);
    await isAbout("Team B");
    await editor.screenshot("subject-account-again");
  });

  it("has a policy, an account and the policy again", async () => {
    await click(ROOT_USER, POLICIES);
    await isAbout("DenyRootUser");
    await click(TEAM_B, ORGANIZATION);
    await detailsAreOf("Team B");
    await click(ROOT_USER, POLICIES);
    await isAbout("DenyRootUser");
    await click(TEAM_B, ORGANIZATION);
    await click(ROOT_USER, POLICIES);
    await detailsAreOf("DenyRootUser");
    await editor.press("F2");
    await editor.page.locator(".quick-input-widget:visible input.input").waitFor();
    await editor.press("Escape");
  });

  it("has an OU again, whose row opens and closes as ever", async () => {
    await click(PRODUCTION, ORGANIZATION);
    await editor.treeRow([...PRODUCTION, "Web Services"], ORGANIZATION);
    await isAbout("Production");
    await click(REGIONS, POLICIES);
    await isAbout("RestrictRegions");
    await click(PRODUCTION, ORGANIZATION);
    await isAbout("Production");
    await editor.rowIsGone([...PRODUCTION, "Web Services"], ORGANIZATION);
  });

  it("comes back to a policy's row after its text was left for another tab", async () => {
    await click(REGIONS, POLICIES);
    await click(ROOT_USER, POLICIES);
    await detailsAreOf("DenyRootUser");
    await click(TEAM_B, ORGANIZATION);
    await detailsAreOf("Team B");
    const row = await editor.treeRow(ROOT_USER, POLICIES);
    await row.locator(".label-name").dblclick();
    await editor.waitForCaret("DenyRootUser");
    await isAbout("DenyRootUser");
  });

  it("comes back by a key", async () => {
    await click(TEAM_B, ORGANIZATION);
    await click(ROOT_USER, POLICIES);
    await detailsAreOf("DenyRootUser");
    await editor.runCommand("Orgscope: Focus on Organization View");
    await editor.press("Enter");
    await isAbout("Team B");
  });

  it("has a row in Details and under the palette once its menu was used", async () => {
    await click(TEAM_B, ORGANIZATION);
    await editor.contextMenu(ROOT_USER, "Copy ID", POLICIES);
    await isAbout("DenyRootUser");
    await editor.contextMenu(["Root", "Security"], "Copy ID", ORGANIZATION);
    await isAbout("Security");
    await click(TEAM_B, ORGANIZATION);
    await isAbout("Team B");
  });

  it("chooses by keys from what the menu of another row asks, beside open texts", async () => {
    await click(ROOT_USER, POLICIES);
    await editor.waitForTab("DenyRootUser");
    await click(TEAM_B, ORGANIZATION);
    await editor.contextMenu(["Root", "Security"], "Attach Policy…", ORGANIZATION);
    await editor.page.locator(".quick-input-widget:visible .monaco-list-row").first().waitFor();
    await editor.type("Quarant");
    const field = editor.page.locator(".quick-input-widget:visible input.input");
    await editor.waitUntil(async () => (await field.inputValue()) === "Quarant");
    await detailsAreOf("Security");
    await editor.screenshot("subject-menu-of-another-row");
    await editor.press("Escape");
  });

  it("acts on what Details has selected still, after a look at another view", async () => {
    await click(["Root", "Production"], ORGANIZATION);
    await click(["Service control policies", "RestrictRegions"], DETAILS);
    await editor.waitForTab("RestrictRegions");
    await detailsAreOf("Production");
    await click(["Root", "Production"], ORGANIZATION);
    await paletteIsAbout("Production");
    await click(["Service control policies", "RestrictRegions"], DETAILS);
    await paletteIsAbout("RestrictRegions");
    await detailsAreOf("Production");
  });
});

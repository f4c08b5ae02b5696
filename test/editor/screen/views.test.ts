import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";
import { clickButtonOfFound } from "./found";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";

describe("someone who browses TechCorp", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, size: { width: 1400, height: 1200 } });
  });
  after(() => editor?.close());

  // A tooltip would lie over the rows.
  beforeEach(() => editor.page.mouse.move(900, 600));

  const labels = async (view: string) => (await editor.treeRows(view)).map(({ label }) => label);

  const hasCopied = (text: string) =>
    editor.page.waitForFunction(async (expected) => (await navigator.clipboard.readText()) === expected, text);

  it("sees OUs before accounts, each by name, and the open invitation beside them", async () => {
    await editor.treeRow("Invitations", ORGANIZATION);
    assert.deepEqual(await labels(ORGANIZATION), [
      "Root",
      "Development",
      "Production",
      "Security",
      "TechCorp Billing",
      "Invitations",
    ]);
  });

  it("opens an OU and finds its accounts", async () => {
    await editor.expandTree(["Root", "Production"], ORGANIZATION);
    await editor.treeRow(["Root", "Production", "Web Services"], ORGANIZATION);
    await editor.treeRow(["Root", "Production", "Database Services"], ORGANIZATION);
  });

  it("is told which account is the management account and where FullAWSAccess is missing", async () => {
    const management = await editor.treeRow("TechCorp Billing", ORGANIZATION);
    assert.match((await management.getAttribute("aria-label")) ?? "", /management account/);
    const security = await editor.treeRow("Security", ORGANIZATION);
    assert.match((await security.getAttribute("aria-label")) ?? "", /FullAWSAccess not attached/);
  });

  it("selects an account and reads what reaches it", async () => {
    await editor.clickRow("Web Services", ORGANIZATION);
    await editor.treeRow(["Service control policies", "RestrictRegions"], DETAILS);
    const inherited = await editor.treeRow(["Service control policies", "RestrictRegions"], DETAILS);
    assert.match(await inherited.innerText(), /from Production/);
    const heading = await editor.treeRow("Service control policies", DETAILS);
    assert.match(await heading.innerText(), /1 of 10/);
    await editor.expandTree(["Tags"], DETAILS);
    await editor.treeRow(["Tags", "Owner"], DETAILS);
  });

  it("opens a policy from its row, and sees its targets in Details", async () => {
    await editor.expandTree(["Service control policies"], POLICIES);
    await editor.clickRow(["Service control policies", "DenyRootUser"], POLICIES);
    await editor.waitForTab("DenyRootUser");
    await editor.treeRow(["Targets", "Production"], DETAILS);
  });

  it("reads names, not ids, where the policy's document says where it is", async () => {
    const crumbs = editor.page.locator(".monaco-breadcrumb-item:visible");
    await editor.waitUntil(async () =>
      /Service control policies\n+DenyRootUser\.scp\.json/.test((await crumbs.allInnerTexts()).join("\n")),
    );
    assert.doesNotMatch((await crumbs.allInnerTexts()).join("\n"), /p-denyroot01|SERVICE_CONTROL_POLICY/);
    const hover = editor.page.locator(".monaco-hover:visible", { hasText: "DenyRootUser.scp.json" }).first();
    // VS Code shows nothing where the mouse came before the tab was drawn anew.
    await editor.waitUntil(async () => {
      await editor.page.mouse.move(900, 600);
      await editor.page.locator(".tab.active").hover();
      return hover.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    assert.doesNotMatch(await hover.innerText(), /p-denyroot01|SERVICE_CONTROL_POLICY/);
    await editor.screenshot("views-breadcrumbs");
    await editor.page.mouse.move(900, 600);
  });

  it("finds what is attached to nothing and what is near its limit", async () => {
    await editor.expandTree(["Service control policies", "Not attached"], POLICIES);
    await editor.treeRow(["Service control policies", "Not attached", "QuarantineAccount"], POLICIES);
    await editor.expandTree(["Service control policies", "Near a limit"], POLICIES);
    await editor.treeRow(["Service control policies", "Near a limit", "ProtectDataStores"], POLICIES);
  });

  it("finds an account by what it knows of it, and Enter shows it in the tree", async () => {
    await editor.press("Control+Alt+O");
    await editor.typeInQuickPick("aws+team-b@");
    const only = editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Root / Development" });
    await only.and(editor.page.locator("[aria-setsize='1']")).waitFor();
    await editor.press("Enter");
    const row = await editor.treeRow(["Root", "Development", "Team B"], ORGANIZATION);
    await row.and(editor.page.locator('[aria-selected="true"]')).waitFor();
  });

  it("copies an id and opens a policy by the buttons of what it finds", async () => {
    await editor.press("Control+Alt+O");
    await editor.typeInQuickPick("aws+team-b@");
    await clickButtonOfFound(editor, "Root / Development", "Copy ID");
    await hasCopied("543210987654");
    await editor.press("Escape");
    await editor.press("Control+Alt+O");
    await editor.typeInQuickPick("ProtectDataStores");
    await clickButtonOfFound(editor, "ProtectDataStores", "Open Policy");
    await editor.waitForTab("ProtectDataStores");
  });

  it("copies an ARN from the menu of its row", async () => {
    await editor.contextMenu("TechCorp Billing", "Copy ARN", ORGANIZATION);
    await hasCopied("arn:aws:organizations::100200300400:account/o-techcorp42/100200300400");
  });

  it("copies an account's id with a key", async () => {
    await editor.clickRow("TechCorp Billing", ORGANIZATION);
    await editor.press("Control+C");
    await hasCopied("100200300400");
  });

  it("is offered to attach and to detach before all else in the menu of an OU", async () => {
    const items = await editor.openContextMenu(["Root", "Production"], ORGANIZATION);
    assert.deepEqual(items.slice(0, 2), ["Attach Policy…", "Detach Policy…"]);
    await editor.press("Escape");
    await editor.contextMenu(["Root", "Production"], "Detach Policy…", ORGANIZATION);
    await editor.pick("DenyRootUser");
    assert.match(await editor.dialogText(), /Detach “DenyRootUser” from Production/);
    await editor.answerDialog("Cancel");
  });

  it("never takes the demo for something real", async () => {
    assert.ok((await editor.statusBar()).some((text) => text.includes("Demo organization")));
    assert.match(await editor.page.locator(".sidebar").innerText(), /nothing here is real/);
  });

  it("finds it in a second window on the same folder, too", async () => {
    const second = await editor.page.context().newPage();
    await second.goto(editor.page.url());
    await second.locator(".statusbar-item", { hasText: "Demo organization" }).waitFor({ timeout: 60_000 });
    await second.close();
  });

  it("finds the demo as it was left after a restart, and as new after a reset", async () => {
    await editor.clickInlineAction(["Root", "Security"], "Attach Policy", ORGANIZATION);
    await editor.pick("QuarantineAccount");
    await editor.answerDialog("Attach");
    await editor.expandTree(["Service control policies", "QuarantineAccount"], POLICIES);
    await editor.treeRow(["Service control policies", "QuarantineAccount", "Security"], POLICIES);

    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.expandTree(["Service control policies", "QuarantineAccount"], POLICIES);
    await editor.treeRow(["Service control policies", "QuarantineAccount", "Security"], POLICIES);

    await editor.runCommand("Orgscope: Reset the Demo Organization");
    await editor.answerDialog("Reset");
    await editor.expandTree(["Service control policies", "QuarantineAccount"], POLICIES);
    await editor.treeRow(["Service control policies", "QuarantineAccount", "Attached to nothing"], POLICIES);
  });
});

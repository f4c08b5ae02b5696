import assert from "node:assert/strict";
import type { Editor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";
const SCPS = "Service control policies";

/** Nearest to DenyLeaveOrganization, and on one line. */
const FILE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "DenyLeavingOrganization", Effect: "Deny", Action: "organizations:*", Resource: "*" }],
});

/** LimitInstanceTypes with everything moved, on one line, and one action more. */
const MOVED = JSON.stringify({
  Statement: [
    {
      Effect: "Deny",
      Sid: "NoReservations",
      Resource: ["*"],
      Action: [
        "savingsplans:CreateSavingsPlan",
        "ec2:PurchaseReservedInstancesOffering",
        "ec2:PurchaseHostReservation",
      ],
    },
    {
      Sid: "SmallInstancesOnly",
      Effect: "Deny",
      Condition: { StringNotLike: { "ec2:InstanceType": ["m7g.large", "t3.*", "t4g.*", "m7g.medium"] } },
      Action: "ec2:RunInstance",
      Resource: "arn:aws:ec2:*:*:instance/*",
    },
  ],
  Version: "2012-10-17",
});

describe("someone who compares policies", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      workspace: { "leave.scp.json": FILE, "moved.scp.json": MOVED },
      size: { width: 1400, height: 1200 },
    });
    ({ editor } = world);
    await editor.expandTree([SCPS], POLICIES);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  it("selects two and sees them side by side, formatted alike", async () => {
    await editor.clickRow([SCPS, "DenyLeaveOrganization"], POLICIES);
    await editor.clickRow([SCPS, "QuarantineAccount"], POLICIES, "Control");
    await editor.contextMenu([SCPS, "QuarantineAccount"], "Compare Policy With…", POLICIES);
    await editor.waitForTab("DenyLeaveOrganization ↔ QuarantineAccount");
    assert.match(await editor.visibleText("original"), /^\{\n {2}"Version": "2012-10-17",\n/);
    assert.match(await editor.visibleText("modified"), /DenyAllButIncidentResponse/);
    await editor.screenshot("comparing-two");
  });

  it("compares a policy with a file, as it is typed", async () => {
    await editor.openFile("leave.scp.json");
    await editor.runCommand("Orgscope: Compare Policy With…");
    await editor.page.locator(".quick-input-title", { hasText: "Compare leave.scp.json with…" }).waitFor();
    await editor.typeInQuickPick("DenyLeave");
    await editor.pick("DenyLeaveOrganization");
    await editor.waitForTab("leave.scp.json ↔ DenyLeaveOrganization");
    assert.match(await editor.visibleText("original"), /"Action": "organizations:\*"/);
    assert.match(await editor.visibleText("modified"), /"Action": "organizations:LeaveOrganization"/);
    await editor.screenshot("comparing-file");
  });

  it("sees what was changed marked, and nothing that was only moved", async () => {
    await editor.openFile("moved.scp.json");
    await editor.runCommand("Orgscope: Compare Policy With…");
    await editor.typeInQuickPick("LimitInstanceTypes");
    await editor.pick("LimitInstanceTypes");
    await editor.waitForTab("moved.scp.json ↔ LimitInstanceTypes");
    const marked = (side: string) =>
      editor.page.locator(`.editor.${side} .view-overlays .line-${side === "original" ? "delete" : "insert"}`);
    await marked("original").first().waitFor();
    await editor.screenshot("comparing-moved");
    assert.match(await editor.visibleText("original"), /PurchaseHostReservation/);
    assert.ok((await marked("original").count()) <= 2, "only the action more");
    assert.ok((await marked("modified").count()) <= 1, "only the comma");
  });

  it("asks from there what that means", async () => {
    await editor.page.locator(".editor-actions a[aria-label^='Compare in Meaning']").click();
    await editor.waitForTab(/^From moved.* to LimitInstanceTypes/);
    await editor.screenshot("comparing-meaning");
    const text = await editor.visibleText();
    assert.match(text, /No longer denied: 1 action/);
    assert.match(text, /ec2:PurchaseHostReservation/);
  });

  it("finds the nearest policy of a target, and how it comes there", async () => {
    await editor.openFile("leave.scp.json");
    await editor.runCommand("Orgscope: Compare Policy With Target");
    await editor.page.locator(".quick-input-title", { hasText: "Compare leave.scp.json with a policy of…" }).waitFor();
    await editor.typeInQuickPick("Web Services");
    await editor.pick("Web Services");
    await editor.page.locator(".quick-input-title", { hasText: "with another SCP of the target" }).waitFor();
    const offered = await editor.quickPickItems();
    assert.match(offered[0] ?? "", /DenyLeaveOrganization ?\d+ % alike · p-denyleave1 inherited from Root/);
    assert.match(offered.join("\n"), /FullAWSAccess.*attached to Web Services/);
    await editor.screenshot("comparing-target");
    await editor.pick("DenyLeaveOrganization");
    await editor.waitForTab("leave.scp.json ↔ DenyLeaveOrganization");
  });

  it("reads the same size in status bar, CodeLens and Details", async () => {
    await editor.clickRow([SCPS, "RestrictRegions"], POLICIES);
    await editor.waitForTab("RestrictRegions");
    const told = world.getContent("p-regionseu1").length.toLocaleString("en");
    await editor.waitUntil(async () => {
      const size = await editor.treeRow(["About", "Size"], DETAILS);
      return (await size.innerText()).includes(`${told} of 10,240 characters`);
    });
    const counted = editor.page.locator(".statusbar-item", { hasText: /SCP: [\d,]+ of 10,240/ });
    await counted.filter({ hasText: `SCP: ${told} of 10,240 characters` }).waitFor();
    await editor.page.locator(".codelens-decoration", { hasText: `${told} of 10,240 characters` }).waitFor();
    await editor.placeCaretAfter('"Version"');
    await editor.insert("   ");
    await editor.page.waitForTimeout(300);
    assert.ok(
      (await editor.statusBar()).some((text) => text.startsWith(`SCP: ${told} of 10,240 characters`)),
      "white space alone changes nothing",
    );
    await editor.placeCaretAfter("2012-10-1");
    await editor.insert("777");
    await counted.filter({ hasText: `SCP: ${told} of 10,240` }).waitFor({ state: "hidden" });
    const [, now] = /SCP: ([\d,]+)/.exec(await counted.innerText()) ?? [];
    await editor.page.locator(".codelens-decoration", { hasText: `${now} of 10,240 characters` }).waitFor();
    await editor.runCommand("Orgscope: Discard Draft");
  });

  it("sees a comparison follow a colleague's change while neither policy is open", async () => {
    await editor.clickRow([SCPS, "DenyLeaveOrganization"], POLICIES);
    await editor.clickRow([SCPS, "QuarantineAccount"], POLICIES, "Control");
    await editor.contextMenu([SCPS, "QuarantineAccount"], "Compare Policy With…", POLICIES);
    await editor.waitForTab("DenyLeaveOrganization ↔ QuarantineAccount");
    await editor.runCommand("View: Close Other Editors in Group");
    await editor.waitUntil(async () => /LeaveOrganization/.test(await editor.visibleText("original")));
    const before = world.getContent("p-denyleave1");
    const Content = before.replace("organizations:LeaveOrganization", "organizations:CloseAccount");
    await world.request("UpdatePolicy", { PolicyId: "p-denyleave1", Content });
    await editor.runCommand("Orgscope: Refresh");
    await editor.waitUntil(async () => /organizations:CloseAccount/.test(await editor.visibleText("original")));
    await world.request("UpdatePolicy", { PolicyId: "p-denyleave1", Content: before });
    await editor.runCommand("Orgscope: Refresh");
    await editor.waitUntil(async () => /organizations:LeaveOrganization/.test(await editor.visibleText("original")));
  });

  it("opens what is in effect for an account, and is told where nothing is", async () => {
    await editor.expandTree(["Root", "Development"], ORGANIZATION);
    await editor.contextMenu(["Root", "Development", "Team A"], "Open Effective Policy…", ORGANIZATION);
    const types = await editor.quickPickItems();
    assert.deepEqual(types, ["Tag policies", "Backup policies"]);
    await editor.pick("Tag policies");
    await editor.waitForTab("Team A, effective tag policy");
    assert.match(await editor.visibleText(), /"tags": \{/);
    await editor.page.locator(".codelens-decoration", { hasText: "In effect for account 432109876543" }).waitFor();
    await editor.screenshot("effective");
    // A colleague changes it: asked for again, the same tab says what is in effect now.
    const Content = JSON.stringify({ tags: { Room: { tag_key: { "@@assign": "Room" } } } });
    await world.request("UpdatePolicy", { PolicyId: "p-costctags1", Content });
    await editor.contextMenu(["Root", "Development", "Team A"], "Open Effective Policy…", ORGANIZATION);
    await editor.pick("Tag policies");
    await waitForText(editor, /Room/);
    await editor.screenshot("effective-again");
    await editor.contextMenu(["Root", "Development", "Team A"], "Open Effective Policy…", ORGANIZATION);
    await editor.pick("Backup policies");
    await editor.waitForNotification(/Team A has no effective backup policy/i);
  });
});

describe("someone whose organization answers slowly, or not at all", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    // Without snapshots nothing is read in the background that the screen did not ask for.
    const settings = { "orgscope.snapshots": 0 };
    world = await openSandboxed({ size: { width: 1400, height: 1600 }, settings });
    ({ editor } = world);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  it("sees Details stand at once, SCPs and RCPs first, and what is late marked as loading", async () => {
    const late = { kind: "delay", milliseconds: 4000 } as const;
    world.sandbox.setFaults([
      { operation: "ListTagsForResource", effect: late },
      { operation: "ListPoliciesForTarget", effect: late },
    ]);
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.treeRow([SCPS, "Loading…"], DETAILS);
    const headings = (await editor.treeRows(DETAILS)).filter(({ level }) => level === 1);
    assert.deepEqual(
      headings.map(({ label }) => label),
      [SCPS, "Resource control policies", "Tag policies", "Backup policies", "Tags", "About"],
    );
    assert.match(headings.find(({ label }) => label === "Tags")?.description ?? "", /loading/);
    await editor.screenshot("details-loading");
    world.sandbox.setFaults([]);
    await editor.treeRow([SCPS, "RestrictRegions"], DETAILS);
    const inherited = await editor.treeRow([SCPS, "DenyLeaveOrganization"], DETAILS);
    assert.match(await inherited.innerText(), /from Root/);
    await editor.page.getByText("Select a root, OU, account or policy").waitFor({ state: "hidden" });
  });

  it("sees a branch whose connection is cut with its reason, and reads it again on Retry", async () => {
    world.sandbox.setFaults([{ operation: "ListAccountsForParent", effect: { kind: "reset" } }]);
    await editor.expandTree(["Root", "Security"], ORGANIZATION);
    const failed = editor.page.locator(".monaco-list-row", { hasText: "Security could not be read" });
    await failed.waitFor({ timeout: 30_000 });
    await editor.screenshot("branch-cut");
    const reason = await failed.locator(".label-name").innerText();
    assert.match(reason, /connection|reached|cut/i);
    world.sandbox.setFaults([]);
    await editor.clickInlineAction(["Root", "Security", reason], "Retry", ORGANIZATION);
    await editor.treeRow(["Root", "Security", "Audit"], ORGANIZATION);
  });

  it("keeps what it knew on the screen while nothing answers a refresh, and says so", async () => {
    world.sandbox.setFaults([{ effect: { kind: "reset" } }]);
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.runCommand("Orgscope: Refresh");
    const failed = editor.page.locator(".monaco-list-row", { hasText: "could not be read" }).first();
    await failed.waitFor({ timeout: 30_000 });
    await editor.treeRow(["Root", "Security", "Audit"], ORGANIZATION);
    await editor.screenshot("refresh-cut");
    world.sandbox.setFaults([]);
    await editor.runCommand("Orgscope: Refresh");
    await failed.waitFor({ state: "detached", timeout: 30_000 });
    await editor.treeRow(["Root", "Security", "Audit"], ORGANIZATION);
  });

  it("keeps Details about what is selected over a refresh", async () => {
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.treeRow([SCPS, "RestrictRegions"], DETAILS);
    await editor.runCommand("Orgscope: Refresh");
    await editor.treeRow([SCPS, "RestrictRegions"], DETAILS);
    assert.equal(await editor.page.getByText("Select a root, OU, account or policy").isVisible(), false);
  });
});

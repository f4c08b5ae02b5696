import assert from "node:assert/strict";
import type { Fault } from "../../../src/sandbox/types";
import type { Editor } from "./driver";
import { enableChanges, openSandboxed, type Sandboxed } from "./sandboxed";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";
const SCPS = "Service control policies";

const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SECURITY = "ou-tc01-secu9w3z";
const QUARANTINE = "p-quarantn1";
const SIZE = { width: 1400, height: 1700 };

describe("someone who attaches and detaches", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    const settings = { "orgscope.protectedTargets": ["Root/Security"] };
    world = await openSandboxed({ enableChanges: true, size: SIZE, settings });
    ({ editor } = world);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));
  afterEach(async function () {
    world.sandbox.setFaults([]);
    // What one test leaves open would be in the way of all that follow.
    if (this.currentTest?.state === "failed") await editor.press("Escape", "Escape");
  });

  it("right-clicks an OU and sees what is attached already and the slots in use, and searches", async () => {
    await editor.contextMenu(["Root", "Production"], "Attach Policy…", ORGANIZATION);
    assert.equal(await editor.quickPickTitle(), "Attach a policy to Production");
    const items = (await editor.quickPickItems()).join("\n");
    assert.match(items, /3 of 10 slots in use/);
    assert.match(items, /RestrictRegions ?attached already · p-regionseu1/);
    await editor.screenshot("changing-attach-pick");
    await editor.typeInQuickPick("account under attack");
    const found = await editor.quickPickItems();
    assert.equal(found.length, 1, found.join("; "));
    assert.match(found[0] ?? "", /QuarantineAccount/);
  });

  it("is told why what is attached cannot be attached, without starting again", async () => {
    await editor.typeInQuickPick("RestrictRegions");
    await editor.pick("RestrictRegions");
    await editor.waitUntil(async () =>
      /“RestrictRegions” is attached to Production already/.test(await editor.quickPickTitle()),
    );
    await editor.typeInQuickPick("");
    await editor.pick("QuarantineAccount");
    const question = await editor.dialogText();
    for (const part of [
      /Attach “QuarantineAccount” to Production at the custom endpoint 127\.0\.0\.1:\d+\?/,
      /o-techcorp42, custom endpoint http/,
      /Root \/ Production \(ou-tc01-prod4kx7\)/,
      /Accounts at and below it: 2 accounts/,
      /4 of 10/,
      /Undo/,
    ]) {
      assert.match(question, part);
    }
    await editor.screenshot("changing-attach-question");
    await editor.answerDialog("Cancel");
    assert.equal(world.countWrites(), 0);
  });

  it("ticks off several, and is told which of them cannot go before the others do", async () => {
    await editor.contextMenu(["Root", "Production"], "Attach Policy…", ORGANIZATION);
    await editor.page.locator('.quick-input-widget .action-label[aria-label^="Choose Several"]').click();
    for (const name of ["RestrictRegions", "QuarantineAccount"]) {
      await editor.typeInQuickPick(name);
      await editor.pick(name);
    }
    await editor.typeInQuickPick("");
    await editor.press("Enter");
    await editor.waitUntil(async () =>
      /“RestrictRegions” is attached to Production already/.test(await editor.quickPickTitle()),
    );
    await editor.screenshot("changing-unticked");
    await editor.press("Enter");
    assert.match(await editor.dialogText(), /Attach “QuarantineAccount” to Production/);
    await editor.answerDialog("Cancel");
  });

  it("attaches after a confirmation, and sees it in tree and Details at once", async () => {
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.expandTree([SCPS, "QuarantineAccount"], POLICIES);
    await editor.treeRow([SCPS, "QuarantineAccount", "Attached to nothing"], POLICIES);
    await editor.treeRow([SCPS, "RestrictRegions"], DETAILS);
    await attach(editor, ["Root", "Production"], "QuarantineAccount");
    await editor.confirm("Attach", "Root/Production");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Production at the custom endpoint/);
    assert.ok(world.isAttached(QUARANTINE, PRODUCTION));
    await editor.treeRow([SCPS, "QuarantineAccount"], DETAILS);
    assert.match(await (await editor.treeRow(SCPS, DETAILS)).innerText(), /4 of 10/);
    await editor.treeRow([SCPS, "QuarantineAccount", "Production"], POLICIES);
    assert.match(await (await editor.treeRow([SCPS, "QuarantineAccount"], POLICIES)).innerText(), /1 target/);
    await editor.screenshot("changing-attached");
  });

  it("takes it back from the message, which asks again", async () => {
    await editor.clickNotificationButton("Attached “QuarantineAccount”", "Undo");
    assert.match(await editor.dialogText(), /Detach “QuarantineAccount” from Production[\s\S]*3 of 10/);
    assert.ok(world.isAttached(QUARANTINE, PRODUCTION), "nothing is sent before the answer");
    await editor.answerDialog("Detach");
    await editor.waitForNotification(/Detached “QuarantineAccount” from Production/);
    assert.ok(!world.isAttached(QUARANTINE, PRODUCTION));
    await editor.rowIsGone([SCPS, "QuarantineAccount"], DETAILS);
    await editor.runCommand("Orgscope: Undo Last Change");
    await editor.waitForNotification(/Nothing to undo/);
    await editor.clearMessages();
  });

  it("starts from the policy and chooses where", async () => {
    await editor.contextMenu([SCPS, "QuarantineAccount"], "Attach Policy…", POLICIES);
    assert.match(await editor.quickPickTitle(), /Attach “QuarantineAccount” to…/);
    await editor.typeInQuickPick("Team A");
    await editor.pick("Team A");
    assert.match(await editor.dialogText(), /Root \/ Development \/ Team A \(432109876543\)[\s\S]*1 account\b/);
    await editor.confirm("Attach", "Root/Development/Team A");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Team A/);
    assert.ok(world.isAttached(QUARANTINE, "432109876543"));
    await editor.clearMessages();
  });

  it("is warned that the root is everybody", async () => {
    await attach(editor, ["Root"], "QuarantineAccount");
    assert.match(
      await editor.dialogText(),
      /7 accounts \(among them: 1 suspended\), besides the management account[\s\S]*At the root it reaches every account/,
    );
    await editor.answerDialog("Cancel");
  });

  it("attaches to several at once after one question, and reads caller and organization once for all", async () => {
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.clickRow(["Root", "Development"], ORGANIZATION, "Control");
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", ORGANIZATION);
    assert.equal(await editor.quickPickTitle(), "Attach a policy to 2 targets");
    await editor.pick("QuarantineAccount");
    await editor.waitForTab(/Attach “QuarantineAccount” to 2 targets/);
    await editor.waitUntil(async () => /What is sent/.test(await editor.visibleText()));
    await editor.screenshot("changing-plan");
    const before = world.sandbox.getRequestCounts().DescribeOrganization ?? 0;
    await editor.runCommand("Orgscope: Run Plan");
    assert.match(await editor.dialogText(), /Attach QuarantineAccount to Root\/Production[\s\S]*Root\/Development/);
    await editor.confirm("Run 2 Steps", "Root/Production");
    await editor.waitForNotification(/Attach “QuarantineAccount” to 2 targets: done/);
    assert.ok(world.isAttached(QUARANTINE, PRODUCTION) && world.isAttached(QUARANTINE, DEVELOPMENT));
    assert.equal(world.sandbox.getRequestCounts().DescribeOrganization, before + 1);
    await editor.clickNotificationButton("Attach “QuarantineAccount” to 2 targets: done", "Undo");
    await editor.waitForTab(/Undo Attach “QuarantineAccount”/);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run 2 Steps");
    await editor.waitUntil(
      async () => !world.isAttached(QUARANTINE, PRODUCTION) && !world.isAttached(QUARANTINE, DEVELOPMENT),
    );
    await editor.clearMessages();
  });

  it("is refused in plain words where no slot is left, before anything is sent", async () => {
    await fillSlots(world, DEVELOPMENT);
    await refresh(editor);
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", ORGANIZATION);
    assert.equal(await editor.quickPickTitle(), "Attach a policy to 2 targets", "both are still selected");
    await editor.pick("QuarantineAccount");
    await editor.clickNotificationButton(/Root\/Development already has 10/, "Leave Them Out");
    assert.match(await editor.dialogText(), /Attach “QuarantineAccount” to Production/);
    await editor.answerDialog("Cancel");
    await editor.clickRow(["Root", "Development"], ORGANIZATION);
    const before = world.countWrites();
    await editor.contextMenu(["Root", "Development"], "Attach Policy…", ORGANIZATION);
    assert.match((await editor.quickPickItems()).join("\n"), /10 of 10 slots in use/);
    await editor.pick("QuarantineAccount");
    assert.match(await editor.waitForNotification(/Development/), /10 of the 10|10 of 10|already has 10/);
    await editor.screenshot("changing-no-slot");
    assert.equal(world.countWrites(), before);
    await editor.clearMessages();
  });

  it("reads AWS's own refusal in plain words", async () => {
    const name = "ConstraintViolationException";
    const reason = "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED";
    const effect = { kind: "error", name, reason, message: "You have exceeded the limit" } as const;
    world.sandbox.setFaults([{ operation: "AttachPolicy", effect } satisfies Fault]);
    await attach(editor, ["Root", "Production"], "QuarantineAccount");
    await editor.confirm("Attach", "Root/Production");
    assert.match(
      await editor.waitForNotification(/not done/),
      /already has as many policies of this type as AWS allows\. Detach one first/,
    );
    world.sandbox.setFaults([]);
    await editor.clearMessages();
  });

  it("may not detach the last SCP, and reads why", async () => {
    await editor.expandTree(["Root", "Production"], ORGANIZATION);
    await look(editor, ["Root", "Production", "Web Services"]);
    const before = world.countWrites();
    await editor.contextMenu([SCPS, "FullAWSAccess"], "Detach Policy…", DETAILS);
    assert.match(await editor.waitForNotification(/FullAWSAccess/), /at least (one|1)|last/);
    await editor.screenshot("changing-last-scp");
    assert.equal(world.countWrites(), before);
    await editor.clearMessages();
  });

  it("is not offered to detach what is inherited, but shown where it is attached", async () => {
    const items = await editor.openContextMenu([SCPS, "RestrictRegions"], DETAILS);
    assert.ok(!items.some((item) => item.startsWith("Detach")), items.join("; "));
    assert.ok(items.includes("Reveal in Organization"), items.join("; "));
    await editor.press("Escape");
  });

  it("is never offered to detach RCPFullAWSAccess", async () => {
    await look(editor, ["Root"]);
    const items = await editor.openContextMenu(["Resource control policies", "RCPFullAWSAccess"], DETAILS);
    assert.ok(
      items.some((item) => item.startsWith("Open Policy")),
      items.join("; "),
    );
    assert.ok(!items.some((item) => item.startsWith("Detach")), items.join("; "));
    await editor.press("Escape");
    await editor.contextMenu(["Root"], "Copy ID", ORGANIZATION);
    await editor.runCommand("Orgscope: Detach Policy");
    assert.equal(await editor.quickPickTitle(), "Detach a policy from Root");
    await editor.waitUntil(async () => /TrustedIdentitiesOnly/.test((await editor.quickPickItems()).join()));
    assert.doesNotMatch((await editor.quickPickItems()).join(), /RCPFullAWSAccess/);
    await editor.press("Escape");
    // A click on a row that can be opened has closed it.
    await editor.expandTree(["Root"], ORGANIZATION);
  });

  it("cannot shut the ways back in, and reads which setting keeps them", async () => {
    await world.request("AttachPolicy", { PolicyId: QUARANTINE, TargetId: SECURITY });
    await refresh(editor);
    await look(editor, ["Root", "Security"]);
    const before = world.countWrites();
    await editor.contextMenu([SCPS, "SecurityToolsOnly"], "Detach Policy…", DETAILS);
    const message = await editor.waitForNotification(/nothing was sent/);
    assert.match(
      message,
      /OrganizationAccountAccessRole could no longer do .* \(accounts in all: 2\).*orgscope\.mustKeep/,
    );
    await editor.screenshot("changing-lock-out");
    await editor.clickNotificationButton(/nothing was sent/, "Show Plan");
    await editor.waitForTab(/Detach “SecurityToolsOnly” from Security/);
    await editor.waitUntil(async () => /Stands in the way/.test(await editor.visibleText()));
    await editor.screenshot("changing-lock-out-plan");
    await editor.runCommand("View: Close Editor");
    assert.equal(world.countWrites(), before);
    await editor.clearMessages();
  });

  it("must type the name of what a setting protects", async () => {
    await attach(editor, ["Root", "Security"], "LimitInstanceTypes");
    assert.match(await editor.dialogText(), /Root\/Security is protected by the setting/);
    await editor.answerDialog("Attach");
    await editor.typeInQuickPick("Root/Sec");
    await editor.press("Enter");
    await editor.screenshot("changing-typed");
    assert.ok(!world.isAttached("p-instances1", SECURITY));
    await editor.typeInQuickPick("Root/Security");
    await editor.press("Enter");
    await editor.waitForNotification(/Attached “LimitInstanceTypes” to Security/);
    assert.ok(world.isAttached("p-instances1", SECURITY));
    await editor.clearMessages();
  });

  it("detaches from the row, and takes that back, and sees both at the closed policy's row", async () => {
    const closed = editor.page.locator('.monaco-list-row[aria-label^="DenyRootUser, policy"][aria-expanded="false"]');
    const counts = async () => /^(\d+) targets?/.exec(await closed.locator(".label-description").innerText())?.[1];
    await editor.waitUntil(async () => (await counts()) !== undefined);
    const count = Number(await counts());
    await look(editor, ["Root", "Production"]);
    await editor.clickInlineAction([SCPS, "DenyRootUser"], "Detach Policy", DETAILS);
    assert.match(await editor.dialogText(), /Detach “DenyRootUser” from Production/);
    await editor.answerDialog("Detach");
    await editor.waitForNotification(/Detached “DenyRootUser” from Production/);
    assert.ok(!world.isAttached("p-denyroot01", PRODUCTION));
    await editor.waitUntil(async () => Number(await counts()) === count - 1);
    await editor.clickNotificationButton("Detached “DenyRootUser”", "Undo");
    await editor.answerDialog("Attach");
    await editor.waitForNotification(/Attached “DenyRootUser” to Production/);
    assert.ok(world.isAttached("p-denyroot01", PRODUCTION));
    await editor.waitUntil(async () => Number(await counts()) === count);
    await editor.clearMessages();
  });

  it("is told when the answer got lost, and what became of it", async () => {
    world.sandbox.setFaults([{ operation: "AttachPolicy", times: 1, effect: { kind: "loseResponse" } }]);
    await attach(editor, ["Root", "Production"], "QuarantineAccount");
    await editor.confirm("Attach", "Root/Production");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Production/);
    assert.ok(world.isAttached(QUARANTINE, PRODUCTION));
    world.sandbox.setFaults([]);
    await editor.clearMessages();
  });
});

describe("someone who has not enabled changes", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({ size: SIZE });
    ({ editor } = world);
  });
  after(() => world?.close());

  it("cannot attach, detach, publish or undo, and is told how to", async () => {
    for (const act of [
      () => editor.contextMenu(["Root", "Production"], "Attach Policy…", ORGANIZATION),
      async () => {
        await look(editor, ["Root", "Production"]);
        await editor.contextMenu([SCPS, "RestrictRegions"], "Detach Policy…", DETAILS);
      },
    ]) {
      await act();
      await editor.waitForNotification(/is open read-only\. Enable changes/);
      const calm = editor.page.locator(".notification-list-item:visible", { hasText: "is open read-only" });
      assert.equal(await calm.locator(".codicon-info").count(), 1);
      assert.equal(await calm.locator(".codicon-error").count(), 0);
      await editor.screenshot("changing-read-only");
      await editor.clearMessages();
    }
    await editor.runCommand("Orgscope: Undo Last Change");
    await editor.waitForNotification(/Nothing to undo|read-only/);
    await editor.clearMessages();
    assert.equal(world.countWrites(), 0);
  });

  it("drags and drops without any effect", async () => {
    await editor.expandTree(["Root", "Production"], ORGANIZATION);
    const from = await editor.treeRow(["Root", "Production", "Web Services"], ORGANIZATION);
    const to = await editor.treeRow(["Root", "Development"], ORGANIZATION);
    await from.dragTo(to, { force: true });
    await editor.page.waitForTimeout(500);
    assert.equal(await editor.page.locator(".monaco-dialog-box:visible").count(), 0);
    assert.equal(world.countWrites(), 0);
    await editor.treeRow(["Root", "Production", "Web Services"], ORGANIZATION);
  });

  it("enables them from the refusal and goes on with what was asked", async () => {
    await editor.contextMenu(["Root", "Security"], "Attach Policy…", ORGANIZATION);
    await editor.clickNotificationButton(/is open read-only/, "Enable Changes");
    assert.match(await editor.dialogText(), /read-only again after 60 minutes/);
    await editor.answerDialog("Enable Changes");
    assert.equal(await editor.quickPickTitle(), "Attach a policy to Security");
    await editor.press("Escape");
    assert.equal(world.countWrites(), 0);
  });

  it("has them disabled again by a restart", async () => {
    await editor.load();
    await editor.clickActivityBar("Orgscope");
    await editor.treeRow("Root", ORGANIZATION);
    await editor.page.locator(".statusbar-item:visible", { hasText: "read-only" }).waitFor();
    await enableChanges(editor);
    await editor.page.locator(".statusbar-item:visible", { hasText: "changes enabled" }).waitFor();
    await editor.runCommand("Orgscope: Disable Changes");
    await editor.page.locator(".statusbar-item:visible", { hasText: "read-only" }).waitFor();
  });
});

/** Selects a row and waits until Details is about it. */
async function look(editor: Editor, row: readonly string[]): Promise<void> {
  await editor.clickRow(row, ORGANIZATION);
  await editor.page.locator(".sidebar .pane-header:visible", { hasText: `Details${row.at(-1)}` }).waitFor();
  await editor.page.waitForTimeout(300);
}

async function refresh(editor: Editor): Promise<void> {
  await editor.runCommand("Orgscope: Refresh");
  await editor.page.waitForTimeout(1000);
}

async function attach(editor: Editor, row: readonly string[], policy: string): Promise<void> {
  await editor.contextMenu(row, "Attach Policy…", ORGANIZATION);
  await editor.pick(policy);
}

/** As many SCPs as AWS allows on one target. */
async function fillSlots(world: Sandboxed, targetId: string): Promise<void> {
  const contents = () => world.sandbox.getContents();
  const used = () => {
    const scps = contents()?.policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY") ?? [];
    return scps.filter(({ id }) => world.isAttached(id, targetId)).length;
  };
  for (let number = 1; used() < 10; number++) {
    const Name = `Filler ${number}`;
    const input = { Name, Description: "", Type: "SERVICE_CONTROL_POLICY", Content: world.getContent(QUARANTINE) };
    await world.request("CreatePolicy", input);
    const created = contents()?.policies.find(({ name }) => name === Name);
    assert.ok(created);
    await world.request("AttachPolicy", { PolicyId: created.id, TargetId: targetId });
  }
}

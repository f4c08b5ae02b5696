import assert from "node:assert/strict";
import type { Editor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";
const SCPS = "Service control policies";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const SIZE = { width: 1400, height: 1700 };

const SCP = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Sid: "DenyLeaving", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
});

const RCP = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: "*" }],
});

describe("someone who shapes policies and structure", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      enableChanges: true,
      size: SIZE,
      workspace: { "deny-leaving-again.scp.json": SCP, "keep-data.rcp.json": RCP },
    });
    ({ editor } = world);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));

  const findPolicy = (name: string) => world.getContents().policies.find((policy) => policy.name === name);
  const findUnit = (name: string) => world.getContents().organizationalUnits.find((unit) => unit.name === name);
  const findAccount = (name: string) => world.getContents().accounts.find((account) => account.name === name);

  it("creates a policy from the file in front", async () => {
    await editor.openFile("deny-leaving-again.scp.json");
    await editor.runCommand("Orgscope: Create Policy");
    await editor.pick("Service control policies");
    await editor.screenshot("operations-create-source");
    await editor.pick("Active editor");
    await editor.answerInput(/Its name/);
    await editor.answerInput(/What it is for/, "Nobody leaves");
    const question = await editor.dialogText();
    assert.match(question, /deny-leaving-again/);
    assert.match(question, /attached to nothing until/);
    await editor.screenshot("operations-create-question");
    assert.equal(findPolicy("deny-leaving-again"), undefined);
    await editor.answerDialog("Create");
    // The file has the same name.
    await editor.waitForTab(/o-techcorp42/);
    await editor.expandTree([SCPS], POLICIES);
    await editor.treeRow([SCPS, "deny-leaving-again"], POLICIES);
    assert.equal(findPolicy("deny-leaving-again")?.content, SCP);
    assert.equal(findPolicy("deny-leaving-again")?.description, "Nobody leaves");
    await editor.clearMessages();
  });

  it("is offered first what the file in front is", async () => {
    await editor.openFile("keep-data.rcp.json");
    await editor.runCommand("Orgscope: Create Policy");
    const types = await editor.quickPickItems();
    await editor.screenshot("operations-create-type");
    assert.match(types[0] ?? "", /^Resource control policies ?what the active editor shows$/);
    assert.ok(types.includes("Service control policies"), types.join("; "));
    await editor.press("Escape");
  });

  it("is offered guardrails of the type that was asked for, and no others", async () => {
    await editor.clickInlineAction([SCPS], "Create Policy…", POLICIES);
    await editor.pick("Guardrail…");
    await editor.waitForTab("new-policy.scp.json");
    await editor.typeInQuickPick("outside");
    const guardrails = await editor.quickPickItems();
    await editor.screenshot("operations-create-guardrail");
    const has = (title: string) => guardrails.some((row) => row.startsWith(title));
    assert.ok(has("Deny access to resources outside the organization"), guardrails.join("; "));
    assert.ok(!has("Deny access from outside the organization"), "it is a guardrail of RCPs");
    await editor.typeInQuickPick("leaving");
    await editor.pick("Deny leaving the organization");
    await waitForText(editor, /"organizations:LeaveOrganization"/);
    await editor.runCommand("View: Revert and Close Editor");
  });

  it("keeps the keyboard in the tree after a click, and a key means the row that has the focus", async () => {
    await editor.clickRow([SCPS, "FullAWSAccess"], POLICIES);
    await editor.waitForTab("FullAWSAccess");
    await editor.press("ArrowDown", "F2");
    await editor.page.locator(".quick-input-title", { hasText: "Rename the policy “LimitInstanceTypes”" }).waitFor();
    await editor.screenshot("operations-key-focus");
    await editor.press("Escape");
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.treeRow(["Root", "Production", "Database Services"], ORGANIZATION);
    await editor.press("ArrowDown", "Control+C");
    const getCopied = () => editor.page.evaluate(() => navigator.clipboard.readText());
    await editor.waitUntil(async () => (await getCopied()) === "321098765432");
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
  });

  it("renames it, and describes it", async () => {
    await editor.contextMenu([SCPS, "deny-leaving-again"], "Rename…", POLICIES);
    await editor.answerInput(/stay as they are/, "NobodyLeaves");
    await editor.answerDialog("Change");
    await editor.treeRow([SCPS, "NobodyLeaves"], POLICIES);
    await editor.clearMessages();
    await editor.contextMenu([SCPS, "NobodyLeaves"], "Change Description…", POLICIES);
    await editor.answerInput(/What the policy is for/, "Stay");
    await editor.answerDialog("Change");
    await editor.waitUntil(async () => findPolicy("NobodyLeaves")?.description === "Stay");
    await editor.clearMessages();
  });

  it("duplicates it", async () => {
    await editor.contextMenu([SCPS, "NobodyLeaves"], "Duplicate Policy…", POLICIES);
    await editor.answerInput(/Name of the copy/);
    await editor.answerDialog("Create");
    await editor.treeRow([SCPS, "NobodyLeaves copy"], POLICIES);
    assert.equal(findPolicy("NobodyLeaves copy")?.content, SCP);
    await editor.clearMessages();
  });

  it("replaces a policy everywhere by a plan that attaches before it detaches", async () => {
    const before = findPolicy("DenyRootUser");
    assert.ok(before);
    const places = world.getContents().attachments.filter(({ policyId }) => policyId === before.id);
    await editor.contextMenu([SCPS, "DenyRootUser"], "Replace Policy Everywhere…", POLICIES);
    await editor.pick("NobodyLeaves copy");
    await editor.waitForTab(/Replace/);
    await waitForText(editor, /1\. Attach `NobodyLeaves copy` to .*\s+2\. (Attach|Detach) /);
    assert.doesNotMatch(await editor.getEditorText(), /From step|slots of .* are in use/);
    await editor.screenshot("operations-replace-plan");
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run");
    const copy = findPolicy("NobodyLeaves copy");
    assert.ok(copy);
    await editor.waitUntil(async () => places.every(({ targetId }) => !world.isAttached(before.id, targetId)));
    assert.ok(places.length > 0 && places.every(({ targetId }) => world.isAttached(copy.id, targetId)));
    await editor.clearMessages();
  });

  it("reads what is open in between where all slots of a target are in use", async () => {
    const type = "SERVICE_CONTROL_POLICY";
    const create = async (Name: string, Action: string) => {
      const Content = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action, Resource: "*" }] });
      await world.request("CreatePolicy", { Name, Description: "", Type: type, Content });
      return findPolicy(Name)?.id ?? "";
    };
    const [older, newer] = [await create("QueuesOld", "sqs:DeleteQueue"), await create("QueuesNew", "sqs:Delete*")];
    await world.request("AttachPolicy", { PolicyId: older, TargetId: DEVELOPMENT });
    const scps = new Set(world.getContents().policies.flatMap((policy) => (policy.type === type ? [policy.id] : [])));
    const countSlots = () =>
      world.getContents().attachments.filter((one) => one.targetId === DEVELOPMENT && scps.has(one.policyId)).length;
    for (let number = 1; countSlots() < 10; number++) {
      const filler = await create(`Filler ${number}`, `sqs:Add${number}`);
      scps.add(filler);
      await world.request("AttachPolicy", { PolicyId: filler, TargetId: DEVELOPMENT });
    }
    await editor.runCommand("Orgscope: Refresh");
    await editor.contextMenu([SCPS, "QueuesOld"], "Replace Policy Everywhere…", POLICIES);
    await editor.typeInQuickPick("QueuesNew");
    await editor.pick("QueuesNew");
    await waitForText(editor, /1\. Detach `QueuesOld` from .*Development`\s+2\. Attach `QueuesNew` to .*Development`/);
    await editor.screenshot("operations-full-slots");
    const text = await editor.getEditorText();
    assert.match(
      text,
      /From step 1 to step 2 \(steps at the longest: 1\), something is not denied in `Team A` .*\(accounts in all: 3\)/,
    );
    assert.match(
      text,
      /All 10 slots of `Root\/Development` are in use: `QueuesOld` goes before `QueuesNew` can be attached/,
    );
    assert.match(text, /10 of 10/);
    await editor.runCommand("Orgscope: Run Plan");
    assert.match(await editor.dialogText(), /From step 1 to step 2/);
    await editor.answerDialog("Run");
    await editor.waitUntil(() => world.isAttached(newer, DEVELOPMENT) && !world.isAttached(older, DEVELOPMENT));
    assert.equal(countSlots(), 10);
    await editor.clearMessages();
  });

  it("deletes it with what it is attached to, after the plan", async () => {
    await editor.contextMenu([SCPS, "NobodyLeaves copy"], "Delete…", POLICIES);
    await editor.waitForTab(/Detach the policy/);
    assert.ok(findPolicy("NobodyLeaves copy"));
    await editor.screenshot("operations-delete-plan");
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run");
    await editor.waitUntil(async () => findPolicy("NobodyLeaves copy") === undefined);
    await editor.rowIsGone([SCPS, "NobodyLeaves copy"], POLICIES);
    // Its text still stands in a tab: what is gone is not asked for over and over.
    const asked = world.sandbox.getRequestCounts().DescribePolicy ?? 0;
    await editor.page.waitForTimeout(1500);
    assert.ok((world.sandbox.getRequestCounts().DescribePolicy ?? 0) - asked < 5);
    await editor.clearMessages();
    await editor.page.locator('.tab[data-resource-name="NobodyLeaves copy.scp.json"]').click();
    await editor.page.locator(".codelens-decoration", { hasText: "Not in the organization any more" }).waitFor();
    // It was attached: what it did there is not told of any more.
    await editor.page.locator(".codelens-decoration", { hasText: "What it does" }).waitFor({ state: "detached" });
    await editor.screenshot("operations-deleted-tab");
    const countReads = () => {
      const { DescribePolicy = 0, ListTargetsForPolicy = 0 } = world.sandbox.getRequestCounts();
      return DescribePolicy + ListTargetsForPolicy;
    };
    await editor.page.waitForTimeout(500);
    const before = countReads();
    await editor.placeCaretAfter('"Version"');
    for (const _ of "12345678") {
      await editor.type(" ");
      await editor.page.waitForTimeout(400);
    }
    const more = countReads() - before;
    assert.ok(more < 4, `${more} requests for eight keys`);
    await editor.screenshot("operations-deleted-typed");
    await editor.runCommand("File: Revert File");
  });

  it("creates an OU, renames it by F2, and drags an account into it", async () => {
    await editor.contextMenu(["Root"], "Create OU…", ORGANIZATION);
    await editor.typeInQuickPick("Production");
    await editor.page.locator(".quick-input-message", { hasText: "“Production” is in use already." }).waitFor();
    await editor.answerInput(/./, "Trial");
    await editor.answerDialog("Create");
    await editor.treeRow(["Root", "Trial"], ORGANIZATION);
    await editor.clearMessages();
    await editor.clickRow(["Root", "Trial"], ORGANIZATION);
    await editor.press("F2");
    await editor.answerInput(/stay as they are/, "Pilot");
    await editor.answerDialog("Rename");
    await editor.treeRow(["Root", "Pilot"], ORGANIZATION);
    await editor.clearMessages();
    await editor.expandTree(["Root", "Development"], ORGANIZATION);
    const from = await editor.treeRow(["Root", "Development", "Team A"], ORGANIZATION);
    const to = await editor.treeRow(["Root", "Pilot"], ORGANIZATION);
    await from.dragTo(to, { force: true });
    assert.match(await editor.dialogText(), /Move Team A to Pilot/);
    await editor.screenshot("operations-drag-move");
    assert.notEqual(findAccount("Team A")?.parentId, findUnit("Pilot")?.id);
    await editor.answerDialog("Move");
    await editor.expandTree(["Root", "Pilot"], ORGANIZATION);
    await editor.treeRow(["Root", "Pilot", "Team A"], ORGANIZATION);
    assert.equal(findAccount("Team A")?.parentId, findUnit("Pilot")?.id);
    await editor.rowIsGone(["Root", "Development", "Team A"], ORGANIZATION);
    await editor.clearMessages();
  });

  it("deletes the OU after its account is moved up", async () => {
    await editor.contextMenu(["Root", "Pilot"], "Delete…", ORGANIZATION);
    await editor.pick("Move it to Root first");
    await editor.waitForTab(/Delete the OU/);
    await editor.screenshot("operations-delete-unit");
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run");
    await editor.rowIsGone(["Root", "Pilot"], ORGANIZATION);
    await editor.treeRow(["Root", "Team A"], ORGANIZATION);
    // Details has nothing more to say of it.
    await editor.page.getByText("Select a root, OU, account or policy above.").waitFor();
    await editor.clearMessages();
  });

  it("creates OUs from a template, in one plan", async () => {
    await editor.contextMenu(["Root", "Security"], "Create OUs from a Template…", ORGANIZATION);
    await editor.pick("A small start");
    await editor.waitForTab(/Create OUs in Security/);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run");
    await editor.waitUntil(
      async () => findUnit("SDLC") !== undefined && findUnit("SDLC")?.parentId === findUnit("Workloads")?.id,
    );
    await editor.clearMessages();
  });

  it("drags a policy onto an OU to attach it", async () => {
    const from = await editor.treeRow([SCPS, "NobodyLeaves"], POLICIES);
    const to = await editor.treeRow(["Root", "Production"], ORGANIZATION);
    await from.dragTo(to, { force: true });
    assert.match(await editor.dialogText(), /Attach “NobodyLeaves” to Production/);
    await editor.answerDialog("Attach");
    await editor.waitForNotification(/Attached “NobodyLeaves” to Production/);
    await editor.clearMessages();
  });

  it("edits tags in Details: adds, changes and removes", async () => {
    await editor.clickRow(["Root", "Production"], ORGANIZATION);
    await editor.page.locator(".pane-header", { hasText: /Details.*Production/ }).waitFor();
    await editor.clickInlineAction("Tags", "Add Tag…", DETAILS);
    await editor.answerInput(/Key, such as/, "Stage");
    await editor.answerInput(/Value/, "live");
    await editor.answerDialog("Change");
    const tags = () => world.getContents().tags["ou-tc01-prod4kx7"] ?? {};
    await editor.waitUntil(async () => tags().Stage === "live");
    await editor.clearMessages();
    await editor.expandTree("Tags", DETAILS);
    await editor.clickInlineAction(["Tags", "Stage"], "Edit Tags…", DETAILS);
    await editor.answerInput(/Value/, "prod");
    await editor.answerDialog("Change");
    await editor.waitUntil(async () => tags().Stage === "prod");
    await editor.clearMessages();
    await editor.screenshot("operations-tags");
    await editor.clickInlineAction(["Tags", "Stage"], "Remove Tag…", DETAILS);
    await editor.answerDialog("Remove");
    await editor.waitUntil(async () => tags().Stage === undefined);
    await editor.clearMessages();
  });

  it("reads aloud what disabling SCPs loses before it is done", async () => {
    await editor.contextMenu([SCPS], "Disable Policy Type…", POLICIES);
    const question = await editor.dialogText();
    assert.match(question, /AWS detaches all policies of the type at once/);
    assert.match(question, /no SCP restricts any account/);
    await editor.screenshot("operations-disable-type");
    await editor.answerDialog("Cancel");
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

  it("is told so by every operation, and nothing is sent", async () => {
    for (const item of ["Rename…", "Delete…", "Create OU…", "Edit Tags…", "Move Accounts…", "Create Account…"]) {
      await editor.contextMenu(["Root", "Production"], item, ORGANIZATION);
      await editor.waitForNotification(/is open read-only\. Enable changes/);
      await editor.clearMessages();
    }
    await editor.runCommand("Orgscope: Create Policy");
    await editor.waitForNotification(/is open read-only\. Enable changes/);
    assert.equal(world.countWrites(), 0);
  });
});

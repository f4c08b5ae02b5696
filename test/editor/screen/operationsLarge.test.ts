import assert from "node:assert/strict";
import type { Account, OrganizationContents, Policy } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/main";
import type { Editor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const SCP = "SERVICE_CONTROL_POLICY";
const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const SCPS = "Service control policies";
const OLD = "Aged guardrail";
const NEW = "Newer guardrail";
/** Milliseconds for a plan of some hundred steps to be judged, or run, on a machine with other work. */
const PATIENCE = 60_000;

const LARGE = createOrganization();
const [ROOT] = LARGE.roots;
const UNITS = new Map(
  LARGE.organizationalUnits.flatMap(({ id, name, parentId }): [string, string][] =>
    parentId === ROOT?.id ? [[name, id]] : [],
  ),
);

describe("someone who changes an organization of a thousand accounts", () => {
  let world: Sandboxed;
  let editor: Editor;
  before(async () => {
    world = await openSandboxed({
      contents: LARGE,
      enableChanges: true,
      size: { width: 1400, height: 1700 },
      // Whatever generated policies do, no plan of this test is stopped.
      settings: { "orgscope.mustKeep": [] },
    });
    ({ editor } = world);
  });
  after(() => world?.close());
  beforeEach(() => editor.page.mouse.move(900, 600));
  afterEach(() => editor.clearMessages());

  const waitUntil = (isSo: () => boolean | Promise<boolean>) => editor.waitUntil(isSo, PATIENCE);
  const getAccountsIn = (name: string): readonly Account[] =>
    world.getContents().accounts.filter(({ parentId }) => parentId === getUnitId(name));
  const getState = () => {
    const { accounts, attachments, tags } = world.getContents();
    return {
      places: accounts.map(({ id, parentId }) => `${id} in ${parentId}`).sort(),
      attachments: attachments.map(({ policyId, targetId }) => `${policyId} on ${targetId}`).sort(),
      tags,
    };
  };

  it("moves all accounts of an OU, shown first, and takes it back", async () => {
    const before = getState();
    const accounts = getAccountsIn("Infrastructure");
    assert.ok(accounts.length >= 20);
    await editor.contextMenu(["Root", "Infrastructure"], "Move Accounts…", ORGANIZATION);
    await editor.typeInQuickPick("Sandbox");
    await editor.pick("Sandbox");
    const title = `Move ${accounts.length} accounts to Sandbox`;
    await editor.waitForTab(title);
    await waitForText(editor, new RegExp(`^- Steps: ${accounts.length}$`, "m"), PATIENCE);
    await editor.screenshot("operations-large-move");
    assert.equal(world.countWrites(), 0);
    await runShown(editor);
    await waitUntil(() => getAccountsIn("Infrastructure").length === 0);
    await editor.waitForNotification(new RegExp(`${title}: done`));
    await takeBack(editor, title);
    await waitUntil(() => getAccountsIn("Infrastructure").length === accounts.length);
    await editor.waitForNotification(new RegExp(`Undo: ${title}: done`));
    assert.deepEqual(getState(), before);
  });

  it("drags several accounts onto an OU, which is shown before it is done", async () => {
    const names = getAccountsIn("Sandbox")
      .map(({ name }) => name)
      .sort();
    await editor.expandTree(["Root", "Sandbox"], ORGANIZATION);
    const rows = (await editor.treeRows(ORGANIZATION)).map(({ label }) => label).filter((name) => names.includes(name));
    const first = rows[0] ?? "";
    const last = rows[5] ?? "";
    await editor.clickRow(["Root", "Sandbox", first], ORGANIZATION);
    await editor.clickRow(["Root", "Sandbox", last], ORGANIZATION, "Shift");
    // The extension is told of the selection a moment later.
    await editor.page.waitForTimeout(500);
    const from = await editor.treeRow(["Root", "Sandbox", last], ORGANIZATION);
    const to = await editor.treeRow(["Root", "Security"], ORGANIZATION);
    await from.dragTo(to, { force: true });
    await editor.waitForTab("Move 6 accounts to Security");
    await waitForText(editor, /^- Steps: 6$/m, PATIENCE);
    await editor.screenshot("operations-large-drag");
    assert.equal(getAccountsIn("Sandbox").length, names.length);
    await runShown(editor);
    await waitUntil(() => getAccountsIn("Sandbox").length === names.length - 6);
    await editor.waitForNotification(/Move 6 accounts to Security: done/);
    const moved = getAccountsIn("Security").map(({ name }) => name);
    assert.ok(rows.slice(0, 6).every((name) => moved.includes(name)));
  });

  it("tags many at once", async () => {
    const [first, second, third] = getAccountsIn("Sandbox");
    assert.ok(first && second && third);
    await editor.clickRow(["Root", "Sandbox", first.name], ORGANIZATION);
    await editor.clickRow(["Root", "Sandbox", second.name], ORGANIZATION, "Control");
    await editor.clickRow(["Root", "Sandbox", third.name], ORGANIZATION, "Control");
    await editor.page.waitForTimeout(500);
    await editor.contextMenu(["Root", "Sandbox", third.name], "Edit Tags…", ORGANIZATION);
    await editor.pick("Add");
    await editor.answerInput(/Key, such as/, "Review");
    await editor.answerInput(/Value/, "2026-Q4");
    await waitForText(editor, /^- Steps: 3$/m, PATIENCE);
    await editor.screenshot("operations-large-tags");
    await runShown(editor);
    const tags = () => [first, second, third].map(({ id }) => world.getContents().tags[id]?.Review);
    await waitUntil(() => tags().every((value) => value === "2026-Q4"));
  });

  it("replaces a policy everywhere, a pilot first, and nowhere is neither", async () => {
    const [old, next] = [OLD, NEW].map((name) => LARGE.policies.find((policy) => policy.name === name)?.id ?? "");
    assert.ok(old && next);
    const places = LARGE.attachments.filter(({ policyId }) => policyId === old).map(({ targetId }) => targetId);
    assert.equal(places.length, 40);
    await editor.expandTree([SCPS], POLICIES);
    await editor.contextMenu([SCPS, OLD], "Replace Policy Everywhere…", POLICIES);
    await editor.typeInQuickPick(NEW);
    await editor.pick(NEW);
    await waitForText(editor, /^- Steps: 80$/m, PATIENCE);
    await editor.runCommand("Orgscope: Split Plan into Waves");
    await editor.page.locator(".quick-input-title", { hasText: /Wave 1/ }).waitFor();
    await editor.pick("Root/Sandbox");
    await editor.press("Enter");
    await editor.page.locator(".quick-input-title", { hasText: /Wave 2/ }).waitFor();
    await editor.press("Enter");
    await waitForText(editor, /### Wave 1\s+1\. Attach .*\s+2\. Detach .*\s+### Wave 2/, PATIENCE);
    await runShown(editor);
    assert.match(
      await editor.dialogText(),
      /Wave 2 of .* follows[\s\S]*So far: 2 done, 78 not run[\s\S]*… and 70 more/,
    );
    await editor.screenshot("operations-large-halt");
    const hasNew = () => places.filter((id) => world.isAttached(next, id));
    assert.deepEqual(hasNew(), [getUnitId("Sandbox")]);
    await editor.answerDialog("Go On");
    for (; hasNew().length < places.length; await editor.page.waitForTimeout(20)) {
      assert.ok(places.every((id) => world.isAttached(old, id) || world.isAttached(next, id)));
    }
    await waitUntil(() => !places.some((id) => world.isAttached(old, id)));
  });

  it("switches SCPs off, and has every attachment again", async function () {
    this.timeout(180_000);
    const before = getState();
    const ids = new Set(LARGE.policies.filter(({ type }) => type === SCP).map(({ id }) => id));
    const attached = world.getContents().attachments.filter(({ policyId }) => ids.has(policyId));
    assert.ok(attached.length > 1000);
    const getMarked = async () =>
      (await editor.treeRows(ORGANIZATION))
        .filter(({ description }) => /no FullAWSAccess/.test(description))
        .map(({ label }) => label)
        .join(", ");
    const marked = await getMarked();
    await editor.contextMenu([SCPS], "Disable Policy Type…", POLICIES);
    await waitUntil(() => editor.page.locator(".monaco-dialog-box").isVisible());
    assert.match(await editor.dialogText(), new RegExp(`at once: ${attached.length} attachments`));
    await editor.screenshot("operations-large-disable");
    await editor.confirm("Disable", "SCP");
    await waitUntil(() => !world.getContents().attachments.some(({ policyId }) => ids.has(policyId)));
    const title = "Disable Service control policies at Root";
    await editor.waitForNotification(new RegExp(`${title}: done`));
    await takeBack(editor, title);
    await editor.typeToConfirm("Root");
    await waitUntil(() => getState().attachments.length === before.attachments.length);
    await waitUntil(() =>
      editor.page.locator(".notification-list-item", { hasText: `Undo: ${title}: done` }).isVisible(),
    );
    assert.deepEqual(getState(), before);
    // The tree comes to say what is so.
    await waitUntil(async () => (await getMarked()) === marked);
    await editor.screenshot("operations-large-enabled-again");
  });
});

async function runShown(editor: Editor): Promise<void> {
  await editor.runCommand("Orgscope: Run Plan");
  await editor.answerDialog("Run ");
}

async function takeBack(editor: Editor, title: string): Promise<void> {
  await editor.clickNotificationButton(new RegExp(`${title}: done`), "Undo");
  const tab = editor.page.locator(".editor-group-container.active .tab.active", { hasText: `Undo ${title}` });
  await editor.waitUntil(() => tab.isVisible(), PATIENCE);
  await waitForText(editor, /^# Undo: /m, PATIENCE);
  // What was changed meanwhile was read again; a plan that took long leaves the keyboard where it was.
  await editor.placeCaretAfter(`Undo: ${title}`);
  assert.doesNotMatch(await editor.getEditorText(), /this step does nothing/);
  await editor.clearMessages();
  await runShown(editor);
}

/** With a policy that is attached to forty OUs, and one that is to take its place. */
function createOrganization(): OrganizationContents {
  const generated = generateOrganization({ accounts: 1000, seed: 7 });
  const [template] = generated.policies.filter(({ type, awsManaged }) => type === SCP && !awsManaged);
  assert.ok(template);
  const make = (id: string, name: string, action: string): Policy => ({
    ...template,
    id,
    arn: template.arn.replace(template.id, id),
    name,
    content: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: action, Resource: "*" }],
    }),
  });
  const [root] = generated.roots;
  const isSandbox = ({ name, parentId }: { readonly name: string; readonly parentId: string }) =>
    name === "Sandbox" && parentId === root?.id;
  const count = (id: string) => generated.attachments.filter(({ targetId }) => targetId === id).length;
  const targets = generated.organizationalUnits
    .filter(({ id }) => count(id) < 8)
    .sort((one, other) => Number(isSandbox(other)) - Number(isSandbox(one)))
    .slice(0, 40);
  return {
    ...generated,
    policies: [
      ...generated.policies,
      make("p-agedguard1", OLD, "sqs:DeleteQueue"),
      make("p-newguard01", NEW, "sqs:Delete*"),
    ],
    attachments: [...generated.attachments, ...targets.map(({ id }) => ({ policyId: "p-agedguard1", targetId: id }))],
  };
}

function getUnitId(name: string): string {
  const id = UNITS.get(name);
  assert.ok(id, name);
  return id;
}

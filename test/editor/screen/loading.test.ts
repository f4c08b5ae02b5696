import assert from "node:assert/strict";
import { startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { createLargeOrganization, CROWD, KESTRELS } from "./crowd";
import { type Editor, openEditor } from "./driver";
import { connectTo } from "./sandboxed";

describe("someone with ten thousand accounts", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    sandbox = await startSandbox({ contents: createLargeOrganization(), anyCredentials: true });
    editor = await openEditor({ settings: { "orgscope.endpoint": sandbox.endpoint } });
    await connectTo(editor, sandbox.endpoint);
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("finds an account among all of them", async () => {
    await editor.runCommand("Orgscope: Find");
    const wanted = sandbox.getContents()?.accounts[4711];
    assert.ok(wanted);
    await editor.typeInQuickPick(wanted.id);
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: wanted.name }).waitFor();
    await editor.screenshot("find-ten-thousand");
    await editor.press("Enter");
    await editor.treeRow(wanted.name, "Organization");
  });

  it("finds first what begins with what was typed, then what has it in its name, then the rest", async () => {
    await editor.runCommand("Orgscope: Find");
    await editor.typeInQuickPick("kestrel");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: KESTRELS.begins[0] ?? "" }).waitFor();
    const items = await editor.quickPickItems();
    await editor.screenshot("find-order");
    const { begins, ends, address } = KESTRELS;
    const groups = [begins, ends, address];
    assert.deepEqual(
      items.map((item) => groups.findIndex((names) => names.some((name) => item.startsWith(name)))),
      [0, 0, 1, 1, 2, 2],
    );
    await editor.press("Escape");
  });

  it("opens what was typed, however soon Enter follows", async () => {
    const { begins, ends, address } = KESTRELS;
    await findByKeys(editor, "kestrel", begins[0] ?? "");
    for (const name of [...ends, ...address, ...begins]) await findByKeys(editor, name.toLowerCase(), name);
  });

  it("opens an OU of five thousand accounts", async () => {
    await editor.clickViewAction("Organization", "Collapse All");
    await editor.expandTree(["Root"], "Organization");
    const began = Date.now();
    await editor.expandTree(["Root", CROWD], "Organization");
    console.log(`      expanded and seen after ${Date.now() - began} ms`);
    await editor.screenshot("crowd");
  });

  it("sees what was asked of AWS, each thing once", async () => {
    await editor.runCommand("Orgscope: Show Requests");
    await editor.waitForTab("Requests");
    await editor.page.locator(".view-line", { hasText: /whole.organization.has.been.read/ }).waitFor();
    await editor.screenshot("ledger");
    const counts = sandbox.getRequestCounts();
    assert.equal(counts.ListAccounts, 500);
    assert.ok(/^ListAccounts +500 /m.test(await editor.visibleText()));
  });
});

describe("someone whose organization answers at AWS's rates", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    sandbox = await startSandbox({ contents: createLargeOrganization(), anyCredentials: true, rates: true });
    const settings = { "orgscope.endpoint": sandbox.endpoint, "orgscope.requestShare": 100 };
    editor = await openEditor({ settings, beforeLoad: idleSoon });
    await connectTo(editor, sandbox.endpoint);
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("opens what was typed while it is being read", async () => {
    const rows = sandbox.getContents()?.organizationalUnits ?? [];
    const [root] = sandbox.getContents()?.roots ?? [];
    const names = rows.filter(({ parentId }) => parentId === root?.id).map(({ name }) => name);
    for (const name of names.slice(-4)) await findByKeys(editor, name.toLowerCase(), name);
  });

  it("sees that it is being read, how long that takes, and can go on meanwhile", async () => {
    await editor.runCommand("Orgscope: Find");
    await editor.quickPickItems();
    await editor.press("Escape");
    await editor.runCommand("Orgscope: Show Requests");
    await editor.waitForTab("Requests");
    await editor.page.locator(".statusbar-item:visible", { hasText: "Reading the organization" }).waitFor();
    await editor.page.waitForTimeout(8_000);
    await editor.screenshot("reading");
    await editor.expandTree(["Root"], "Organization");
    await editor.treeRow(["Root", CROWD], "Organization");
    const text = await editor.visibleText();
    assert.match(text, /Reading the organization/);
    assert.match(text, /accounts: [\d,]+/);
  });

  it("spends nothing of the quota on a window that nobody looks at, and goes on for whoever comes back", async () => {
    const count = () => Object.values(sandbox.getRequestCounts()).reduce((sum, of) => sum + of, 0);
    const countAfter = async (seconds: number) => {
      await editor.page.waitForTimeout(seconds * 1000);
      return count();
    };
    await editor.runCommand("View: Close All Editors");
    await editor.clickActivityBar("Explorer");
    const hidden = count();
    assert.ok((await countAfter(5)) > hidden, "hidden views alone do not hold it back: the window is in use");
    let unseen = count();
    for (let tries = 0; tries < 20 && (await countAfter(5)) > unseen; tries++) unseen = count();
    await editor.page.locator(".statusbar-item:visible", { hasText: "Reading paused" }).waitFor();
    assert.equal(await countAfter(5), unseen);
    await editor.screenshot("paused");
    await editor.clickActivityBar("Orgscope");
    await editor.page.locator(".statusbar-item:visible", { hasText: "Reading the organization" }).waitFor();
    assert.ok((await countAfter(5)) > unseen);
  });
});

/** VS Code looks every half a minute whether a window is in use, and then every two seconds. */
function idleSoon(): void {
  const original = window.setInterval.bind(window);
  const hurried = (handler: TimerHandler, every?: number) => original(handler, every === 30_000 ? 2000 : every);
  window.setInterval = hurried as typeof window.setInterval;
}

/** At full speed: no row is waited for. Where rows change under Enter nothing is opened, and Enter is pressed again. */
async function findByKeys(editor: Editor, typed: string, name: string): Promise<void> {
  await editor.runByKeys("Orgscope: Find");
  const pick = editor.page.locator(".quick-input-widget:visible", { hasText: "Find Account" });
  await pick.waitFor();
  await editor.type(typed);
  await editor.waitUntil(async () => {
    await editor.press("Enter");
    await editor.page.waitForTimeout(500);
    return !(await pick.isVisible());
  });
  await editor.page.locator(".pane-body .monaco-list-row.selected", { hasText: name }).waitFor();
}

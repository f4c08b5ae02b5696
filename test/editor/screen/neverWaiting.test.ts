import assert from "node:assert/strict";
import { freePort } from "../../../scripts/host/serve.mjs";
import { startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { type Editor, openEditor } from "./driver";
import { createLargeOrganization, CROWD } from "./crowd";
import type { Run } from "./profile/blocking";
import { getFirstRows, getStartup, noteFirstRows } from "./profile/startup";
import { openProfiler, type Profiler } from "./profile/profiler";
import { connectTo } from "./sandboxed";
import { waitForSnapshot } from "./waitForSnapshot";

/**
 * Milliseconds of the processor in one go. The aim is 50 at most and 16 for 99 of 100, which docs/performance.md tells of
 * a quiet machine; other work makes a processor slower too.
 */
const LONGEST = 120;
const MOST = 32;

/** Milliseconds from activation until the extension has told the first rows. The aim is 300. */
const FIRST_ROWS = 1_000;

/** Milliseconds until the rows of five thousand accounts stand there. The aim is 500. */
const OPENED = 4_000;

/** Of heap, all bundles included. */
const MEGABYTES = 60;

/** A policy of one's own whose wildcard matches every action. */
const GUARD = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Sid: "Guard", Effect: "Deny", Action: ["*"], Resource: "*" }] },
  null,
  2,
);

/** What is done, and for how long the process that runs the extensions did nothing else but our work meanwhile. */
describe("someone with ten thousand accounts never waits", function () {
  this.timeout(240_000);
  let sandbox: Sandbox;
  let editor: Editor;
  let profiler: Profiler;
  let port: number;
  const all: Run[] = [];
  before(async () => {
    sandbox = await startSandbox({ contents: createLargeOrganization(), anyCredentials: true });
    port = await freePort();
    editor = await openEditor({
      settings: { "orgscope.endpoint": sandbox.endpoint },
      workspace: { "guard.scp.json": GUARD },
      nodeOptions: [`--inspect-port=${port}`],
    });
    profiler = await openProfiler(editor, port);
  });
  after(async () => {
    profiler?.close();
    await editor?.close();
    await sandbox?.close();
  });

  const watch = async (act: () => Promise<void>): Promise<void> => {
    const runs = await profiler.watch(act);
    all.push(...runs);
    const longest = runs.toSorted((one, other) => other.processor - one.processor).slice(0, 4);
    for (const run of longest) console.log(`      ${tell(run)}`);
    assert.ok(longest[0] && longest[0].processor <= LONGEST, longest[0] && tell(longest[0]));
  };

  it("while everything is read and kept", async () => {
    const before = await profiler.readHeap();
    await watch(async () => {
      await connectTo(editor, sandbox.endpoint);
      await editor.runCommand("Orgscope: Show Requests");
      await editor.waitForTab("Requests");
      await editor.page
        .locator(".view-line", { hasText: /whole.organization.has.been.read/ })
        .waitFor({ timeout: 60_000 });
      await waitForSnapshot(editor, /10,000 accounts/);
    });
    const megabytes = (await profiler.readHeap()) - before;
    console.log(`      ${megabytes.toFixed(1)} MB more in use than before`);
    assert.ok(megabytes <= MEGABYTES, `${megabytes} MB`);
  });

  it("while finding", () =>
    watch(async () => {
      await editor.runCommand("Orgscope: Find");
      await editor.quickPickItems();
      await editor.type("checkout gate");
      await editor.page
        .locator(".quick-input-widget .monaco-list-row", { hasText: "checkout-gateway" })
        .first()
        .waitFor();
      await editor.press("Escape");
    }));

  it("while an OU of five thousand is opened", () =>
    watch(async () => {
      await editor.expandTree(["Root"], "Organization");
      const twistie = (await editor.treeRow(["Root", CROWD], "Organization")).locator(".monaco-tl-twistie");
      const began = Date.now();
      await twistie.click();
      await editor.page.locator(".sidebar .monaco-list-row[aria-level='3']").first().waitFor();
      const opened = Date.now() - began;
      console.log(`      opened and shown within ${opened} ms`);
      assert.ok(opened <= OPENED, `${opened} ms`);
    }));

  it("while the tree is filtered", () =>
    watch(async () => {
      await editor.clickViewAction("Organization", "Filter the Tree");
      await editor.typeInQuickPick("");
      await editor.type("checkout gate");
      await editor.page.locator(".sidebar", { hasText: "Filter: checkout gate" }).waitFor();
      await editor.page.locator(".sidebar .monaco-list-row", { hasText: "checkout-gateway" }).first().waitFor();
      await editor.press("Enter");
      await editor.runCommand("Orgscope: Show the Whole Tree");
    }));

  it("while a file is typed in", () =>
    watch(async () => {
      await editor.openFile("guard.scp.json");
      await editor.page.locator(".codelens-decoration", { hasText: "Denies every action" }).waitFor();
      await editor.placeCaretAfter('"*"');
      await editor.type(', "s3:DeleteBucket", "ec2:RunInstances"');
      await editor.page.locator(".codelens-decoration", { hasText: "Not deployed" }).waitFor();
    }));

  it("while a policy of the organization is typed in", () =>
    watch(async () => {
      await editor.expandTree(["Service control policies"], "Policies");
      await editor.clickRow(["Service control policies", "DenyRootUser-149"], "Policies");
      await editor.waitForTab("DenyRootUser-149");
      await editor.page
        .locator(".codelens-decoration", { hasText: /Denies/ })
        .first()
        .waitFor();
      await editor.placeCaretAfter('"Statement": [');
      await editor.press("Enter");
      await editor.type('{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" },');
      await editor.page
        .locator(".codelens-decoration", { hasText: /In [\d,]+ active accounts/ })
        .first()
        .waitFor();
    }));

  it("but for moments that nobody notices", () => {
    const sorted = all.map(({ processor }) => processor).sort((one, other) => one - other);
    const percentile99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
    console.log(`      ${sorted.length} in all: 99 % within ${percentile99.toFixed(1)} ms`);
    assert.ok(percentile99 <= MOST, `${percentile99} ms`);
  });

  it("for the first rows after a restart", async () => {
    sandbox.setFaults([{ effect: { kind: "delay", milliseconds: 20_000 } }]);
    await watchFirstRows(() => editor.load());
  });

  it("for the first rows where nothing but the view activates Orgscope", async () => {
    await watchFirstRows(async () => {
      await editor.runCommand("View: Close All Editors");
      await editor.clickActivityBar("Explorer");
      // Unlike a page that is left, this keeps what was closed.
      const loaded = editor.page.waitForEvent("load");
      await editor.runCommand("Developer: Reload Window");
      await loaded;
      await editor.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
      await editor.page.waitForTimeout(3000);
    });
  });

  /** With AWS out of reach: what there is comes from the snapshot. Tried again where the machine was busy just then. */
  async function watchFirstRows(reload: () => Promise<void>): Promise<void> {
    const requests = sandbox.getRequestCounts().ListAccounts;
    let waited = await restart(reload);
    for (let tries = 0; tries < 2 && waited > FIRST_ROWS; tries++) waited = await restart(reload);
    assert.ok(waited <= FIRST_ROWS, `${waited} ms`);
    assert.equal(sandbox.getRequestCounts().ListAccounts, requests);
  }

  /** Milliseconds from VS Code's question to the answer. */
  async function restart(reload: () => Promise<void>): Promise<number> {
    profiler.close();
    await noteFirstRows(editor);
    await reload();
    await editor.clickActivityBar("Orgscope");
    await editor.treeRow("Root", "Organization");
    const seen = await getFirstRows(editor);
    const { load, call, finish } = await getStartup(editor);
    profiler = await openProfiler(editor, port);
    const told = await profiler.readMeasure("orgscope: first rows after activation");
    const asked = await profiler.readMeasure("orgscope: first rows once asked for");
    assert.ok(told && asked);
    const after = [told.duration, asked.duration, seen - told.began].map((time) => time.toFixed());
    console.log(`      loading ${load} ms, activating ${call} ms, finished after ${finish} ms`);
    console.log(`      rows told ${after[0]} ms after activation, ${after[1]} ms after VS Code asked`);
    console.log(`      seen ${after[2]} ms after activation`);
    return asked.duration;
  }
});

function tell({ clock, processor, functions }: Run): string {
  const names = [...functions].sort((one, other) => other[1] - one[1]).slice(0, 3);
  return `${processor.toFixed(1)} ms (${clock.toFixed(1)} by the clock): ${names.map(([name]) => name).join(", ")}`;
}

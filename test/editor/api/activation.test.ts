import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../../../src/editor/contributions";
import { until } from "./until";

/** The extension's bundles that this process has read. */
function getBundles(): readonly string[] {
  return Object.keys(require.cache)
    .filter((file) => /[\\/]orgscope\.orgscope[^\\/]*[\\/]dist[\\/]/.test(file))
    .map((file) => path.basename(file))
    .sort();
}

describe("the installed extension", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-activation-"));
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string): Promise<vscode.TextDocument> {
    const file = path.join(folder, name);
    await writeFile(file, '{ "name": "no policy" }');
    return vscode.workspace.openTextDocument(file);
  }

  it("activates", async () => {
    const extension = vscode.extensions.getExtension("orgscope.orgscope");
    assert.ok(extension, "it is not installed");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("offers every command that its manifest names", async () => {
    const offered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((command) => !offered.has(command)),
      [],
    );
  });

  it("reads next to nothing in a window that has JSON and no policy", async () => {
    await vscode.window.showTextDocument(await open("settings.json"));
    // A second after its activation it looks into the workspace itself; by then it has its answers, too.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await vscode.workspace.findFiles("**/*.orgtest.yaml");
    await vscode.workspace.findFiles("**/*.tf");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(getBundles(), ["extension.js"]);
  });

  it("runs every command that is called while what runs it loads", async () => {
    const documents = [await open("one.json"), await open("other.json")];
    await Promise.all(documents.map(({ uri }) => vscode.commands.executeCommand(COMMANDS.markAsPolicy, uri)));
    await until("both", () => documents.every(({ languageId }) => languageId === POLICY_LANGUAGE_ID));
    assert.ok(getBundles().includes("workbench.js"), "then the test above would prove nothing");
  });
});

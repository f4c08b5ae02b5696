import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";

const WRONG = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": ["s3:GetObjct"], "Resource": "*" }
  ]
}
`;

describe("a policy in the editor", () => {
  afterEach(async () => {
    await vscode.workspace.saveAll(true);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  let count = 0;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-language-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Opens a text with the caret at `|`, each as a file of its own: the editor uses names of untitled ones again. */
  async function open(marked: string, kind = "scp.json"): Promise<vscode.TextEditor> {
    const offset = marked.indexOf("|");
    const content = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
    const uri = vscode.Uri.file(path.join(folder, `case-${++count}.${kind}`));
    await writeFile(uri.fsPath, content);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const position = editor.document.positionAt(Math.max(offset, 0));
    editor.selection = new vscode.Selection(position, position);
    return editor;
  }

  async function until<T>(ask: () => T | false | Promise<T | false>): Promise<T> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const answer = await ask();
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail("it did not come true in fifteen seconds");
  }

  const ours = (document: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "orgscope");

  it("shows a misspelt action in Problems, and no more once it is mended", async () => {
    const editor = await open(WRONG);
    const { document } = editor;
    const [problem, ...others] = await until(() => ours(document).length > 0 && ours(document));
    assert.deepEqual(others, []);
    assert.ok(typeof problem?.code === "object");
    assert.equal(problem.code.value, "unknown-action");
    // Where a click on it leads.
    assert.equal(problem.code.target.toString(true), 'command:orgscope.explainDiagnostic?["unknown-action"]');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(problem.range), "GetObjct");
    assert.match(problem.message, /Did you mean GetObject\?$/);
    await editor.edit((builder) => builder.replace(problem.range, "GetObject"));
    await until(() => ours(document).length === 0);
  });

  it("suggests a service, then its actions, and writes what is chosen", async () => {
    const { document } = await open(WRONG.replace("s3:GetObjct", "cloudtrai|"));
    await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
    // Accepting the service brings up its actions by itself, the whole service first.
    await until(async () => {
      await vscode.commands.executeCommand("acceptSelectedSuggestion");

      return document.getText().includes("cloudtrail:*");
    });
    assert.match(document.getText(), /"Action": \["cloudtrail:\*"\], "Resource"/);
  });

  it("offers actions with what they do", async () => {
    const { document, selection } = await open(WRONG.replace("GetObjct", "GetObj|"));
    // A document just opened may not have its providers yet.
    const item = await until(async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        selection.active,
        undefined,
        800,
      );
      return items.find(({ label }) => typeof label !== "string" && label.label === "s3:GetObject") ?? false;
    });
    assert.ok(item.range instanceof vscode.Range);
    assert.equal(document.getText(item.range), "s3:GetObj");
    assert.match((item.documentation as vscode.MarkdownString).value, /Read/);
  });

  it("explains what is under the mouse", async () => {
    const { document, selection } = await open(WRONG.replace("GetObjct", "Get|*"));
    await until(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        selection.active,
      );
      const parts = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value));
      return /matches \*\*\d+ actions/.test(parts.join());
    });
  });

  it("formats", async () => {
    const { document } = await open('{"Version":"2012-10-17","Statement":[]}');
    await until(() => vscode.window.activeTextEditor?.document === document);
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal(document.getText(), '{\n  "Version": "2012-10-17",\n  "Statement": []\n}');
  });

  it("leaves other JSON alone", async () => {
    const { document } = await open(WRONG, "other.json");
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(ours(document), []);
  });
});

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { RULES } from "../../../src/policy/rules/rules";

/** A finding as `orgscope lint --format json` prints it. */
interface Finding {
  readonly file: string;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

const SEVERITIES = ["error", "warning", "info", "hint"];

function toFinding(file: string, { code, severity, message, range }: vscode.Diagnostic): Finding {
  const toPlace = ({ line, character }: vscode.Position) => ({ line: line + 1, column: character + 1 });
  return {
    file,
    code: typeof code === "object" ? String(code.value) : "",
    severity: SEVERITIES[severity] ?? "",
    message,
    start: toPlace(range.start),
    end: toPlace(range.end),
  };
}

const sort = (findings: readonly Finding[]) =>
  findings.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The project that this bundle was built in; the extension itself is the packaged one, without fixtures. */
function findProject(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, "test/fixtures"))) {
    assert.notEqual(folder, path.dirname(folder), "the tests lie outside of the project");
    folder = path.dirname(folder);
  }
  return folder;
}

describe("lint on the command line", () => {
  const extension = vscode.extensions.all.find(
    ({ packageJSON }) => (packageJSON as { name?: string }).name === "orgscope",
  );
  assert.ok(extension);
  const root = extension.extensionPath;
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "orgscope-lint-"));
    // The bad example of each rule, and guardrails that are good.
    for (const { code, bad, reach } of RULES) {
      writeFileSync(path.join(folder, `${code}.${reach === "rcp" ? "rcp" : "scp"}.json`), bad);
    }
    const samples = path.join(findProject(), "test/fixtures/policies");
    for (const file of readdirSync(samples)) {
      writeFileSync(path.join(folder, file), readFileSync(path.join(samples, file), "utf8"));
    }
    writeFileSync(
      path.join(folder, "silenced.scp.jsonc"),
      '{\n"Version":"2012-10-17","Statement":{"Effect":"Deny",\n// orgscope-ignore unknown-action\n"Action":"s3:GetObjct",\n"Resource":"s3:x"}}',
    );
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(folder, { recursive: true, force: true });
  });

  async function lint(): Promise<readonly Finding[]> {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const args = [path.join(root, "dist/cli.js"), "lint", "--format", "json", folder];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 26 }).catch(
      (error: Error & { code: unknown; stdout: string }) => (error.code === 1 ? error : Promise.reject(error)),
    );
    return JSON.parse(stdout) as Finding[];
  }

  it("finds what the editor finds, in the same places, with the same words", async () => {
    const expected = await lint();
    const files = readdirSync(folder);
    assert.ok(files.length > 140 && new Set(expected.map(({ code }) => code)).size > 55);
    const isDone = new Map<string, readonly Finding[]>();
    for (const file of files) {
      const uri = vscode.Uri.file(path.join(folder, file));
      await vscode.workspace.openTextDocument(uri);
      const wanted = sort(expected.filter((finding) => finding.file === uri.fsPath));
      let shown: readonly Finding[] = [];
      for (let attempt = 0; attempt < 100; attempt++) {
        const diagnostics = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "orgscope");
        shown = sort(diagnostics.map((diagnostic) => toFinding(uri.fsPath, diagnostic)));
        if (shown.length === wanted.length) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.deepEqual(shown, wanted, file);
      isDone.set(file, shown);
    }
    assert.equal(isDone.size, files.length);
  }).timeout(120_000);
});

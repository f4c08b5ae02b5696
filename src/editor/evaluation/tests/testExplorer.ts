/** Policy tests in the Test Explorer: found, run, watched, with coverage of the policies' statements. */
import * as vscode from "vscode";
import type { EditorJudging } from "../openJudging";
import { createToPosition, PolicyCoverage, runFile } from "./runTests";
import { isTestFile, TEST_FILES } from "./testFileNames";
import { type ParsedTests, readTests } from "./testFiles";

/** Milliseconds after a key before a file of tests is read again. */
const PAUSE = 250;

export function registerTestExplorer(judging: EditorJudging): vscode.Disposable {
  const { t } = vscode.l10n;
  const controller = vscode.tests.createTestController("orgscope.policyTests", t("Policy Tests"));
  const explorer = new TestExplorer(controller, judging);
  const { Run, Coverage } = vscode.TestRunProfileKind;
  const runTests = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
    explorer.run(request, token, false);
  controller.createRunProfile(t("Run"), Run, runTests, true, undefined, true);
  const measured = controller.createRunProfile(t("Run with Coverage"), Coverage, (request, token) =>
    explorer.run(request, token, true),
  );
  measured.loadDetailedCoverage = (_run, coverage) =>
    Promise.resolve(coverage instanceof PolicyCoverage ? [...coverage.details] : []);
  controller.refreshHandler = () => explorer.findAll();
  void explorer.findAll();
  return vscode.Disposable.from(controller, explorer);
}

class TestExplorer implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #judging: EditorJudging;
  readonly #problems = vscode.languages.createDiagnosticCollection("orgscope-tests");
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable;
  /** Runs again whatever is watched. */
  readonly #saved = new vscode.EventEmitter<vscode.Uri>();

  constructor(controller: vscode.TestController, judging: EditorJudging) {
    this.#controller = controller;
    this.#judging = judging;
    const watcher = vscode.workspace.createFileSystemWatcher(TEST_FILES);
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      this.#problems,
      this.#saved,
      watcher.onDidCreate((uri) => this.#readSoon(uri)),
      watcher.onDidChange((uri) => this.#readSoon(uri)),
      watcher.onDidDelete((uri) => this.#forget(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isTestFile(document.uri)) this.#readSoon(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#saved.fire(uri)),
    );
  }

  async findAll(): Promise<void> {
    const uris = await vscode.workspace.findFiles(TEST_FILES, "**/node_modules/**");
    await Promise.all(uris.map((uri) => this.#read(uri)));
  }

  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken, isMeasured: boolean): Promise<void> {
    await this.#runOnce(request, token, isMeasured);
    if (!request.continuous) return;
    // Until the watch is ended: whatever is saved may be a policy, an organization or the tests themselves.
    let last = Promise.resolve();
    const watch = this.#saved.event((uri) => {
      last = last.then(() => this.#runAgain(request, token, isMeasured, uri));
    });
    token.onCancellationRequested(() => watch.dispose());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  async #runAgain(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    isMeasured: boolean,
    saved: vscode.Uri,
  ): Promise<void> {
    // What was just written belongs to this run.
    if (isTestFile(saved)) await this.#read(saved);
    const include = request.include?.flatMap((item) => this.#findStanding(item) ?? []);
    if (include?.length === 0) return;
    // One request makes one run: VS Code adds a second to the first, which has ended, and shows none of it.
    const again = new vscode.TestRunRequest(include, request.exclude, request.profile, true, request.preserveFocus);
    await this.#runOnce(again, token, isMeasured);
  }

  /** A file that went and came again has items anew. */
  #findStanding({ id, parent }: vscode.TestItem): vscode.TestItem | undefined {
    return parent ? this.#controller.items.get(parent.id)?.children.get(id) : this.#controller.items.get(id);
  }

  async #runOnce(request: vscode.TestRunRequest, token: vscode.CancellationToken, isMeasured: boolean): Promise<void> {
    const run = this.#controller.createTestRun(request);
    try {
      for (const [file, tests] of this.#group(request)) {
        if (token.isCancellationRequested) break;
        for (const test of tests.values()) run.enqueued(test);
        if (file.uri) await runFile(this.#judging, run, file.uri, tests, isMeasured);
      }
    } finally {
      run.end();
    }
  }

  /** The tests asked for, by file and place in it. */
  #group({ include, exclude }: vscode.TestRunRequest): ReadonlyMap<vscode.TestItem, Map<number, vscode.TestItem>> {
    const groups = new Map<vscode.TestItem, Map<number, vscode.TestItem>>();
    const add = (file: vscode.TestItem, wanted?: vscode.TestItem) => {
      const group = groups.get(file) ?? new Map<number, vscode.TestItem>();
      groups.set(file, group);
      let index = 0;
      for (const [, test] of file.children) {
        const isLeftOut = exclude?.some(({ id }) => id === test.id || id === file.id) ?? false;
        if (!isLeftOut && (!wanted || wanted === test)) group.set(index, test);
        index++;
      }
    };
    if (include) for (const item of include) add(item.parent ?? item, item.parent && item);
    else for (const [, file] of this.#controller.items) add(file);
    return groups;
  }

  #readSoon(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void this.#read(uri);
    }, PAUSE);
    this.#timers.set(key, timer);
  }

  async #read(uri: vscode.Uri): Promise<void> {
    try {
      this.#show(uri, await readTests(uri));
    } catch {
      // It is gone, or cannot be read.
      this.#forget(uri);
    }
  }

  #show(uri: vscode.Uri, { text, file, problems }: ParsedTests): void {
    const id = uri.toString();
    const toPosition = createToPosition(text);
    const toRange = ({ start, end }: { readonly start: number; readonly end: number }) =>
      new vscode.Range(toPosition(start), toPosition(end));
    const label = vscode.workspace.asRelativePath(uri);
    const item = this.#controller.items.get(id) ?? this.#controller.createTestItem(id, label, uri);
    // Ids are places, in the order of the file. An item that stands stays: a run under way tells of it.
    const tests = file.tests.map(({ name, span }, index) => {
      const place = String(index).padStart(5, "0");
      const testId = `${id}#${place}`;
      const test = item.children.get(testId) ?? this.#controller.createTestItem(testId, name, uri);
      test.label = name;
      test.sortText = place;
      test.range = toRange(span);
      return test;
    });
    item.children.replace(tests);
    this.#controller.items.add(item);
    this.#problems.set(
      uri,
      problems.map(({ message, span }) => {
        const problem = new vscode.Diagnostic(toRange(span), message, vscode.DiagnosticSeverity.Error);
        problem.source = "Orgscope";
        return problem;
      }),
    );
  }

  #forget(uri: vscode.Uri): void {
    this.#controller.items.delete(uri.toString());
    this.#problems.delete(uri);
  }
}

/** Suggestions in files of policy tests: keys, verdicts, accounts and paths, actions, condition keys, files. */
import path from "node:path";
import * as vscode from "vscode";
import { EXPECTATIONS, TEST_FILE_KEYS } from "../../../engine/policyTests/model";
import type { TestCaret } from "../../../engine/policyTests/parse";
import type { TestNames } from "../../../judging/policyTests";
import { GLOBAL_KEYS } from "../../../policy/conditionKeys";
import type { EditorJudging } from "../openJudging";
import { readNamedFiles, readTests } from "./testFiles";
import { TEST_FILES } from "./testFileNames";

/** So many actions are suggested at once. */
const SUGGESTED = 100;

export function registerTestCompletion(judging: EditorJudging): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const { findTestCaret } = await import("../../../engine/policyTests/parse");
      const caret = findTestCaret(document.getText(), document.offsetAt(position));
      if (!caret) return undefined;
      const { start, end } = caret.span;
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      const isYaml = !document.uri.path.toLowerCase().endsWith(".json");
      const { Property, Value } = vscode.CompletionItemKind;
      // The schema gives JSON its keys.
      if (isKey(caret)) return isYaml ? listKeys(caret).map((key) => create(key, `${key}: `, range, Property)) : [];
      const values = await listValues(judging, document.uri, caret);
      const items = values.map((value) => create(value, isYaml ? quote(value) : value, range, Value));
      // Actions are looked up by what is typed.
      return new vscode.CompletionList(items, caret.key === "action");
    },
  };
  return vscode.languages.registerCompletionItemProvider({ pattern: TEST_FILES }, provider, ":", "/", " ");
}

function create(label: string, insertText: string, range: vscode.Range, kind: vscode.CompletionItemKind) {
  const item = new vscode.CompletionItem(label, kind);
  item.insertText = insertText;
  item.range = range;
  if (kind === vscode.CompletionItemKind.Property) {
    item.command = { title: vscode.l10n.t("Suggest"), command: "editor.action.triggerSuggest" };
  }
  return item;
}

/** A word alone, where a mapping is to begin, is a key to be. */
function isKey({ role, key, path: place }: TestCaret): boolean {
  if (role === "key") return true;
  const [last] = place.slice(-1);
  return key === undefined || ((key === "tests" || key === "policies") && typeof last !== "string");
}

function listKeys({ path: place, key, present }: TestCaret): readonly string[] {
  const [part = key] = place;
  const getKeys = () => {
    if (place.at(-1) === "context") return GLOBAL_KEYS.map(({ name }) => name);
    if (part === "tests") return TEST_FILE_KEYS.test;
    if (part === "policies") return TEST_FILE_KEYS.policy;
    return part === "defaults" ? TEST_FILE_KEYS.defaults : TEST_FILE_KEYS.file;
  };
  return getKeys().filter((name) => !present.includes(name));
}

async function listValues(judging: EditorJudging, uri: vscode.Uri, caret: TestCaret): Promise<readonly string[]> {
  const listNames = async (pick: (names: TestNames) => readonly string[]) => pick(await loadNames(judging, uri));
  switch (caret.key) {
    case "expect":
      return EXPECTATIONS;
    case "action":
      return judging.ask("findActions", [caret.before, SUGGESTED], { slot: "testActions" });
    case "account":
    case "resourceAccount":
      return listNames(({ accounts }) => accounts);
    case "target":
      return listNames(({ targets }) => targets);
    case "attachTo":
      return listNames(({ targets, accounts }) => [...targets, ...accounts]);
    case "policy":
    case "replaces":
      return listNames(({ policies }) => policies);
    case "absentContext":
      return ["true", "false"];
    case "principal":
      return ["role/", "user/", "root", "anonymous", "service:"];
    case "file":
    case "organization":
      return listFiles(uri);
    default:
      return [];
  }
}

/** Of the organization's file that the tests name; without one, tests are of policies alone. */
async function loadNames(judging: EditorJudging, uri: vscode.Uri): Promise<TestNames> {
  const { file } = await readTests(uri);
  if (file.organization === undefined) return { accounts: ["Root/Account"], targets: ["Root"], policies: [] };
  // A file that cannot be read has no names; running the tests says so.
  const named = await readNamedFiles(uri, { ...file, policies: [] }).catch(() => undefined);
  return judging.ask("listTestNames", [named?.organization ?? ""]);
}

async function listFiles(uri: vscode.Uri): Promise<readonly string[]> {
  const found = await vscode.workspace.findFiles("**/*.{json,jsonc}", "**/node_modules/**", SUGGESTED);
  const folder = path.posix.dirname(uri.path);
  return found
    .map((file) => path.posix.relative(folder, file.path))
    .filter((file) => !file.endsWith(".orgtest.json"))
    .sort();
}

/** YAML would take some plain texts for something else. */
function quote(value: string): string {
  return /^[\w*][\w/.:*() -]*$/.test(value) && !/: |:$| #/.test(value) && !/^\d+$|^\*/.test(value)
    ? value
    : JSON.stringify(value);
}

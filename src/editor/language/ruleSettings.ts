import * as vscode from "vscode";
import {
  getRuleSettings,
  LINT_SETTINGS_FILE,
  type LintSettings,
  parseLintSettings,
  readSeverities,
} from "../../engine/lintSettings";
import type { RuleSettings } from "../../policy/ruleSettings";
import { type Disposable, Emitter, type Event } from "../../terms/event";
import { SETTINGS } from "../contributions";
import { watchWorkspaceTexts } from "./workspaceTexts";

/** What people decided about rules: in `.orgscope.json`, which the command line reads too, and in their settings. */
export interface EditorRuleSettings extends Disposable {
  /** `undefined` where nothing was decided. */
  get(uri: vscode.Uri): RuleSettings | undefined;
  readonly onDidChange: Event<void>;
}

export function createRuleSettings(log: vscode.LogOutputChannel): EditorRuleSettings {
  const changes = new Emitter<void>();
  const files = watchWorkspaceTexts<LintSettings>(`**/${LINT_SETTINGS_FILE}`, (uri, text) => {
    const parsed = parseLintSettings(text);
    if ("settings" in parsed) return parsed.settings;
    log.warn(`${uri.fsPath}: ${parsed.problem}`);
    return undefined;
  });
  /** The same answer until something changes, so that nobody judges a policy twice for nothing. */
  const answers = new Map<string, RuleSettings | undefined>();

  function forget(): void {
    answers.clear();
    changes.fire();
  }

  const fromFiles = files.onDidChange(forget);
  const fromSettings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SETTINGS.diagnosticSeverity)) forget();
  });

  function read(uri: vscode.Uri): RuleSettings | undefined {
    const own = readOwnSeverities(uri);
    const near = findNearest(files.get(), uri);
    if (!near) return own ? { severities: own, ignored: [] } : undefined;
    const { severities, ignored } = getRuleSettings(near.settings, near.path);
    return { severities: { ...severities, ...own }, ignored };
  }

  return {
    onDidChange: changes.event,
    get(uri) {
      const key = uri.toString();
      if (!answers.has(key)) answers.set(key, read(uri));
      return answers.get(key);
    },
    dispose() {
      fromFiles.dispose();
      fromSettings.dispose();
      files.dispose();
      changes.dispose();
    },
  };
}

/** The person's own setting; what is wrong in it the settings editor says. */
function readOwnSeverities(uri: vscode.Uri): RuleSettings["severities"] | undefined {
  const written = vscode.workspace.getConfiguration(undefined, uri).get(SETTINGS.diagnosticSeverity, {});
  const read = readSeverities(written);
  return "severities" in read && Object.keys(read.severities).length > 0 ? read.severities : undefined;
}

/** The settings file at or above a policy that is nearest to it, and the path from its folder. */
function findNearest(
  files: ReadonlyMap<string, LintSettings>,
  uri: vscode.Uri,
): { readonly settings: LintSettings; readonly path: string } | undefined {
  if (files.size === 0) return undefined;
  const names = uri.path.split("/");
  for (let depth = names.length - 1; depth > 0; depth--) {
    const path = [...names.slice(0, depth), LINT_SETTINGS_FILE].join("/");
    const settings = files.get(uri.with({ path, query: "", fragment: "" }).toString());
    if (settings) return { settings, path: names.slice(depth).join("/") };
  }
  return undefined;
}

/** What the parts of the editor room are handed; built once in `workbench/main.ts`. */
import type * as vscode from "vscode";
import type { PolicyLanguage } from "../policy/language";
import type { CommandRegistry } from "./commands";
import type { Connections } from "./connection/session";
import type { Plans } from "./plans/services";
import type { EditorJudging } from "./evaluation/openJudging";
import type { Subject } from "./subject";

export interface EditorServices {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly registry: CommandRegistry;
  readonly connections: Connections;
  /**
   * What a command was called on, from its arguments: the rows clicked and selected, the document of an editor title
   * button, else the selection of the view used last, else the policy in the active editor. Empty: ask.
   */
  readonly getSubjects: (args: readonly unknown[]) => readonly Subject[];
  /** The policy language; its bundle loads on first need. */
  readonly loadLanguage: () => Promise<PolicyLanguage>;
  /** Shows and runs changes of the organization. */
  readonly plans: Plans;
  /** What policies do, judged in a thread of its own. */
  readonly judging: EditorJudging;
  /** Selects a root, OU or account in the Organization view. */
  readonly revealTarget: (targetId: string) => Promise<void>;
  /** Selects a policy in the Policies view. */
  readonly revealPolicy: (policyId: string) => Promise<void>;
}

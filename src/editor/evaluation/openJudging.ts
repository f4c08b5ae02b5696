import path from "node:path";
import type * as vscode from "vscode";
import { nextTurn } from "../../organization/turns";
import type { AskOptions, JudgeMethod, Judging } from "../../judging/client";
import type { Judge } from "../../judging/judge";

/** The one judge of this window: its bundle is loaded, and its thread started, by the first question. */
export interface EditorJudging extends vscode.Disposable {
  ask<M extends JudgeMethod>(
    method: M,
    args: Parameters<Judge[M]>,
    options?: AskOptions,
  ): Promise<ReturnType<Judge[M]>>;
}

export function createEditorJudging(extensionUri: vscode.Uri): EditorJudging {
  const catalogue = path.join(extensionUri.fsPath, "dist", "catalogue.jsonl");
  let judging: Promise<Judging> | undefined;
  const load = async () => {
    const { openJudging } = await import("../../judging/main");
    // Reading the bundle was long enough.
    await nextTurn();
    return openJudging(catalogue);
  };
  const open = () => (judging ??= load());
  return {
    ask: async (method, args, options) => (await open()).ask(method, args, options),
    dispose: () => void judging?.then((opened) => opened.dispose()),
  };
}

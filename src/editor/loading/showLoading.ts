/** A load under way in the status bar. */
import * as vscode from "vscode";
import type { Disposable } from "../../terms/event";
import type { Connections } from "../connection/session";
import { COMMANDS } from "../contributions";
import type { LoadState } from "./backgroundLoad";
import { getEstimateText, getStepTexts } from "./loadText";

const { t } = vscode.l10n;
/** Milliseconds between changes of the text, and before it shows at all: most organizations are read before that. */
const PERIOD = 1_000;

export function showLoading(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("orgscope.loading", vscode.StatusBarAlignment.Left, 9);
  item.name = t("Orgscope: reading the organization");
  item.command = COMMANDS.showRequests;
  let subscription: Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;

  function show(): void {
    timer = undefined;
    const state = connections.getSession()?.loading.getState();
    if (state?.state === "stopped" && state.error.kind !== "cancelled") showStopped(state.error.message);
    else if (state?.state === "loading" || state?.state === "paused") showProgress(state);
    else item.hide();
  }

  function showProgress({ state, progress, estimate }: Extract<LoadState, { readonly state: "loading" | "paused" }>) {
    const left = getEstimateText(estimate, t);
    const isPaused = state === "paused";
    const what = isPaused ? t("Reading paused") : t("Reading the organization");
    item.text = `${isPaused ? "$(debug-pause)" : "$(sync~spin)"} ${[what, left].filter(Boolean).join(" · ")}`;
    item.tooltip = [...getStepTexts(progress, vscode.env.language, t), t("Click to see the requests")].join("\n");
    item.accessibilityInformation = { label: `${what} ${left}`, role: "button" };
    item.show();
  }

  function showStopped(reason: string): void {
    item.text = `$(warning) ${t("Reading stopped")}`;
    item.tooltip = [reason, t("Click to see the requests")].join("\n");
    item.accessibilityInformation = { label: t("Reading the organization stopped: {0}", reason), role: "button" };
    item.show();
  }

  function follow(): void {
    subscription?.dispose();
    const loading = connections.getSession()?.loading;
    subscription = loading?.onDidChange(() => {
      timer ??= setTimeout(show, PERIOD);
    });
    show();
  }

  const listening = connections.onDidChange(follow);
  follow();
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    subscription?.dispose();
    listening.dispose();
    item.dispose();
  });
}

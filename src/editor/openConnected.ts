/** Loads plans, snapshots and the files of policies with the first connection: a window without one never pays for them. */
import * as vscode from "vscode";
import { nextTurn } from "../organization/turns";
import { type Disposable, Emitter } from "../terms/event";
import type { Connected, ConnectedPorts } from "./connected/main";
import { COMMANDS, type CommandId, PAST_SCHEME, PLAN_SCHEME } from "./contributions";
import type { Plans } from "./plans/services";
import type { Drift } from "./views/storeTree";

export interface ConnectedOpener extends vscode.Disposable {
  readonly plans: Plans;
}

/** What views that are there at once are told of files and policies: nothing yet, and then what is known. */
export class LateDrift implements Drift, Disposable {
  readonly #changes = new Emitter<void>();
  #known: Drift | undefined;
  readonly onDidChange = this.#changes.event;

  getDriftFile(policyId: string): string | undefined {
    return this.#known?.getDriftFile(policyId);
  }

  follow(known: Drift): void {
    this.#known = known;
    known.onDidChange(() => this.#changes.fire());
    this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
  }
}

/** Commands that are registered anew once what they do is there. */
const CONNECTED_COMMANDS: readonly CommandId[] = [
  ...[COMMANDS.runPlan, COMMANDS.savePlan, COMMANDS.exportPlan, COMMANDS.splitPlan, COMMANDS.openPlan],
  ...[COMMANDS.undo, COMMANDS.undoRun, COMMANDS.finishRun, COMMANDS.leaveRun, COMMANDS.exportRun],
  ...[COMMANDS.showStepTexts, COMMANDS.whatChanged, COMMANDS.compareSnapshots, COMMANDS.showChangesAsMarkdown],
  ...[COMMANDS.closeWhatChanged, COMMANDS.openDifference, COMMANDS.openEarlierPolicy, COMMANDS.exportOrganization],
  ...[COMMANDS.openOrganizationFile, COMMANDS.openCopy, COMMANDS.clearSnapshots],
  ...[COMMANDS.pullPolicies, COMMANDS.pushPolicies, COMMANDS.planCopyChanges, COMMANDS.compareWithLive],
  COMMANDS.linkWithLive,
];

/** Documents that it provides, which a window may open with. */
const SCHEMES: ReadonlySet<string> = new Set([PLAN_SCHEME, PAST_SCHEME]);

export function createConnectedOpener(ports: ConnectedPorts, drift: LateDrift): ConnectedOpener {
  const { connections, registry, log } = ports;
  let opening: Promise<Connected> | undefined;
  let opened: Connected | undefined;
  let isDisposed = false;
  const stand = vscode.Disposable.from(
    connections.onDidChange(openWithSession),
    ...CONNECTED_COMMANDS.map((id) =>
      registry.register(id, vscode.l10n.t("A part of Orgscope could not be loaded"), async (...args) => {
        await open();
        return vscode.commands.executeCommand(id, ...args);
      }),
    ),
  );

  function open(): Promise<Connected> {
    opening ??= import("./connected/main").then(async ({ openConnected }) => {
      // Reading the bundle was long enough.
      await nextTurn();
      stand.dispose();
      opened = openConnected(ports);
      drift.follow(opened.drift);
      if (isDisposed) opened.dispose();
      return opened;
    });
    return opening;
  }

  function openQuietly(): void {
    open().catch((error: unknown) => log.error(`A part of Orgscope could not be loaded: ${String(error)}`));
  }

  function openWithSession(): void {
    if (connections.getSession()) openQuietly();
  }

  openWithSession();
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(isProvided))) openQuietly();
  return {
    plans: { propose: async (session, request) => (await open()).plans.propose(session, request) },
    dispose() {
      isDisposed = true;
      stand.dispose();
      drift.dispose();
      opened?.dispose();
    },
  };
}

function isProvided({ input }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputText) return SCHEMES.has(input.uri.scheme);
  return input instanceof vscode.TabInputTextDiff && SCHEMES.has(input.modified.scheme);
}

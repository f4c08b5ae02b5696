/** Loads plans, snapshots and the files of policies with the first connection: a window without one never pays for them. */
import * as vscode from "vscode";
import type { ConnectedPorts } from "./connected/main";
import type { FirstPaint } from "./connection/firstPaint";
import { PAST_SCHEME, PLAN_SCHEME } from "./contributions";
import { createPart } from "./parts";
import type { Plans } from "./plans/services";
import type { LateDrift } from "./views/lateDrift";

export interface ConnectedOpener extends vscode.Disposable {
  readonly plans: Plans;
  load(): Promise<unknown>;
}

/** Documents that it provides, which a window may open with. */
const SCHEMES: ReadonlySet<string> = new Set([PLAN_SCHEME, PAST_SCHEME]);

export function createConnectedOpener(
  ports: ConnectedPorts,
  drift: LateDrift,
  firstPaint: FirstPaint,
): ConnectedOpener {
  const { connections, log } = ports;
  const part = createPart(
    () => import("./connected/main"),
    ({ openConnected }) => {
      const opened = openConnected(ports);
      drift.follow(opened.drift);
      return opened;
    },
  );

  function openQuietly(): void {
    part.load().catch((error: unknown) => log.error(`A part of Orgscope could not be loaded: ${String(error)}`));
  }

  async function openWithSession(): Promise<void> {
    if (connections.getState().state === "restored") await firstPaint();
    if (connections.getSession()) openQuietly();
  }

  const subscription = connections.onDidChange(() => void openWithSession());
  void openWithSession();
  if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(isProvided))) openQuietly();
  return {
    plans: { propose: async (session, request) => (await part.load()).plans.propose(session, request) },
    load: () => part.load(),
    dispose() {
      subscription.dispose();
      drift.dispose();
      part.dispose();
    },
  };
}

function isProvided({ input }: vscode.Tab): boolean {
  if (input instanceof vscode.TabInputText) return SCHEMES.has(input.uri.scheme);
  return input instanceof vscode.TabInputTextDiff && SCHEMES.has(input.modified.scheme);
}

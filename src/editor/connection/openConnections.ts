/** The connections of this window: what they remember, where they keep it, and the return to the last one. */
import * as vscode from "vscode";
import type { Profile } from "../../aws/types";
import { createJournal } from "../../disk/journal";
import { isOrganizationError, OrganizationError } from "../../organization/errors";
import { SETTINGS } from "../contributions";
import { getSetting } from "../settings";
import { createChoiceMemory } from "./choiceMemory";
import { askMfaCode } from "./choose";
import { createConnections } from "./connections";
import { createDemo, type Demo } from "./demo";
import { openSession } from "./openSession";
import { getProfileName } from "./signIn";
import type { Connections } from "./session";

export interface WindowConnections {
  readonly connections: Connections;
  readonly demo: Demo;
  /** Connects to what this window looked at last, if it still can be. */
  readonly reconnect: () => Promise<void>;
}

export function openConnections(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): WindowConnections {
  const { globalStorageUri } = context;
  const demo = createDemo(vscode.Uri.joinPath(globalStorageUri, "demo.json").fsPath);
  const memory = createChoiceMemory(
    vscode.Uri.joinPath(context.storageUri ?? globalStorageUri, "connection.json").fsPath,
  );
  const ports = {
    demo,
    demoName: vscode.l10n.t("Demo organization"),
    environmentName: vscode.l10n.t("environment"),
    journals: {
      aws: createJournal(vscode.Uri.joinPath(globalStorageUri, "changes").fsPath),
      elsewhere: createJournal(vscode.Uri.joinPath(globalStorageUri, "changes-elsewhere").fsPath),
    },
    getRequestShare: () => Math.min(100, Math.max(1, getSetting(SETTINGS.requestShare))) / 100,
    askMfaCode,
    log: (line: string) => log.debug(line),
  };
  const connections = createConnections({
    async open(choice) {
      try {
        return await openSession(choice, ports);
      } catch (error) {
        log.warn(`Could not connect: ${toText(error)}`);
        throw isOrganizationError(error)
          ? error
          : new OrganizationError("unavailable", toText(error), { cause: error });
      }
    },
    remember: (choice) => memory.write(choice),
    getChangesTimeout: () => getSetting(SETTINGS.changesTimeout),
  });

  return {
    connections,
    demo,
    async reconnect() {
      if (!vscode.workspace.isTrusted) return;
      const choice = await memory.read();
      if (!choice || connections.getState().state !== "disconnected") return;
      const profile = getProfileName(choice);
      if (profile !== undefined && !(await listProfiles()).some(({ name }) => name === profile)) return;
      if (connections.getState().state === "disconnected") await connections.connect(choice);
    },
  };
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export async function listProfiles(): Promise<readonly Profile[]> {
  return (await import("../../aws/main")).listProfiles();
}

/** The connections of this window: what they remember, where they keep it, and the return to the last one. */
import * as vscode from "vscode";
import { listProfiles } from "../../aws/load";
import { createRunJournal } from "../../disk/runJournal";
import { createRunLock } from "../../disk/runLock";
import { isOrganizationError, OrganizationError } from "../../organization/errors";
import { createSnapshotArchive } from "../../disk/snapshots";
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import { SETTINGS } from "../contributions";
import { showWarning } from "../messages";
import { getNumberSetting } from "../settings";
import {
  createRecentConnections,
  isSameChoice,
  openChoiceMemory,
  type RememberedConnection,
  type SeenSession,
} from "./choiceMemory";
import { askMfaCode } from "./choose";
import { createConnections } from "./connections";
import { createCopies, type Copies } from "./copies";
import { createDemo, type Demo } from "./demo";
import { DRAFTS_FOLDER, findKept, type KeptState } from "./keptState";
import { type AwsChoice, type LoneAccount, openLoneAccount, openSession } from "./openSession";
import type { FirstPaint } from "./firstPaint";
import { RUN_FOLDERS } from "./runFolders";
import { getRuns, type Runs } from "./runPlaces";
import { readSeen, restoreSession, toRemembered } from "./restoredSession";
import { getProfileName } from "./signIn";
import type { ConnectionChoice, Connections, Session } from "./session";

export interface WindowConnections {
  readonly connections: Connections;
  readonly demo: Demo;
  readonly copies: Copies;
  readonly archive: SnapshotArchive;
  readonly recent: RecentOrganizations;
  /** Connects to what this window looked at last, if it still can be. */
  readonly reconnect: () => Promise<void>;
  readonly openLoneAccount: OpenLoneAccount;
}

/** What is kept of the organizations looked at last, in any window. */
export interface RecentOrganizations {
  /** The latest first. */
  list(): Promise<readonly RememberedConnection[]>;
  /** What this machine keeps of one. */
  findKept(seen: SeenSession): Promise<KeptState>;
  /** What was last seen of one, to be shown before AWS has answered; `undefined` where nothing is kept. */
  restore(choice: ConnectionChoice): Promise<Session | undefined>;
}

/** The account behind a choice, where it has no organization. */
export type OpenLoneAccount = (choice: AwsChoice) => Promise<LoneAccount>;

export function openConnections(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  firstPaint: FirstPaint,
): WindowConnections {
  const { globalStorageUri } = context;
  const demo = createDemo(vscode.Uri.joinPath(globalStorageUri, "demo.json").fsPath);
  const memory = openChoiceMemory(context);
  const recent = createRecentConnections(vscode.Uri.joinPath(globalStorageUri, "recent.json").fsPath);
  const copies = createCopies(vscode.Uri.joinPath(globalStorageUri, "copies").fsPath);
  const archive = createSnapshotArchive(vscode.Uri.joinPath(globalStorageUri, "snapshots").fsPath, (file) =>
    showWarning(vscode.l10n.t("A damaged snapshot was set aside: {0}", `${file}.corrupt`)),
  );
  const ports = {
    demo,
    copies,
    getCopyName: (organizationId: string) => vscode.l10n.t("What-if copy of {0}", organizationId),
    demoName: vscode.l10n.t("Demo organization"),
    environmentName: vscode.l10n.t("environment"),
    runs: {
      aws: openRuns(vscode.Uri.joinPath(globalStorageUri, RUN_FOLDERS.aws).fsPath),
      elsewhere: openRuns(vscode.Uri.joinPath(globalStorageUri, RUN_FOLDERS.elsewhere).fsPath),
    },
    getRequestShare: () => getNumberSetting(SETTINGS.requestShare) / 100,
    askMfaCode,
    log: (line: string) => log.debug(line),
  };
  const connections = createConnections({
    async open(choice, shown) {
      // Reading AWS's SDK takes longer than drawing the rows: these come first.
      const drawn = shown && firstPaint();
      const seen = shown?.shown && (await readSeen(shown.shown, Date.now()).catch(() => undefined));
      await drawn;
      try {
        return await openSession(choice, ports, seen);
      } catch (error) {
        log.warn(`Could not connect: ${toText(error)}`);
        throw isOrganizationError(error)
          ? error
          : new OrganizationError("unavailable", toText(error), { cause: error });
      }
    },
    async remember(session) {
      const remembered = session && toRemembered(session);
      await memory.write(remembered);
      if (remembered?.seen) await recent.add(remembered);
    },
    getChangesTimeout: () => getNumberSetting(SETTINGS.changesTimeout),
  });

  return {
    connections,
    demo,
    copies,
    archive,
    recent: {
      list: () => recent.read(),
      findKept: (seen) =>
        findKept(seen, {
          archive,
          drafts: vscode.Uri.joinPath(globalStorageUri, DRAFTS_FOLDER).fsPath,
          getJournal: (one) => getRuns(ports.runs, one).journal,
        }),
      async restore(choice) {
        if (getNumberSetting(SETTINGS.snapshots) === 0) return undefined;
        const seen = (await recent.read()).find((one) => isSameChoice(one.choice, choice))?.seen;
        return seen && restoreSession(choice, seen, archive, firstPaint);
      },
    },
    openLoneAccount: (choice) => openLoneAccount(choice, ports),
    async reconnect() {
      if (!vscode.workspace.isTrusted) return;
      const remembered = await memory.read();
      if (!remembered || connections.getState().state !== "disconnected") return;
      const { choice } = remembered;
      const seen = getNumberSetting(SETTINGS.snapshots) > 0 ? remembered.seen : undefined;
      // The list of profiles comes with AWS's SDK, for which what was last seen does not wait.
      const profile = seen ? undefined : getProfileName(choice);
      if (profile !== undefined && !(await listProfiles()).some(({ name }) => name === profile)) return;
      if (connections.getState().state === "disconnected") {
        await connections.connect(choice, async () => seen && restoreSession(choice, seen, archive, firstPaint));
      }
    },
  };
}

function openRuns(folder: string): Runs {
  return { journal: createRunJournal(folder), lock: createRunLock(folder) };
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

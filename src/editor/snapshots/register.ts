/** Snapshots, files and copies of organizations, and what changed between them. */
import * as vscode from "vscode";
import { getUnfinishedPlace, type SnapshotArchive } from "../../organization/snapshot/archive";
import type { Difference } from "../../organization/snapshot/difference";
import { formatDifferences } from "../../organization/snapshot/markdown";
import { formatMoment } from "../../terms/moment";
import type { Disposable } from "../../terms/event";
import { connectTo, refuseWithoutSession } from "../commands/connecting";
import { thenFocusOrganization } from "../commands/thenFocus";
import { chooseOrganizationFile } from "../connection/choose";
import type { Copies } from "../connection/copies";
import type { Session } from "../connection/session";
import { COMMANDS, SETTINGS } from "../contributions";
import { askToChoose, showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { getNumberSetting } from "../settings";
import { getPolicyIds } from "../subject";
import { createChangedView, type ChangedView } from "./changedView";
import { chooseMoment, NOW } from "./chooseMoment";
import { openCopy, showCopyDifferences } from "./copying";
import { exportOrganization } from "./exporting";
import { Moments } from "./moments";
import { openEarlierPolicy } from "./pastOfPolicy";
import { openPastDiff, openPastPolicy, registerPastPolicies } from "./pastPolicies";
import { createRecorder } from "./recorder";

const { t } = vscode.l10n;

export interface SnapshotServices extends EditorServices {
  readonly archive: SnapshotArchive;
  readonly copies: Copies;
}

export function registerSnapshots(services: SnapshotServices): Disposable {
  const { registry, connections, archive, copies, log } = services;
  const moments = new Moments(archive, copies, connections);
  const changed = createChangedView(connections, moments);
  const withSession =
    (run: (session: Session, args: readonly unknown[]) => unknown) =>
    (...args: readonly unknown[]) => {
      const session = connections.getSession();
      return session ? run(session, args) : refuseWithoutSession();
    };
  return vscode.Disposable.from(
    changed,
    registerPastPolicies(services, moments),
    createRecorder({ connections, archive, getNumberToKeep, log: (line) => log.warn(line) }),
    registry.register(
      COMMANDS.whatChanged,
      t("The changes could not be shown"),
      withSession((session) => showWhatChanged(services, session, changed)),
    ),
    registry.register(
      COMMANDS.compareSnapshots,
      t("The snapshots could not be compared"),
      withSession((session) => compareSnapshots(services, session, changed)),
    ),
    registry.register(COMMANDS.showChangesAsMarkdown, t("The changes could not be shown"), () => showMarkdown(changed)),
    registry.register(COMMANDS.closeWhatChanged, t("The view could not be closed"), () => changed.close()),
    registry.register(COMMANDS.openDifference, t("The difference could not be opened"), (difference) =>
      openDifference(difference as Difference, changed),
    ),
    registry.register(
      COMMANDS.openEarlierPolicy,
      t("The earlier policy could not be opened"),
      withSession((session, args) =>
        openEarlierPolicy(session, archive, moments, getPolicyIds(services.getSubjects(args))[0]),
      ),
    ),
    registry.register(
      COMMANDS.exportOrganization,
      t("The organization could not be exported"),
      withSession((session) => exportOrganization(session)),
    ),
    registry.register(COMMANDS.openOrganizationFile, t("The file could not be opened"), async (given) => {
      const file = given instanceof vscode.Uri ? given : await chooseOrganizationFile();
      if (file) await openFile(services, file);
    }),
    registry.register(
      COMMANDS.openCopy,
      t("The copy could not be opened"),
      withSession((session) => openCopy(session, connections, copies, changed)),
    ),
    registry.register(COMMANDS.clearSnapshots, t("The snapshots could not be deleted"), () => clearSnapshots(services)),
  );
}

function openFile({ connections, registry }: Pick<EditorServices, "connections" | "registry">, file: vscode.Uri) {
  return thenFocusOrganization(registry, connections, () =>
    connectTo(connections, { kind: "file", path: file.fsPath }),
  );
}

function getNumberToKeep(): number {
  return getNumberSetting(SETTINGS.snapshots);
}

async function showWhatChanged(services: SnapshotServices, session: Session, changed: ChangedView): Promise<void> {
  if (session.choice.kind === "copy") return showCopyDifferences(session.choice.id, changed);
  const from = await chooseMoment(session, services.archive, t("What Changed Since…"), false);
  if (from && isStillAt(services, session)) await changed.show({ from, to: NOW });
}

async function compareSnapshots(services: SnapshotServices, session: Session, changed: ChangedView): Promise<void> {
  const { archive } = services;
  const from = await chooseMoment(session, archive, t("Compare From…"), true);
  if (!from) return;
  const to = await chooseMoment(session, archive, t("Compare {0} With…", from.when), true);
  if (to && isStillAt(services, session)) await changed.show({ from, to });
}

/** Whether "now" still means the organization that was chosen for: choosing a file takes a while. */
function isStillAt({ connections }: SnapshotServices, { organizationId }: Session): boolean {
  return connections.getSession()?.organizationId === organizationId;
}

async function showMarkdown(changed: ChangedView): Promise<void> {
  const shown = changed.getShown();
  if (!shown) return showRefusal(t("Choose what to compare first."));
  const content = formatDifferences(shown.differences, (iso) => formatMoment(iso, vscode.env.language), t);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}

async function openDifference(difference: Difference, changed: ChangedView): Promise<void> {
  const shown = changed.getShown();
  if (!shown || !("policy" in difference)) return;
  const { policy } = difference;
  const { from, to } = shown.comparison;
  if (difference.kind === "policyRemoved") await openPastPolicy({ ...from, policy });
  else if (difference.kind === "policyAdded") await openPastPolicy({ ...to, policy });
  else await openPastDiff({ ...from, policy }, { ...to, policy });
}

async function clearSnapshots({ connections, archive }: SnapshotServices): Promise<void> {
  const place = connections.getSession()?.snapshotPlace;
  const own = t("Of This Organization");
  const all = t("Of All Organizations");
  const keep = t("Keep Them");
  const answer = await askToChoose(
    t("Delete the snapshots kept on this machine?"),
    t(
      "What changed in the past can then no longer be shown, and the next start shows nothing before AWS has answered.",
    ),
    keep,
    ...(place === undefined ? [all] : [own, all]),
  );
  if (answer === undefined || answer === keep) return;
  const places = answer === own && place !== undefined ? [place, getUnfinishedPlace(place)] : [undefined];
  for (const one of places) await archive.clear(one);
  showInformation(t("The snapshots are deleted."));
}

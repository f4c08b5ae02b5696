/** Asking for a moment of the connected organization. */
import * as vscode from "vscode";
import type { SnapshotArchive, SnapshotEntry } from "../../organization/snapshot/archive";
import { chooseOrganizationFile } from "../connection/choose";
import type { Session } from "../connection/session";
import { getAgeText } from "../views/age";
import type { Moment } from "./moments";

const { t } = vscode.l10n;

/** A moment and how it is called. */
export interface NamedMoment {
  readonly moment: Moment;
  readonly when: string;
}

export const NOW: NamedMoment = { moment: { kind: "now" }, when: t("now") };

interface MomentItem extends vscode.QuickPickItem {
  readonly named?: NamedMoment;
}

/** Snapshots newest first, then files; `now` too where it makes sense. `undefined` when dismissed. */
export async function chooseMoment(
  session: Session,
  archive: SnapshotArchive,
  title: string,
  withNow: boolean,
): Promise<NamedMoment | undefined> {
  const picked = await vscode.window.showQuickPick(getItems(session, archive, withNow), {
    title,
    placeHolder: t("A snapshot or an organization file"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked && (picked.named ?? chooseFile());
}

async function getItems(session: Session, archive: SnapshotArchive, withNow: boolean): Promise<readonly MomentItem[]> {
  const items: MomentItem[] = [];
  if (withNow) items.push({ label: t("Now"), iconPath: new vscode.ThemeIcon("pulse"), named: NOW });
  if (session.choice.kind === "copy") items.push(toCopiedItem(session.choice.id));
  const snapshots = await listSnapshots(session, archive);
  if (snapshots.length > 0) {
    items.push({ label: t("Snapshots"), kind: vscode.QuickPickItemKind.Separator });
    items.push(...snapshots.map(({ place, entry }) => toSnapshotItem(place, entry)));
  }
  items.push(
    { label: t("Files"), kind: vscode.QuickPickItemKind.Separator },
    { label: t("An organization file…"), iconPath: new vscode.ThemeIcon("folder-opened") },
  );
  return items;
}

/** Those of the session's own place; of a copy or file, those of the organization at AWS. */
export async function listSnapshots(
  { snapshotPlace, store }: Session,
  archive: SnapshotArchive,
): Promise<readonly { readonly place: string; readonly entry: SnapshotEntry }[]> {
  const place = snapshotPlace ?? store.getOrganization()?.id;
  if (place === undefined) return [];
  return (await archive.list(place)).map((entry) => ({ place, entry }));
}

export function toSnapshotMoment(place: string, { id, takenAt }: SnapshotEntry): NamedMoment {
  return { moment: { kind: "snapshot", place, id }, when: formatTime(takenAt) };
}

function toSnapshotItem(place: string, entry: SnapshotEntry): MomentItem {
  const named = toSnapshotMoment(place, entry);
  const { accounts, policies, gaps, takenAt, seenAt } = entry;
  const facts = [
    t("{0} accounts, {1} policies", accounts.toLocaleString(vscode.env.language), policies),
    seenAt === takenAt ? undefined : t("unchanged until {0}", formatTime(seenAt)),
    gaps === 0 ? undefined : t("not all was read"),
  ];
  return {
    label: named.when,
    description: getAgeText(takenAt, Date.now(), t),
    detail: facts.filter((fact) => fact !== undefined).join(" · "),
    iconPath: new vscode.ThemeIcon("history"),
    named,
  };
}

function toCopiedItem(id: string): MomentItem {
  const named: NamedMoment = { moment: { kind: "copied", id }, when: t("as copied") };
  return { label: t("As it was copied"), iconPath: new vscode.ThemeIcon("copy"), named };
}

async function chooseFile(): Promise<NamedMoment | undefined> {
  const file = await chooseOrganizationFile();
  return file && { moment: { kind: "file", path: file.fsPath }, when: file.path.slice(file.path.lastIndexOf("/") + 1) };
}

export function formatTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
}

/** Earlier texts of one policy, found snapshot by snapshot. */
import * as vscode from "vscode";
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import type { NamedPolicy } from "../../organization/snapshot/difference";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import type { Session } from "../connection/session";
import { isCancellation } from "../messages";
import { pickPolicy } from "../picks";
import { getAgeText } from "../views/age";
import { getCharactersText } from "../views/words";
import { listSnapshots, NOW, toSnapshotMoment } from "./chooseMoment";
import type { Moments } from "./moments";
import { openPastDiff, openPastPolicy, type PastPolicy } from "./pastPolicies";

const { t } = vscode.l10n;

interface PastItem extends vscode.QuickPickItem {
  readonly past?: PastPolicy;
}

const COMPARE: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("diff"),
  tooltip: t("Compare With Now"),
};

/** Offers each text that the policy once had, newest first, as the snapshots are read. */
export async function openEarlierPolicy(
  session: Session,
  archive: SnapshotArchive,
  moments: Moments,
  given: string | undefined,
): Promise<void> {
  const policyId = given ?? (await pickPolicy(session, t("Open an Earlier Text of…")));
  if (policyId === undefined) return;
  const { name, type } = session.store.getPolicySummary(policyId) ?? (await session.store.loadPolicy(policyId));
  const policy: NamedPolicy = { id: policyId, name, type };
  const pick = vscode.window.createQuickPick<PastItem>();
  pick.title = t("Earlier texts of {0}", name);
  pick.placeholder = t("Open one read-only, or compare it with now by its button");
  let isOpen = true;
  pick.onDidHide(() => {
    isOpen = false;
    pick.dispose();
  });
  pick.onDidAccept(() => {
    const past = pick.activeItems[0]?.past;
    pick.hide();
    if (past) void openPastPolicy(past);
  });
  pick.onDidTriggerItemButton(({ item: { past } }) => {
    pick.hide();
    if (past) void openPastDiff(past, { moment: NOW.moment, policy, when: NOW.when });
  });
  pick.busy = true;
  pick.show();
  try {
    await fill(pick, policy, session, archive, moments, () => isOpen);
  } catch (error) {
    pick.hide();
    if (!isCancellation(error)) throw error;
  }
}

async function fill(
  pick: vscode.QuickPick<PastItem>,
  policy: NamedPolicy,
  session: Session,
  archive: SnapshotArchive,
  moments: Moments,
  isOpen: () => boolean,
): Promise<void> {
  const items: PastItem[] = [];
  let last: string | undefined;
  for (const { place, entry } of await listSnapshots(session, archive)) {
    if (!isOpen()) return;
    const named = toSnapshotMoment(place, entry);
    const contents = await moments.load(named.moment).catch(() => undefined);
    const content = contents?.policies.find(({ id }) => id === policy.id)?.content;
    // The oldest snapshot of a text stands for it: it was so from then on.
    if (content !== undefined && content !== "" && content === last) items.pop();
    if (content !== undefined && content !== "") items.push(toItem({ ...named, policy }, content, entry.takenAt));
    last = content;
    if (!isOpen()) return;
    // Items that are set anew lose the choice among them.
    const chosen = items.filter((item) => pick.activeItems.includes(item));
    pick.items = items;
    pick.activeItems = chosen;
  }
  if (!isOpen()) return;
  if (items.length === 0) pick.items = [{ label: t("No snapshot holds a text of it") }];
  pick.busy = false;
}

function toItem(past: PastPolicy, content: string, takenAt: string): PastItem {
  const allowed = getPolicyQuota(past.policy.type)?.maxSize;
  const size = getCharactersText(countCharacters(content), allowed, vscode.env.language, t);
  return {
    label: t("Since {0}", past.when),
    description: `${getAgeText(takenAt, Date.now(), t)} · ${size}`,
    iconPath: new vscode.ThemeIcon("history"),
    buttons: [COMPARE],
    past,
  };
}

/** Commands that show the tree of the organization in another way: filtered, grouped, one OU alone. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { pickTarget } from "../picks";
import type { EditorServices } from "../services";
import { getTargetIds } from "../subject";
import { PLAIN, type Arrangement, type Grouping } from "../views/arrangement";
import type { OrganizationView } from "../views/organizationView";
import { refuseWithoutSession } from "./connecting";

/** Milliseconds without a key after which the tree follows what is typed. */
const REST = 150;
/** Tag keys to offer; accounts seldom bear more. */
const MAX_KEYS = 100;

const { t } = vscode.l10n;

export interface ArrangeServices extends Pick<EditorServices, "registry" | "connections" | "getSubjects"> {
  readonly organization: Pick<OrganizationView, "arrange" | "getArrangement">;
}

export function registerArrange({
  registry,
  connections,
  getSubjects,
  organization,
}: ArrangeServices): vscode.Disposable {
  const withSession =
    (run: (session: Session, args: readonly unknown[]) => unknown) =>
    (...args: readonly unknown[]) => {
      const session = connections.getSession();
      return session ? run(session, args) : refuseWithoutSession();
    };
  const arrange = (change: Partial<Arrangement>) =>
    organization.arrange({ ...organization.getArrangement(), ...change });
  return vscode.Disposable.from(
    registry.register(
      COMMANDS.filterTree,
      t("Filtering failed"),
      withSession(() => filterTree(organization)),
    ),
    registry.register(
      COMMANDS.groupTree,
      t("Grouping failed"),
      withSession(async (session) => {
        const grouping = await chooseGrouping(session, organization.getArrangement().grouping);
        if (grouping) arrange({ grouping });
      }),
    ),
    registry.register(
      COMMANDS.focusOn,
      t("It could not be shown alone"),
      withSession(async (session, args) => {
        const kinds = ["root", "organizationalUnit"] as const;
        const given = getTargetIds(getSubjects(args)).find((id) => /^(ou|r)-/.test(id));
        const focusId = given ?? (await pickTarget(session, t("Show Only…"), { kinds }));
        if (focusId !== undefined) arrange({ focusId });
      }),
    ),
    registry.register(COMMANDS.showWholeTree, t("The whole tree could not be shown"), () =>
      organization.arrange(PLAIN),
    ),
  );
}

/** The tree follows what is typed; leaving without Enter brings back what was shown before. */
function filterTree(organization: ArrangeServices["organization"]): Promise<void> {
  const before = organization.getArrangement();
  const input = vscode.window.createInputBox();
  input.title = t("Filter the Tree");
  input.prompt = t("Name, ID, e-mail or tag of accounts and OUs. Empty shows all.");
  input.value = before.filter;
  let timer: NodeJS.Timeout | undefined;
  let isAccepted = false;
  const show = (): void => organization.arrange({ ...before, filter: input.value });
  return new Promise((resolve) => {
    const subscriptions = vscode.Disposable.from(
      input,
      input.onDidChangeValue(() => {
        clearTimeout(timer);
        timer = setTimeout(show, REST);
      }),
      input.onDidAccept(() => {
        isAccepted = true;
        show();
        input.hide();
      }),
      input.onDidHide(() => {
        clearTimeout(timer);
        if (!isAccepted) organization.arrange(before);
        subscriptions.dispose();
        resolve();
      }),
    );
    input.show();
  });
}

async function chooseGrouping({ store }: Session, current: Grouping): Promise<Grouping | undefined> {
  const counts = new Map<string, number>();
  for (const { id } of store.getAccounts() ?? []) {
    for (const key of Object.keys(store.getTags(id) ?? {})) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_KEYS);
  const toItem = (label: string, icon: string, grouping: Grouping, description?: string) => ({
    label,
    iconPath: new vscode.ThemeIcon(icon),
    grouping,
    ...(description !== undefined && { description }),
    picked: grouping.by === current.by,
  });
  const items: readonly (vscode.QuickPickItem & { readonly grouping?: Grouping })[] = [
    toItem(t("Organizational unit"), "folder", { by: "organizationalUnit" }),
    toItem(t("State"), "pulse", { by: "state" }),
    toItem(t("Month of joining"), "calendar", { by: "joinedMonth" }),
    { label: t("Tags"), kind: vscode.QuickPickItemKind.Separator },
    ...keys.map(([key, count]) =>
      toItem(key, "tag", { by: "tag", key }, count === 1 ? t("on 1 account") : t("on {0} accounts", count)),
    ),
    { label: t("Another tag key…"), iconPath: new vscode.ThemeIcon("edit") },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: t("Group Accounts By") });
  if (!picked) return undefined;
  return picked.grouping ?? askForKey();
}

async function askForKey(): Promise<Grouping | undefined> {
  const key = await vscode.window.showInputBox({ title: t("Group Accounts By Tag"), prompt: t("Key of the tag") });
  return key ? { by: "tag", key } : undefined;
}

import * as vscode from "vscode";
import { isSameData } from "../../organization/sameData";
import type { StorePart } from "../../organization/store";
import { runInTurns } from "../../organization/turns";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { isCancellation } from "../messages";
import type { EditorServices } from "../services";
import type { GetIcon } from "../views/icons";
import { loadQuietly } from "../views/loadPart";
import { getViewedOrganization } from "../views/storeTree";
import { describeNothing, find, findInSteps, type Findable, type FindIndex } from "./findIndex";
import { refuseWithoutSession } from "./connecting";

/** More than this nobody reads, and VS Code lays out slowly. */
const MAX_ITEMS = 200;
/** Milliseconds; answers come in bursts. */
const REST = 150;
/**
 * Milliseconds between a key and its rows. VS Code tells of what was typed first, and then of the row which that made
 * the first one, by its place among the rows it had: rows set in between would have it mean another.
 */
const TYPED = 20;
/** Tags are a request for each thing: only where that costs nobody's quota, and not for ever. */
const MAX_TAGS = 500;

/** The parts that what is found comes from. */
const FOUND: ReadonlySet<StorePart["part"]> = new Set(["roots", "children", "accounts", "policies", "tags"]);

const { t } = vscode.l10n;

const COPY: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("copy"), tooltip: t("Copy ID") };
const OPEN: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: t("Open Policy") };

interface FindItem extends vscode.QuickPickItem {
  /** Absent where nothing was found, which is said in a row. */
  readonly found?: Findable;
}

interface FindServices
  extends Pick<EditorServices, "registry" | "connections" | "log" | "revealTarget" | "revealPolicy"> {
  readonly getIcon: GetIcon;
}

export function registerFind(services: FindServices): vscode.Disposable {
  return services.registry.register(COMMANDS.find, t("Finding failed"), async () => {
    const session = services.connections.getSession();
    if (!session) return refuseWithoutSession();
    const found = await ask(session, services);
    if (!found || services.connections.getSession() !== session) return;
    await (found.kind === "policy" ? services.revealPolicy(found.id) : services.revealTarget(found.id));
  });
}

/** Shows what is known at once and more as it arrives. */
function ask(session: Session, services: FindServices): Promise<Findable | undefined> {
  const { store } = session;
  const pick = vscode.window.createQuickPick<FindItem>();
  let index: FindIndex = { all: [], withoutTags: 0 };
  let shown: readonly Findable[] = [];
  let timer: NodeJS.Timeout | undefined;
  let typed: NodeJS.Timeout | undefined;
  let isOpen = true;
  /** Enter came before anything was found. */
  let isAwaited = false;
  let answer: (found: Findable | undefined) => void = () => undefined;

  /** Rows may lag behind what was typed: what no longer matches is not what Enter means. */
  function accept(): void {
    const active = pick.activeItems[0]?.found;
    const matching = getMatching();
    const chosen = matching.find(({ id }) => id === active?.id) ?? matching[0];
    isAwaited = !chosen && pick.busy;
    if (!chosen) return;
    answer(chosen);
    pick.hide();
  }

  function getMatching(): readonly Findable[] {
    return find(index.all, pick.value, MAX_ITEMS);
  }

  function show(): void {
    const found = getMatching();
    pick.title = getTitle(index);
    if (found.length === 0 && pick.value.trim() !== "") {
      shown = [];
      pick.items = [{ ...describeNothing(index, pick.value, pick.busy, t), alwaysShow: true }];
      return;
    }
    // Items that are set anew lose the choice among them.
    if (isSameData(found, shown) && pick.items.length === found.length) return;
    shown = found;
    pick.items = found.map((item) => toItem(item, services.getIcon));
    if (isAwaited) accept();
  }

  async function refresh(): Promise<void> {
    const next = await runInTurns(findInSteps(store));
    timer = undefined;
    if (!isOpen) return;
    index = next;
    show();
  }

  pick.placeholder = t("Name, ID, e-mail, tag or ARN of an account, OU or policy");
  pick.title = getTitle(index);
  pick.busy = true;
  void refresh()
    .then(() => loadAll(session, services))
    .finally(() => {
      pick.busy = false;
      if (isOpen) show();
    });

  return new Promise((resolve) => {
    answer = resolve;
    const subscriptions = vscode.Disposable.from(
      pick,
      store.onDidChange(({ parts }) => {
        if (parts.some(({ part }) => FOUND.has(part))) timer ??= setTimeout(() => void refresh(), REST);
      }),
      services.connections.onDidChange(() => pick.hide()),
      pick.onDidChangeValue(() => {
        isAwaited = false;
        clearTimeout(typed);
        typed = setTimeout(show, TYPED);
      }),
      pick.onDidAccept(accept),
      pick.onDidTriggerItemButton(({ item, button }) => {
        const id = item.found?.id;
        if (id === undefined) return;
        if (button === COPY) void vscode.env.clipboard.writeText(id);
        else void vscode.commands.executeCommand(COMMANDS.openPolicy, { kind: "policy", policyId: id });
        pick.hide();
      }),
      pick.onDidHide(() => {
        isOpen = false;
        clearTimeout(timer);
        clearTimeout(typed);
        subscriptions.dispose();
        resolve(undefined);
      }),
    );
    pick.show();
  });
}

function toItem(found: Findable, getIcon: GetIcon): FindItem {
  return {
    found,
    label: found.name,
    description: [found.id, found.email].filter(Boolean).join(" · "),
    ...(found.place && { detail: found.place }),
    iconPath: getIcon(found.kind),
    // The search is ours: what VS Code would filter out may match by its tag or ARN.
    alwaysShow: true,
    buttons: found.kind === "policy" ? [OPEN, COPY] : [COPY],
  };
}

/** Says what cannot be found yet. */
function getTitle({ all, withoutTags }: FindIndex): string {
  const title = t("Find Account, OU or Policy");
  if (withoutTags === 0 || all.length === 0) return title;
  return withoutTags === all.length
    ? t("{0} (tags are not loaded yet)", title)
    : t("{0} (tags of {1} of {2} are not loaded yet)", title, withoutTags, all.length);
}

/** What can be found is read by the planned load; it goes on behind for what it has begun. */
async function loadAll(session: Session, { log }: FindServices): Promise<void> {
  const { store, loading } = session;
  try {
    await loading.startStructure();
    await Promise.all(store.getEnabledPolicyTypes().map((type) => store.loadPolicies(type)));
    const ids = (await runInTurns(findInSteps(store))).all.map(({ id }) => id);
    if (!getViewedOrganization(session).isLocal || ids.length > MAX_TAGS) return;
    loadQuietly(
      store,
      ids.map((resourceId): StorePart => ({ part: "tags", resourceId })),
    );
  } catch (error) {
    // What is known can still be found; the views show what failed.
    if (!isCancellation(error)) log.warn(`find: ${error instanceof Error ? error.message : String(error)}`);
  }
}

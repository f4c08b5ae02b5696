import * as vscode from "vscode";
import type { StorePart } from "../../organization/store";
import { runInTurns } from "../../organization/turns";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { isCancellation } from "../messages";
import type { EditorServices } from "../services";
import type { GetIcon } from "../views/icons";
import { loadQuietly } from "../views/loadPart";
import { getViewedOrganization } from "../views/storeTree";
import { findInSteps, type Findable } from "./findIndex";
import { askToFind, type FindItem } from "./findPick";
import { refuseWithoutSession } from "./connecting";

/** Tags are a request for each thing: only where that costs nobody's quota, and not for ever. */
const MAX_TAGS = 500;

/** The parts that what is found comes from. */
const FOUND: ReadonlySet<StorePart["part"]> = new Set(["roots", "children", "accounts", "policies", "tags"]);

const { t } = vscode.l10n;

const COPY: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("copy"), tooltip: t("Copy ID") };
const OPEN: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: t("Open Policy") };

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

function ask(session: Session, services: FindServices): Promise<Findable | undefined> {
  const { store } = session;
  const pick = vscode.window.createQuickPick<FindItem>();
  pick.placeholder = t("Name, ID, e-mail, tag or ARN of an account, OU or policy");
  const closing = services.connections.onDidChange(() => pick.hide());
  const asked = askToFind(pick, {
    readIndex: () => runInTurns(findInSteps(store)),
    load: () => loadAll(session, services),
    onDidChange: (listener) =>
      store.onDidChange(({ parts }) => {
        if (parts.some(({ part }) => FOUND.has(part))) listener();
      }),
    toItem: (found) => toItem(found, services.getIcon),
    pressButton({ id }, button) {
      if (button === COPY) void vscode.env.clipboard.writeText(id);
      else void vscode.commands.executeCommand(COMMANDS.openPolicy, { kind: "policy", policyId: id });
    },
    waitForDrawn,
    t,
  });
  return asked.finally(() => closing.dispose());
}

/** VS Code is sent new rows at the end of a turn, and works off in order what it is sent: any answer will do. */
async function waitForDrawn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await vscode.commands.executeCommand("noop").then(undefined, () => undefined);
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

/** Pulling: policies as they are live into files of a folder, never over what is not theirs. */
import * as vscode from "vscode";
import { planPull, type ExistingFile, type PullItem, type PullState } from "../../engine/deployment/pull";
import type { Policy } from "../../organization/model";
import { getCanonicalForm } from "../../policy/alignment/canonical";
import { formatJson } from "../../policy/format";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { choose } from "../changing/choose";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import type { Deployment } from "./deployment";

const { t } = vscode.l10n;

export async function pullPolicies(services: EditorServices, deployment: Deployment, given: unknown): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const type = getGivenType(given) ?? (await chooseType(session));
  if (type === undefined) return;
  const folder = await chooseFolder();
  if (!folder) return;
  const items = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t("Reading the policies…") },
    async () => {
      const policies = await loadPolicies(session, type);
      const existing = await readFolder(deployment, session, folder);
      return planPull(policies, (fileName) => existing.get(fileName.normalize("NFC").toLowerCase()), getCanonicalForm);
    },
  );
  if (items.length === 0) {
    showInformation(t("There are no {0} that could be pulled.", getPolicyTypeFacts(type).name));
    return;
  }
  const chosen = await chooseItems(items, folder);
  if (!chosen) return;
  const written = await writeItems(chosen, folder);
  const settled = [...written, ...items.filter(({ state }) => state === "same")];
  await deployment.memory.remember(
    session.organizationId,
    new Map(settled.map(({ policy, fileName }) => [vscode.Uri.joinPath(folder, fileName), policy.id])),
  );
  tell(items, written.length);
}

/** A row of the tree that shows a type. */
function getGivenType(given: unknown): PolicyType | undefined {
  const type = typeof given === "object" && given !== null && "type" in given ? given.type : undefined;
  return typeof type === "string" ? type : undefined;
}

function chooseType({ store }: Session): Promise<PolicyType | undefined> {
  return choose(t("Pull Policies"), t("Policies of which type?"), async () => {
    await store.loadRoots();
    return store.getEnabledPolicyTypes().map((type) => ({ id: type, label: getPolicyTypeFacts(type).name }));
  });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  const folders = await vscode.window.showOpenDialog({
    title: t("Pull Policies into a Folder"),
    openLabel: t("Pull Here"),
    canSelectFiles: false,
    canSelectFolders: true,
    ...(workspace && { defaultUri: workspace }),
  });
  return folders?.[0];
}

async function loadPolicies({ store }: Session, type: PolicyType): Promise<readonly Policy[]> {
  const summaries = (await store.loadPolicies(type)).filter(({ awsManaged }) => !awsManaged);
  return Promise.all(summaries.map(({ id }) => store.loadPolicy(id)));
}

/** What stands in the folder, by name without regard to case: some file systems know no case. */
async function readFolder(
  { memory }: Deployment,
  { organizationId }: Session,
  folder: vscode.Uri,
): Promise<ReadonlyMap<string, ExistingFile>> {
  const found = new Map<string, ExistingFile>();
  for (const [name] of await vscode.workspace.fs.readDirectory(folder)) {
    if (!/\.jsonc?$/i.test(name)) continue;
    const uri = vscode.Uri.joinPath(folder, name);
    found.set(name.normalize("NFC").toLowerCase(), {
      isUnsaved: isUnsaved(uri),
      form: await readForm(uri),
      linkedPolicyId: memory.get(organizationId, uri),
    });
  }
  return found;
}

/** `undefined` also for what is no file. */
async function readForm(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return getCanonicalForm(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}

function isUnsaved(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === key);
}

type Item = PullItem<Policy>;
interface PickedItem extends vscode.QuickPickItem {
  readonly item?: Item;
}

/** Shows what would become of every file; `undefined` when dismissed. */
async function chooseItems(items: readonly Item[], folder: vscode.Uri): Promise<readonly Item[] | undefined> {
  const of = (state: PullState) => items.filter((item) => item.state === state);
  const toPick = (item: Item): PickedItem => ({
    label: item.fileName,
    description: item.policy.id,
    picked: true,
    item,
  });
  const group = (label: string, state: PullState): readonly PickedItem[] => {
    const found = of(state);
    if (found.length === 0) return [];
    return [separate(label), ...found.map(toPick)];
  };
  // VS Code shows no separator that nothing follows, and what is left alone cannot be chosen.
  const left = [...of("unsaved"), ...of("unrelated")].map(({ fileName, state }) =>
    state === "unsaved" ? t("{0} (not saved)", fileName) : t("{0} (another file)", fileName),
  );
  const picked = await vscode.window.showQuickPick<PickedItem>(
    [...group(t("New files"), "new"), ...group(t("Files pulled before, replaced by what is live"), "replaced")],
    {
      title: t("Pull into {0}", vscode.workspace.asRelativePath(folder)),
      placeHolder: [
        t("Nothing is written before you confirm."),
        ...(left.length === 0 ? [] : [t("Left alone: {0}", left.join(", "))]),
      ].join(" "),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.flatMap(({ item }) => item ?? []);
}

function separate(label: string): PickedItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Answers what was written; what is being typed by now is left alone all the same. */
async function writeItems(items: readonly Item[], folder: vscode.Uri): Promise<readonly Item[]> {
  const written: Item[] = [];
  for (const item of items) {
    const uri = vscode.Uri.joinPath(folder, item.fileName);
    if (isUnsaved(uri)) continue;
    const text = formatJson(item.policy.content).trimEnd();
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${text}\n`));
    written.push(item);
  }
  return written;
}

function tell(items: readonly Item[], written: number): void {
  const left = items.filter(({ state }) => state === "unsaved" || state === "unrelated").length;
  const done = written === 1 ? t("1 file was written.") : t("{0} files were written.", written);
  const rest = left === 0 ? "" : left === 1 ? t("1 was left alone.") : t("{0} were left alone.", left);
  showInformation([done, rest].filter(Boolean).join(" "));
}

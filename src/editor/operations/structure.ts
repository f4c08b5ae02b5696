/** Operations on organizational units and on where accounts are. */
import * as vscode from "vscode";
import type { Account, OrganizationalUnit } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { choose, chooseSome, type Choice } from "../changing/choose";
import { loadTargetName } from "../changing/targetName";
import type { Session } from "../connection/session";
import { showInformation, showRefusal } from "../messages";
import { pickTarget } from "../picks";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import { getTargetIds, type Subject } from "../subject";
import { getPathText } from "../targets";
import { askText, checkName } from "./ask";
import { operate } from "./operate";
import { getAccountsIn, getMoveSteps, loadAccountsOf, loadDeleteUnitSteps, loadUnitTree } from "./structureSteps";
import { getUnitsText, loadUnitSteps, UNIT_TEMPLATES } from "./unitTemplates";

const { t } = vscode.l10n;
const PARENTS = ["root", "organizationalUnit"] as const;

export function createUnit(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const { store } = session;
    const parentId = await chooseParent(session, subjects, t("Create an OU in…"));
    if (parentId === undefined) return undefined;
    const siblings = await store.loadOrganizationalUnits(parentId);
    const name = await askText({
      title: t("Create an OU in {0}", await loadTargetName(store, parentId)),
      prompt: t("Its name; no other OU beside it may have the same."),
      check: checkName(siblings.map((unit) => unit.name)),
    });
    return name === undefined ? undefined : { steps: [{ kind: "createOrganizationalUnit", parentId, name, tags: {} }] };
  });
}

export function createUnitsFromTemplate(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const parentId = await chooseParent(session, subjects, t("Create OUs in…"));
    if (parentId === undefined) return undefined;
    const name = await loadTargetName(session.store, parentId);
    const chosen = await choose(t("Create OUs in {0}", name), t("What to begin with"), async () =>
      UNIT_TEMPLATES.map(({ id, title, units }): Choice => ({ id, label: t(title), detail: getUnitsText(units) })),
    );
    const template = UNIT_TEMPLATES.find(({ id }) => id === chosen);
    if (!template) return undefined;
    const steps = await loadUnitSteps(session.store, parentId, template.units);
    if (steps.length === 0) showInformation(t("All of these OUs are in {0} already.", name));
    return { title: t("Create OUs in {0}: {1}", name, t(template.title)), steps };
  });
}

export async function renameUnit(
  { store }: Session,
  { id, name, parentId }: OrganizationalUnit,
): Promise<PlanRequest | undefined> {
  const siblings = await store.loadOrganizationalUnits(parentId);
  const to = await askText({
    title: t("Rename the OU “{0}”", name),
    prompt: t("Its ID, and all that is in it or attached to it, stay as they are."),
    value: name,
    check: checkName(
      siblings.map((unit) => unit.name),
      name,
    ),
  });
  return to === undefined
    ? undefined
    : { steps: [{ kind: "updateOrganizationalUnit", organizationalUnitId: id, from: name, to }] };
}

/** With the OUs in it. Accounts in it can be moved up first; they are never touched otherwise. */
export async function deleteUnit({ store }: Session, unit: OrganizationalUnit): Promise<PlanRequest | undefined> {
  const tree = await loadUnitTree(store, unit);
  const accounts = getAccountsIn(tree);
  if (accounts.length > 0 && !(await askToMoveUp(store, unit, accounts))) return undefined;
  const title = t("Delete the OU {0}", getPathText(store.getPath(unit.id)));
  return { title, steps: await loadDeleteUnitSteps(store, tree, unit.parentId) };
}

async function askToMoveUp(
  store: OrganizationStore,
  { name, parentId }: OrganizationalUnit,
  accounts: readonly Account[],
): Promise<boolean> {
  const parent = await loadTargetName(store, parentId);
  const isOne = accounts.length === 1;
  const title = isOne ? t("{0} still holds 1 account", name) : t("{0} still holds {1} accounts", name, accounts.length);
  const chosen = await choose(title, "", async () => [
    {
      id: "move",
      label: isOne ? t("Move it to {0} first", parent) : t("Move them to {0} first", parent),
      detail: accounts.map((account) => account.name).join(", "),
    },
  ]);
  return chosen === "move";
}

/** Moves the accounts among the subjects, and those of OUs among them; asks for what is missing. */
export function moveAccounts(
  services: EditorServices,
  subjects: readonly Subject[],
  destination?: string,
): Promise<unknown> {
  return operate(services, async (session) => {
    const { store } = session;
    const given = getTargetIds(subjects);
    const ids = given.length > 0 ? given : await chooseAccounts(session);
    if (ids.length === 0) return undefined;
    const accounts = await loadAccountsOf(store, ids);
    const [only, ...more] = accounts;
    if (!only) {
      showRefusal(t("There are no accounts directly in it."));
      return undefined;
    }
    const what = more.length === 0 ? t("“{0}”", only.name) : t("{0} accounts", accounts.length);
    const to = destination ?? (await pickTarget(session, t("Move {0} to…", what), { kinds: PARENTS }));
    if (to === undefined) return undefined;
    const steps = getMoveSteps(accounts, to);
    const where = await loadTargetName(store, to);
    if (steps.length === 0) showInformation(t("{0}: in {1} already.", what, where));
    return { steps, ...(steps.length > 1 && { title: t("Move {0} accounts to {1}", steps.length, where) }) };
  });
}

function chooseAccounts({ store }: Session): Promise<readonly string[]> {
  return chooseSome(t("Move which account?"), t("Name, ID or path of an account"), async () =>
    (await store.loadAccounts("screen")).map(
      ({ id, name }): Choice => ({
        id,
        label: `$(account) ${name}`,
        description: id,
        detail: getPathText(store.getPath(id)),
      }),
    ),
  );
}

async function chooseParent(
  session: Session,
  subjects: readonly Subject[],
  title: string,
): Promise<string | undefined> {
  const parent = getTargetIds(subjects).find((id) => session.store.getTarget(id)?.kind !== "account");
  return parent ?? pickTarget(session, title, { kinds: PARENTS });
}

/** Asking for a target or a policy of the organization when a command was given none. */
import * as vscode from "vscode";
import type { Target } from "../organization/store";
import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";
import type { TargetKind } from "../terms/ids";
import type { Session } from "./connection/session";
import { getPathText, getTargetFacts } from "./targets";

export interface TargetPickOptions {
  readonly placeholder?: string;
  /** Which kinds to offer; all by default. */
  readonly kinds?: readonly TargetKind[];
  /** Only these targets; every one known by default. */
  readonly only?: readonly string[];
  /** Without the management account, for what AWS does with members alone. */
  readonly membersOnly?: boolean;
}

export interface PolicyPickOptions {
  readonly placeholder?: string;
  /** Only this type; every enabled one by default. */
  readonly type?: PolicyType;
  readonly exclude?: readonly string[];
}

interface IdItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Offers roots, OUs and accounts by name, id and path. Answers the id, `undefined` when dismissed. */
export async function pickTarget(
  session: Session,
  title: string,
  options: TargetPickOptions = {},
): Promise<string | undefined> {
  return pick(title, options.placeholder ?? vscode.l10n.t("Name, ID or path"), async () => {
    await session.store.loadAccounts();
    const managementId = options.membersOnly ? session.store.getOrganization()?.masterAccountId : undefined;
    const isWanted = (target: Target) =>
      (options.kinds?.includes(target.kind) ?? true) &&
      (options.only?.includes(getTargetFacts(target).id) ?? true) &&
      getTargetFacts(target).id !== managementId;
    return session.store
      .getKnownTargets()
      .filter(isWanted)
      .map((target) => toTargetItem(session, target));
  });
}

/** Offers policies by name, id and description. Answers the id, `undefined` when dismissed. */
export async function pickPolicy(
  session: Session,
  title: string,
  options: PolicyPickOptions = {},
): Promise<string | undefined> {
  return pick(title, options.placeholder ?? vscode.l10n.t("Name or ID of a policy"), async () => {
    const types = options.type ? [options.type] : session.store.getEnabledPolicyTypes();
    const lists = await Promise.all(types.map((type) => session.store.loadPolicies(type)));
    return lists
      .flat()
      .filter((policy) => !options.exclude?.includes(policy.id))
      .map((policy) => ({
        id: policy.id,
        label: policy.name,
        description: `${getPolicyTypeFacts(policy.type).short} · ${policy.id}`,
        ...(policy.description && { detail: policy.description }),
        iconPath: new vscode.ThemeIcon("shield"),
      }));
  });
}

function toTargetItem(session: Session, target: Target): IdItem {
  const { id, name } = getTargetFacts(target);
  return {
    id,
    label: name,
    description: id,
    detail: getPathText(session.store.getPath(id)),
    iconPath: new vscode.ThemeIcon(TARGET_ICONS[target.kind]),
  };
}

const TARGET_ICONS: Readonly<Record<TargetKind, string>> = {
  root: "organization",
  organizationalUnit: "folder",
  account: "account",
};

/** Opens at once and fills in, and stays while a walkthrough whose step is done takes the focus; a failure to load closes it and is the caller's to show. */
async function pick(
  title: string,
  placeholder: string,
  load: () => Promise<readonly IdItem[]>,
): Promise<string | undefined> {
  const closed = new vscode.CancellationTokenSource();
  try {
    const chosen = await vscode.window.showQuickPick(
      load().catch((error: unknown) => {
        closed.cancel();
        throw error;
      }),
      { title, placeHolder: placeholder, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true },
      closed.token,
    );
    return chosen?.id;
  } finally {
    closed.dispose();
  }
}

/** Operations on accounts, one at a time or several: create, invite, close, remove, rename. */
import * as vscode from "vscode";
import type { Step } from "../../changes/step";
import { getNewId } from "../../changes/newIds";
import { isAccountName } from "../../changes/preflight/accountChecks";
import type { Account } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { choose } from "../changing/choose";
import type { Session } from "../connection/session";
import { showRefusal } from "../messages";
import { pickTarget } from "../picks";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import { getTargetIds, type Subject } from "../subject";
import { getOpenInvitations } from "../views/handshakeWords";
import { askText } from "./ask";
import { operate } from "./operate";

const { t } = vscode.l10n;

/** Organizations API Reference, CreateAccount. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NAME = /^[ -~]{1,50}$/;

/** In the OU that was clicked, else at the root. */
export function createAccount(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async ({ store }) => {
    const [root] = await store.loadRoots();
    if (!root) return undefined;
    const parentId = getTargetIds(subjects).find((id) => store.getTarget(id)?.kind === "organizationalUnit");
    const title = t("Create an account");
    const name = await askText({
      title,
      prompt: t("Its name: 1 to 50 printable ASCII characters"),
      check: (text) => (NAME.test(text) ? undefined : t("1 to 50 printable ASCII characters")),
    });
    if (name === undefined) return undefined;
    const email = await askText({
      title,
      prompt: t("The e-mail address of its root user, which no other AWS account has"),
      placeholder: "aws+team-a@example.com",
      check: await checkFreeEmail(store),
    });
    if (email === undefined) return undefined;
    const create: Step = { kind: "createAccount", name, email, tags: {} };
    const notes = [t("AWS creates it in the background, which takes minutes; it cannot be deleted, only closed.")];
    if (parentId === undefined) return { steps: [create], notes };
    const move: Step = { kind: "moveAccount", accountId: getNewId("1"), from: root.id, to: parentId };
    return { title: t("Create the account {0}", name), steps: [create, move], notes };
  });
}

export function inviteAccount(services: EditorServices): Promise<unknown> {
  return operate(services, async () => {
    const id = await askText({
      title: t("Invite an account"),
      prompt: t("Its ID of twelve digits, or the e-mail address of its root user"),
      check: (text) =>
        /^\d{12}$/.test(text) || EMAIL.test(text) ? undefined : t("Twelve digits, or an e-mail address"),
    });
    if (id === undefined) return undefined;
    const notes = await askText({
      title: t("Invite an account"),
      prompt: t("A message to its owner; may stay empty"),
      check: (text) => (text.length > 1024 ? t("At most 1,024 characters.") : undefined),
    });
    if (notes === undefined) return undefined;
    const target = { type: id.includes("@") ? "EMAIL" : "ACCOUNT", id } as const;
    return {
      steps: [{ kind: "inviteAccountToOrganization", target, notes, tags: {} }],
      notes: [
        t(
          "It stays open for {0} days; once accepted, the account joins at the root.",
          ORGANIZATION_QUOTAS.invitationDays,
        ),
      ],
    };
  });
}

export function closeAccounts(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const accounts = await chooseAccounts(session, subjects, t("Close which account?"));
    if (accounts.length === 0) return undefined;
    const [only] = accounts;
    return {
      title:
        accounts.length === 1 && only
          ? t("Close the account {0}", only.name)
          : t("Close {0} accounts", accounts.length),
      steps: accounts.map(({ id }): Step => ({ kind: "closeAccount", accountId: id })),
      notes: [
        t("A closed account is suspended for 90 days, in which AWS Support can reopen it; then it is gone for good."),
      ],
    };
  });
}

export function removeAccounts(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const accounts = await chooseAccounts(session, subjects, t("Remove which account from the organization?"));
    if (accounts.length === 0) return undefined;
    return {
      ...(accounts.length > 1 && { title: t("Remove {0} accounts from the organization", accounts.length) }),
      steps: accounts.map(({ id }): Step => ({ kind: "removeAccountFromOrganization", accountId: id })),
      notes: [
        t("The account then stands alone: no policy of the organization restricts it, and it pays its own bill."),
      ],
    };
  });
}

/** Through Account Management's PutAccountName, which asks for trusted access or the account itself. */
export async function renameAccount({ id, name }: Account): Promise<PlanRequest | undefined> {
  const to = await askText({
    title: t("Rename the account “{0}”", name),
    prompt: t("Its ID, e-mail address and all that is in it stay as they are."),
    value: name,
    check: (text) => (isAccountName(text) ? undefined : t("1 to 50 printable ASCII characters, without < and >")),
  });
  return to === undefined ? undefined : { steps: [{ kind: "putAccountName", accountId: id, from: name, to }] };
}

/** Open invitations that were sent, clicked or chosen. */
export function cancelInvitations(services: EditorServices, given: readonly string[]): Promise<unknown> {
  return operate(services, async ({ store }) => {
    const ids = given.length > 0 ? given : await chooseInvitation(store);
    return ids.length === 0
      ? undefined
      : {
          ...(ids.length > 1 && { title: t("Cancel {0} invitations", ids.length) }),
          steps: ids.map((handshakeId): Step => ({ kind: "cancelHandshake", handshakeId })),
        };
  });
}

async function chooseInvitation(store: OrganizationStore): Promise<readonly string[]> {
  const chosen = await choose(t("Cancel which invitation?"), t("Open invitations"), async () =>
    getOpenInvitations(await store.loadHandshakes()).map(({ id, parties }) => ({
      id,
      label: parties.find(({ type }) => type !== "ORGANIZATION")?.id ?? id,
      description: id,
    })),
  );
  return chosen === undefined ? [] : [chosen];
}

/** The accounts among the subjects; OUs among them are not meant to take theirs along. */
async function chooseAccounts(
  session: Session,
  subjects: readonly Subject[],
  title: string,
): Promise<readonly Account[]> {
  const { store } = session;
  const given = getTargetIds(subjects);
  const chosen =
    given.length > 0 ? undefined : await pickTarget(session, title, { kinds: ["account"], membersOnly: true });
  const ids = chosen === undefined ? given : [chosen];
  const accounts = ids.flatMap((id) => {
    const target = store.getTarget(id);
    return target?.kind === "account" ? [target.account] : [];
  });
  if (accounts.length < ids.length) {
    showRefusal(t("Select accounts only."));
    return [];
  }
  return accounts;
}

async function checkFreeEmail(store: OrganizationStore): Promise<(text: string) => string | undefined> {
  const taken = new Map((await store.loadAccounts("screen")).map(({ email, name }) => [email.toLowerCase(), name]));
  return (text) => {
    if (text.length < 6 || text.length > 64 || !EMAIL.test(text)) return t("An e-mail address of 6 to 64 characters");
    const owner = taken.get(text.toLowerCase());
    return owner === undefined ? undefined : t("It is the address of {0} already.", owner);
  };
}

/** The commands that change an organization besides attaching, detaching and publishing. */
import * as vscode from "vscode";
import { attachPolicy } from "../changing/attach";
import type { OpenLoneAccount } from "../connection/openConnections";
import { COMMANDS, type CommandId } from "../contributions";
import { showError, showInformation } from "../messages";
import type { Selection } from "../selection";
import type { EditorServices } from "../services";
import type { Subject } from "../subject";
import type { Element } from "../views/elements";
import { cancelInvitations, closeAccounts, createAccount, inviteAccount, removeAccounts } from "./accounts";
import { AccountsFiles } from "./accountsFile";
import { createPolicy } from "./createPolicy";
import { DelegationPolicies } from "./delegationPolicy";
import { getDrop } from "./drop";
import { deleteSelected, rename } from "./names";
import { answerInvitation, createOrganization, enableAllFeatures } from "./organization";
import { describePolicy, duplicatePolicy, replacePolicy } from "./policies";
import { disablePolicyType, enablePolicyType } from "./policyTypes";
import { deregisterDelegate, disableTrustedAccess, enableTrustedAccess, registerDelegate } from "./services";
import { createUnit, createUnitsFromTemplate, moveAccounts } from "./structure";
import { addTag, editTags, getTagSubject, removeTag, type TagSubject } from "./tags";

const { t } = vscode.l10n;

export function registerOperations(
  services: EditorServices,
  selection: Selection,
  openLoneAccount: OpenLoneAccount,
): vscode.Disposable {
  const { registry, getSubjects } = services;
  const onSubjects = (id: CommandId, what: string, run: (subjects: readonly Subject[]) => unknown) =>
    registry.register(id, what, (...args) => run(getSubjects(args)));
  const onTags = (id: CommandId, what: string, run: (subject: TagSubject) => unknown) =>
    registry.register(id, what, (...args) =>
      run(findTag(selection.getElements(args)) ?? getTagSubject(getSubjects(args))),
    );
  const getType = (args: readonly unknown[]) =>
    selection.getElements(args).find((element) => element.kind === "policyType")?.type;

  const delegationPolicies = new DelegationPolicies(services);
  const accountsFiles = new AccountsFiles(services);

  return vscode.Disposable.from(
    accountsFiles,
    registry.register(COMMANDS.createPolicy, t("Creating the policy failed"), (...args) =>
      createPolicy(services, args[0] instanceof vscode.Uri ? args[0] : undefined, getType(args)),
    ),
    onSubjects(COMMANDS.rename, t("Renaming failed"), (subjects) => rename(services, subjects)),
    onSubjects(COMMANDS.deleteSelected, t("Deleting failed"), (subjects) => deleteSelected(services, subjects)),
    onSubjects(COMMANDS.describePolicy, t("Changing the description failed"), (subjects) =>
      describePolicy(services, subjects),
    ),
    onSubjects(COMMANDS.duplicatePolicy, t("Duplicating the policy failed"), (subjects) =>
      duplicatePolicy(services, subjects),
    ),
    onSubjects(COMMANDS.replacePolicy, t("Replacing the policy failed"), (subjects) =>
      replacePolicy(services, subjects),
    ),
    registry.register(COMMANDS.enablePolicyType, t("Enabling the policy type failed"), () =>
      enablePolicyType(services),
    ),
    registry.register(COMMANDS.disablePolicyType, t("Disabling the policy type failed"), (...args) =>
      disablePolicyType(services, getType(args)),
    ),
    onSubjects(COMMANDS.createUnit, t("Creating the OU failed"), (subjects) => createUnit(services, subjects)),
    onSubjects(COMMANDS.createUnitsFromTemplate, t("Creating the OUs failed"), (subjects) =>
      createUnitsFromTemplate(services, subjects),
    ),
    onSubjects(COMMANDS.moveAccounts, t("Moving accounts failed"), (subjects) => moveAccounts(services, subjects)),
    onSubjects(COMMANDS.createAccount, t("Creating the account failed"), (subjects) =>
      createAccount(services, subjects),
    ),
    registry.register(COMMANDS.createAccountsFromFile, t("Creating the accounts failed"), (uri) =>
      accountsFiles.create(uri instanceof vscode.Uri ? uri : undefined),
    ),
    registry.register(COMMANDS.inviteAccount, t("Inviting the account failed"), () => inviteAccount(services)),
    registry.register(COMMANDS.cancelInvitation, t("Cancelling the invitation failed"), (...args) =>
      cancelInvitations(services, getHandshakeIds(selection.getElements(args))),
    ),
    onSubjects(COMMANDS.closeAccount, t("Closing the account failed"), (subjects) => closeAccounts(services, subjects)),
    onSubjects(COMMANDS.removeAccount, t("Removing the account failed"), (subjects) =>
      removeAccounts(services, subjects),
    ),
    registry.register(COMMANDS.createOrganization, t("Creating the organization failed"), () =>
      createOrganization({ ...services, openLoneAccount }),
    ),
    registry.register(COMMANDS.answerInvitation, t("Answering the invitation failed"), () =>
      answerInvitation({ ...services, openLoneAccount }),
    ),
    registry.register(COMMANDS.enableAllFeatures, t("Enabling all features failed"), () => enableAllFeatures(services)),
    registry.register(COMMANDS.enableTrustedAccess, t("Enabling trusted access failed"), () =>
      enableTrustedAccess(services),
    ),
    registry.register(COMMANDS.disableTrustedAccess, t("Disabling trusted access failed"), () =>
      disableTrustedAccess(services),
    ),
    registry.register(COMMANDS.registerDelegate, t("Registering the delegated administrator failed"), (...args) =>
      registerDelegate(services, findDelegatingAccount(selection.getElements(args)) ?? getSubjects(args)),
    ),
    registry.register(COMMANDS.deregisterDelegate, t("Deregistering the delegated administrator failed"), (...args) =>
      deregisterDelegate(services, getSubjects(args), findDelegation(selection.getElements(args))),
    ),
    registry.register(COMMANDS.openDelegationPolicy, t("Opening the delegation policy failed"), () =>
      delegationPolicies.open(),
    ),
    registry.register(COMMANDS.publishDelegationPolicy, t("Publishing the delegation policy failed"), () =>
      delegationPolicies.publish(),
    ),
    onTags(COMMANDS.editTags, t("Changing tags failed"), (subject) => editTags(services, subject)),
    onTags(COMMANDS.addTag, t("Adding a tag failed"), (subject) => addTag(services, subject)),
    onTags(COMMANDS.removeTag, t("Removing a tag failed"), (subject) => removeTag(services, subject)),
  );
}

/** What rows dropped onto another row mean; everything goes through a plan, so that nothing is sent by a slip. */
export async function onDrop(
  services: EditorServices,
  dragged: readonly Subject[],
  onto: Subject | undefined,
): Promise<void> {
  const store = services.connections.getSession()?.store;
  const drop = getDrop(dragged, onto, (id) => store?.getTarget(id)?.kind);
  try {
    switch (drop.kind) {
      case "move": {
        const subjects = drop.accountIds.map((targetId) => ({ kind: "target", targetId }) as const);
        await moveAccounts(services, subjects, drop.to);
        return;
      }
      case "attach":
        return await attachPolicy(services, drop.subjects);
      case "moveUnits":
        return showInformation(
          t("AWS does not move OUs: move their accounts, or create the OU anew in the other place."),
        );
      case "nothing":
        return;
    }
  } catch (error) {
    showError(t("The drop could not be carried out"), error);
  }
}

/** A tag's row, or the heading over the tags, in Details. */
function findTag([element]: readonly Element[]): TagSubject | undefined {
  if (element?.kind === "section" && element.section.about === "tags") {
    return { resourceIds: [element.section.resourceId] };
  }
  if (element?.kind !== "fact" || element.parent?.kind !== "section") return undefined;
  const { section } = element.parent;
  return section.about === "tags" ? { resourceIds: [section.resourceId], key: element.label } : undefined;
}

function getHandshakeIds(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((element) => (element.kind === "handshake" ? [element.handshakeId] : []));
}

/** The heading over the services that an account administers, in Details. */
function findDelegatingAccount([element]: readonly Element[]): readonly Subject[] | undefined {
  if (element?.kind !== "section" || element.section.about !== "delegatedServices") return undefined;
  return [{ kind: "target", targetId: element.section.accountId }];
}

/** A service below that heading. */
function findDelegation([element]: readonly Element[]) {
  if (element?.kind !== "fact" || element.parent?.kind !== "section") return undefined;
  const { section } = element.parent;
  if (section.about !== "delegatedServices") return undefined;
  return { accountId: section.accountId, servicePrincipal: element.label };
}

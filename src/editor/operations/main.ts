/** The door to the operations, a bundle of its own that loads with the first of them. */
import * as vscode from "vscode";
import { attachPolicy } from "../changing/attach";
import { dropMissing } from "../clickedRows";
import { COMMANDS } from "../contributions";
import { showInformation } from "../messages";
import type { OpenLoneAccount } from "../connection/openConnections";
import { Histories } from "../history/histories";
import type { Selection } from "../selection";
import type { EditorServices } from "../services";
import type { Subject } from "../subject";
import type { Element } from "../views/elements";
import { cancelInvitations, closeAccounts, createAccount, inviteAccount, removeAccounts } from "./accounts";
import { AccountsFiles } from "./accountsFile";
import { createPolicy } from "./createPolicy";
import { DelegationPolicies } from "./delegationPolicy";
import { getDrop } from "./drop";
import { FAILURES, type OperationId } from "./failures";
import { deleteSelected, rename } from "./names";
import { answerInvitation, createOrganization, enableAllFeatures } from "./organization";
import { describePolicy, duplicatePolicy, replacePolicy } from "./policies";
import { disablePolicyType, enablePolicyType } from "./policyTypes";
import { deregisterDelegate, disableTrustedAccess, enableTrustedAccess, registerDelegate } from "./services";
import { createUnit, createUnitsFromTemplate, moveAccounts } from "./structure";
import { addTag, editTags, getTagSubject, removeTag, type TagSubject } from "./tags";

export * as conflicts from "../documents/conflict";
export * as planFiles from "../plans/planFiles";

const { t } = vscode.l10n;

/** A long list for one rare command. */
export { formatPermissions } from "../connection/permissions";

export interface OperationPorts {
  readonly services: EditorServices;
  readonly selection: Selection;
  readonly openLoneAccount: OpenLoneAccount;
}

/** What is loaded once for a window. */
export interface Operations extends vscode.Disposable {
  /** Proposes what it means that rows were dropped onto another. */
  drop(dragged: readonly Subject[], onto: Subject | undefined): Promise<void>;
}

export function createOperations({ services, selection, openLoneAccount }: OperationPorts): Operations {
  const { getSubjects } = services;
  const getElements = (args: readonly unknown[]) => selection.getElements(args);
  const getType = (args: readonly unknown[]) =>
    getElements(dropMissing(args)).find((element) => element.kind === "policyType")?.type;
  const getTags = (args: readonly unknown[]) => findTag(getElements(args)) ?? getTagSubject(getSubjects(args));
  const delegationPolicies = new DelegationPolicies(services);
  const accountsFiles = new AccountsFiles(services);
  const histories = new Histories(services);

  const operations: Readonly<Record<OperationId, (args: readonly unknown[]) => unknown>> = {
    [COMMANDS.createPolicy]: (args) =>
      createPolicy(services, args[0] instanceof vscode.Uri ? args[0] : undefined, getType(args)),
    [COMMANDS.rename]: async (args) => rename(services, getSubjects(await selection.atFocus(args))),
    [COMMANDS.deleteSelected]: async (args) => deleteSelected(services, getSubjects(await selection.atFocus(args))),
    [COMMANDS.describePolicy]: (args) => describePolicy(services, getSubjects(args)),
    [COMMANDS.duplicatePolicy]: (args) => duplicatePolicy(services, getSubjects(args)),
    [COMMANDS.replacePolicy]: (args) => replacePolicy(services, getSubjects(args)),
    [COMMANDS.enablePolicyType]: () => enablePolicyType(services),
    [COMMANDS.disablePolicyType]: (args) => disablePolicyType(services, getType(args)),
    [COMMANDS.createUnit]: (args) => createUnit(services, getSubjects(args)),
    [COMMANDS.createUnitsFromTemplate]: (args) => createUnitsFromTemplate(services, getSubjects(args)),
    [COMMANDS.moveAccounts]: (args) => moveAccounts(services, getSubjects(args)),
    [COMMANDS.createAccount]: (args) => createAccount(services, getSubjects(args)),
    [COMMANDS.createAccountsFromFile]: (args) =>
      accountsFiles.create(args[0] instanceof vscode.Uri ? args[0] : undefined),
    [COMMANDS.inviteAccount]: () => inviteAccount(services),
    [COMMANDS.cancelInvitation]: (args) => cancelInvitations(services, getHandshakeIds(getElements(args))),
    [COMMANDS.closeAccount]: (args) => closeAccounts(services, getSubjects(args)),
    [COMMANDS.removeAccount]: (args) => removeAccounts(services, getSubjects(args)),
    [COMMANDS.createOrganization]: () => createOrganization({ ...services, openLoneAccount }),
    [COMMANDS.answerInvitation]: (args) =>
      answerInvitation({ ...services, openLoneAccount }, getHandshakeIds(getElements(args))[0]),
    [COMMANDS.enableAllFeatures]: () => enableAllFeatures(services),
    [COMMANDS.enableTrustedAccess]: () => enableTrustedAccess(services),
    [COMMANDS.disableTrustedAccess]: () => disableTrustedAccess(services),
    [COMMANDS.registerDelegate]: (args) =>
      registerDelegate(services, findDelegatingAccount(getElements(args)) ?? getSubjects(args)),
    [COMMANDS.deregisterDelegate]: (args) =>
      deregisterDelegate(services, getSubjects(args), findDelegation(getElements(args))),
    [COMMANDS.openDelegationPolicy]: () => delegationPolicies.open(),
    [COMMANDS.publishDelegationPolicy]: () => delegationPolicies.publish(),
    [COMMANDS.editTags]: (args) => editTags(services, getTags(args)),
    [COMMANDS.addTag]: (args) => addTag(services, getTags(args)),
    [COMMANDS.removeTag]: (args) => removeTag(services, getTags(args)),
    [COMMANDS.whoChanged]: (args) => histories.show(getSubjects(args)),
  };

  const registered = (Object.keys(FAILURES) as OperationId[]).map((id) =>
    services.registry.register(id, t(FAILURES[id]), (...args) => operations[id](args)),
  );
  return {
    drop: (dragged, onto) => onDrop(services, dragged, onto),
    dispose() {
      for (const command of registered) command.dispose();
      accountsFiles.dispose();
      histories.dispose();
      delegationPolicies.dispose();
    },
  };
}

/** What rows dropped onto another row mean; everything goes through a plan, so that nothing is sent by a slip. */
async function onDrop(services: EditorServices, dragged: readonly Subject[], onto: Subject | undefined): Promise<void> {
  const store = services.connections.getSession()?.store;
  const drop = getDrop(dragged, onto, (id) => store?.getTarget(id)?.kind);
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

/** The commands that change an organization besides attaching, detaching and publishing. They load with the first. */
import * as vscode from "vscode";
import type { OpenLoneAccount } from "../connection/openConnections";
import { COMMANDS } from "../contributions";
import { showError } from "../messages";
import type { Selection } from "../selection";
import type { EditorServices } from "../services";
import type { Subject } from "../subject";
import type { Operations } from "./main";

const { t } = vscode.l10n;

/** What an error says that failed. */
const FAILURES = {
  [COMMANDS.createPolicy]: "Creating the policy failed",
  [COMMANDS.rename]: "Renaming failed",
  [COMMANDS.deleteSelected]: "Deleting failed",
  [COMMANDS.describePolicy]: "Changing the description failed",
  [COMMANDS.duplicatePolicy]: "Duplicating the policy failed",
  [COMMANDS.replacePolicy]: "Replacing the policy failed",
  [COMMANDS.enablePolicyType]: "Enabling the policy type failed",
  [COMMANDS.disablePolicyType]: "Disabling the policy type failed",
  [COMMANDS.createUnit]: "Creating the OU failed",
  [COMMANDS.createUnitsFromTemplate]: "Creating the OUs failed",
  [COMMANDS.moveAccounts]: "Moving accounts failed",
  [COMMANDS.createAccount]: "Creating the account failed",
  [COMMANDS.createAccountsFromFile]: "Creating the accounts failed",
  [COMMANDS.inviteAccount]: "Inviting the account failed",
  [COMMANDS.cancelInvitation]: "Cancelling the invitation failed",
  [COMMANDS.closeAccount]: "Closing the account failed",
  [COMMANDS.removeAccount]: "Removing the account failed",
  [COMMANDS.createOrganization]: "Creating the organization failed",
  [COMMANDS.answerInvitation]: "Answering the invitation failed",
  [COMMANDS.enableAllFeatures]: "Enabling all features failed",
  [COMMANDS.enableTrustedAccess]: "Enabling trusted access failed",
  [COMMANDS.disableTrustedAccess]: "Disabling trusted access failed",
  [COMMANDS.registerDelegate]: "Registering the delegated administrator failed",
  [COMMANDS.deregisterDelegate]: "Deregistering the delegated administrator failed",
  [COMMANDS.openDelegationPolicy]: "Opening the delegation policy failed",
  [COMMANDS.publishDelegationPolicy]: "Publishing the delegation policy failed",
  [COMMANDS.editTags]: "Changing tags failed",
  [COMMANDS.addTag]: "Adding a tag failed",
  [COMMANDS.removeTag]: "Removing a tag failed",
  [COMMANDS.whoChanged]: "Asking CloudTrail failed",
} as const;

export type OperationId = keyof typeof FAILURES;

export interface OperationPorts {
  readonly services: EditorServices;
  readonly selection: Selection;
  readonly openLoneAccount: OpenLoneAccount;
}

export interface RegisteredOperations extends vscode.Disposable {
  /** Proposes what it means that rows were dropped onto another. */
  drop(dragged: readonly Subject[], onto: Subject | undefined): Promise<void>;
}

export function registerOperations(ports: OperationPorts): RegisteredOperations {
  let loading: Promise<Operations> | undefined;
  let isDisposed = false;
  const load = () =>
    (loading ??= import("./main").then(({ createOperations }) => {
      const operations = createOperations(ports);
      if (isDisposed) operations.dispose();
      return operations;
    }));
  const registered = vscode.Disposable.from(
    ...(Object.keys(FAILURES) as OperationId[]).map((id) =>
      ports.services.registry.register(id, t(FAILURES[id]), async (...args) => (await load()).run(id, args)),
    ),
  );
  return {
    async drop(dragged, onto) {
      try {
        await (await load()).drop(dragged, onto);
      } catch (error) {
        showError(t("The drop could not be carried out"), error);
      }
    },
    dispose() {
      isDisposed = true;
      registered.dispose();
      void loading?.then((operations) => operations.dispose());
    },
  };
}

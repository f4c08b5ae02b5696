import { COMMANDS, type COMMANDS_OF } from "../contributions";

/** A command that changes an organization, besides attaching, detaching and publishing. */
export type OperationId = (typeof COMMANDS_OF.operations)[keyof typeof COMMANDS_OF.operations];

/** What an error says that failed. */
export const FAILURES: Readonly<Record<OperationId, string>> = {
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
};

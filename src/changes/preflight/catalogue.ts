/**
 * What the preflight may find, with its English message; `{name}` is filled in from a finding's data. `error` stops a
 * plan; `typed` has to be confirmed by typing a name; `warning` and `info` are shown with the plan.
 */
export const PLAN_FINDINGS = {
  // What a step rests on.
  missing: { severity: "error", message: "{what} is not in the organization (any more): {id}." },
  otherType: { severity: "error", message: "{policy} is of the type {found}, and not {expected} as the plan says." },
  memberCaller: {
    severity: "warning",
    message: "You are signed in to a member account: AWS refuses this unless the account is a delegated administrator.",
  },
  notDelegated: {
    severity: "warning",
    message: "The delegation policy does not name {action} for you: AWS will probably refuse this step.",
  },
  rightsUnknown: {
    severity: "info",
    message: "What AWS permits you could not be read; a step may be refused.",
  },
  notRead: { severity: "warning", message: "{what} could not be read, so that this was not checked: {reason}." },
  notUndoable: { severity: "warning", message: "AWS offers no way to take this back: {what}." },
  newId: {
    severity: "warning",
    message: "Taken back, {what} comes back under a new id; whatever names {id} no longer means it.",
  },
  pathLeft: {
    severity: "warning",
    message: "Accounts that leave {id} no longer match conditions that name it: {policies}.",
  },
  namedIn: { severity: "warning", message: "{id} is named in {policies}." },

  // Policies.
  noJson: { severity: "error", message: "The text of {policy} is no JSON object: AWS refuses it." },
  malformedText: {
    severity: "typed",
    message: "AWS refuses {what} in the text of {policy}, as far as is known of {type}.",
  },
  nothingToDo: { severity: "info", message: "{what} is so already; this step does nothing." },
  typeNotEnabled: { severity: "error", message: "Policies of the type {type} are not enabled at the root." },
  typeNotAvailable: {
    severity: "error",
    message: "The organization needs all features for policies of the type {type}.",
  },
  noSlot: {
    severity: "error",
    message: "{target} already has {attached} policies of this type attached; {max} is the most AWS allows.",
  },
  slotFreedFirst: {
    severity: "info",
    message:
      "All {max} slots of {target} are in use: {policy} goes before {next} can be attached (step {to}), and neither holds in between.",
  },
  lastAttached: {
    severity: "error",
    message:
      "{policy} is the last policy of its type on {target}; AWS always keeps at least {min}. Attach another first.",
  },
  reachesEverybody: { severity: "info", message: "At the root it reaches every account of the organization." },
  neverDetachable: { severity: "error", message: "AWS keeps {policy} attached everywhere; it cannot be detached." },
  awsManaged: { severity: "error", message: "{policy} is managed by AWS and cannot be changed." },
  tooLarge: { severity: "error", message: "{policy} would have {size} characters; {max} is the most AWS allows." },
  changedSince: {
    severity: "error",
    message: "{what} has been changed since this was planned. Plan it again on what it is now.",
  },
  changedAfter: {
    severity: "error",
    message:
      "{what} was changed again after what is to be undone. Undo the later change first, or change it as it is now.",
  },
  emptyText: { severity: "error", message: "{policy} would have no text." },
  stillAttached: { severity: "error", message: "{policy} is still attached to {targets}; detach it first." },
  nameTaken: { severity: "error", message: "Another {what} is named {name} already." },
  nameLength: { severity: "error", message: "A name has 1 to {max} characters: {name}." },
  descriptionLength: { severity: "error", message: "A description has at most {max} characters." },
  losesAttachments: {
    severity: "typed",
    message:
      "Switching the type {type} off detaches all that is attached (attachments: {attachments}, policies: {policies}); switching it on again does not bring them back.",
  },
  withoutFullAccess: {
    severity: "warning",
    message: "Without {policy}, only what the other policies on {target} allow remains possible below it.",
  },
  managedElsewhere: {
    severity: "warning",
    message: "{policy} belongs to {owner}, which will notice or revert a change made here.",
  },

  // Structure and accounts.
  tooDeep: { severity: "error", message: "Organizational units nest {max} levels deep at most: {name}." },
  tooManyUnits: { severity: "error", message: "An organization has at most {max} organizational units." },
  notEmpty: { severity: "error", message: "{name} still holds {children} accounts or organizational units." },
  moved: { severity: "error", message: "{account} is in {found}, not in {expected}." },
  managementAccount: { severity: "error", message: "The management account can be neither closed nor removed." },
  emailInvalid: { severity: "error", message: "This is not an e-mail address that AWS accepts: {email}." },
  emailTaken: { severity: "error", message: "An account with this e-mail address exists already: {email}." },
  memberAlready: { severity: "error", message: "{account} ({id}) is in this organization already." },
  invitedAlready: { severity: "info", message: "{target} has an open invitation already; this step does nothing." },
  closedAlready: { severity: "info", message: "{account} is closed or being closed already; this step does nothing." },
  accountName: { severity: "error", message: "An account's name has 1 to 50 printable ASCII characters: {name}." },
  accountRename: {
    severity: "error",
    message: "An account is renamed to 1 to 50 printable ASCII characters, without < and >: {name}.",
  },
  roleName: { severity: "error", message: "This is not a name for a role: {name}." },
  closureQuota: {
    severity: "error",
    message:
      "{closing} accounts would be closed; within 30 days AWS closes {max} at most: the larger of {least} and {share} % of all, never more than {most}.",
  },
  closesMany: {
    severity: "typed",
    message: "{closing} accounts are closed at once; AWS Support alone can reopen them, for 90 days.",
  },
  closureCount: {
    severity: "info",
    message:
      "Within 30 days AWS closes {max} accounts at most (the larger of {least} and {share} % of all, never more than {most}), three at a time; earlier closures count too.",
  },
  accountLeaves: {
    severity: "typed",
    message:
      "{account} leaves the organization: none of its policies protect it any more, and services and sign-ins of the organization no longer reach it.",
  },
  accountsLeave: {
    severity: "typed",
    message:
      "{leaving} accounts leave the organization at once: none of its policies protect them any more, and services and sign-ins of the organization no longer reach them.",
  },
  tooYoung: {
    severity: "warning",
    message: "AWS lets an account leave {days} days after it was created at the earliest.",
  },
  settingMisread: {
    severity: "warning",
    message: "An entry of the setting {setting} is not understood, so that it protects nothing: {entry}",
  },
  protectedTarget: { severity: "typed", message: "{target} is protected by the setting {setting}." },

  // Tags and services.
  tooManyTags: { severity: "error", message: "{target} would have {tags} tags; {max} is the most AWS allows." },
  tagInvalid: { severity: "error", message: "AWS does not accept this tag: {key}." },
  tagReserved: { severity: "error", message: "Keys that begin with aws: are AWS's own: {key}." },
  notTrusted: {
    severity: "error",
    message: "{service} needs trusted access before it can have a delegated administrator.",
  },
  serviceLosesAccess: {
    severity: "typed",
    message: "{name} loses its access to the organization: what it does across accounts stops.",
  },
  signInLost: {
    severity: "typed",
    message: "{name} loses its access to the organization: whoever signs in to accounts through it is shut out.",
  },
  administratorLost: {
    severity: "typed",
    message: "{account} can no longer administer {service}: what is managed from there stops.",
  },
  delegationGain: { severity: "typed", message: "The delegation policy newly lets {who} do {what}." },
  delegationEnds: {
    severity: "typed",
    message: "Without the delegation policy, whom it names can no longer do what it allows: {who}.",
  },
  resourcePolicySize: {
    severity: "error",
    message: "The delegation policy would have {size} characters; {max} is the most AWS allows.",
  },

  // What policies do, before and after.
  keptLost: {
    severity: "error",
    message:
      "{principal} could no longer do {action} in {account} (accounts in all: {accounts}); the setting {setting} wants it kept.",
  },
  keptConditional: {
    severity: "warning",
    message:
      "Whether this stays possible in {account} (accounts in all: {accounts}), as the setting {setting} wants, depends on what only requests tell, {keys}: {kept}. Check that these requests meet the condition, or exempt who makes them in the policy.",
  },
  keptForSome: {
    severity: "warning",
    message:
      "Some principals could lose in {account} (accounts in all: {accounts}) what the setting {setting} wants kept: {kept}. Which of them there are is not known here: exempt all of them in the policy, or name yours in the setting.",
  },
  keptUnread: {
    severity: "warning",
    message:
      "Whether this stays possible in {account} (accounts in all: {accounts}), as the setting {setting} wants, cannot be told, since some policies there could not be read or understood: {kept}. Refresh with credentials that may read them, and plan it again.",
  },
  deniesEverything: {
    severity: "typed",
    message: "Everything would be denied in {account}, where it was not (active accounts in all: {accounts}).",
  },
  deniesNearlyEverything: {
    severity: "typed",
    message:
      "Nearly everything would be denied in {account} (active accounts in all: {accounts}; exempt principals: {exempt}).",
  },
  deniesAtRoot: {
    severity: "typed",
    message: "{policy} denies at {target}, whoever asks: it holds in every account but the management account.",
  },
  allowsNothing: {
    severity: "typed",
    message:
      "Nothing would be allowed any more in {account} (active accounts in all: {accounts}): a level is left without an Allow.",
  },
  lessBetween: {
    severity: "warning",
    message:
      "From step {from} to step {to} (steps at the longest: {steps}), {target} has less allowed than before and after the plan (accounts in all: {accounts}).",
  },
  openBetween: {
    severity: "warning",
    message:
      "From step {from} to step {to} (steps at the longest: {steps}), something is not denied in {target} that is denied before and after the plan (accounts in all: {accounts}).",
  },
} as const satisfies Readonly<Record<string, { severity: PlanFindingSeverity; message: string }>>;

export type PlanFindingSeverity = "error" | "typed" | "warning" | "info";
export type PlanFindingCode = keyof typeof PLAN_FINDINGS;

export interface PlanFinding {
  readonly code: PlanFindingCode;
  readonly severity: PlanFindingSeverity;
  readonly data: Readonly<Record<string, string | number>>;
  /** The step it is about; a plan as a whole has findings too. */
  readonly stepId?: string;
}

export function finding(code: PlanFindingCode, data: PlanFinding["data"] = {}): PlanFinding {
  return { code, severity: PLAN_FINDINGS[code].severity, data };
}

/** The English message, filled in. */
export function renderPlanFinding({ code, data }: PlanFinding): string {
  return PLAN_FINDINGS[code].message.replace(/\{(\w+)\}/g, (hole, name: string) => String(data[name] ?? hole));
}

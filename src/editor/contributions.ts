import type { MustKeep } from "../changes/preflight/facts";

/**
 * Every command, view, setting and context key of the manifest. A test compares this list with package.json both
 * ways; registering goes through the typed helpers that take these names.
 *
 * Commands stand under the part that runs them: `front` is there at once, each other part loads with its first command
 * at the latest.
 */
export const COMMANDS_OF = {
  front: {
    showLog: "orgscope.showLog",
  },
  workbench: {
    openDemo: "orgscope.openDemo",
    connect: "orgscope.connect",
    switchBack: "orgscope.switchBack",
    disconnect: "orgscope.disconnect",
    refresh: "orgscope.refresh",
    find: "orgscope.find",
    filterTree: "orgscope.filterTree",
    groupTree: "orgscope.groupTree",
    focusOn: "orgscope.focusOn",
    showWholeTree: "orgscope.showWholeTree",
    openPolicy: "orgscope.openPolicy",
    openEffectivePolicy: "orgscope.openEffectivePolicy",
    attachPolicy: "orgscope.attachPolicy",
    detachPolicy: "orgscope.detachPolicy",
    comparePolicies: "orgscope.comparePolicies",
    compareWithTarget: "orgscope.compareWithTarget",
    enableChanges: "orgscope.enableChanges",
    disableChanges: "orgscope.disableChanges",
    publishPolicy: "orgscope.publishPolicy",
    discardDraft: "orgscope.discardDraft",
    showPublished: "orgscope.showPublished",
    resetDemo: "orgscope.resetDemo",
    clickTargets: "orgscope.clickTargets",
    clickPolicies: "orgscope.clickPolicies",
    clickDetails: "orgscope.clickDetails",
    copyId: "orgscope.copyId",
    copyArn: "orgscope.copyArn",
    openInConsole: "orgscope.openInConsole",
    revealInTree: "orgscope.revealInTree",
    retry: "orgscope.retry",
    signIn: "orgscope.signIn",
    showPermissions: "orgscope.showPermissions",
    markAsPolicy: "orgscope.markAsPolicy",
    showRequests: "orgscope.showRequests",
  },
  connected: {
    whatChanged: "orgscope.whatChanged",
    compareSnapshots: "orgscope.compareSnapshots",
    showChangesAsMarkdown: "orgscope.showChangesAsMarkdown",
    closeWhatChanged: "orgscope.closeWhatChanged",
    openDifference: "orgscope.openDifference",
    openEarlierPolicy: "orgscope.openEarlierPolicy",
    exportOrganization: "orgscope.exportOrganization",
    openOrganizationFile: "orgscope.openOrganizationFile",
    openCopy: "orgscope.openCopy",
    planCopyChanges: "orgscope.planCopyChanges",
    clearSnapshots: "orgscope.clearSnapshots",
    compareWithLive: "orgscope.compareWithLive",
    linkWithLive: "orgscope.linkWithLive",
    pullPolicies: "orgscope.pullPolicies",
    pushPolicies: "orgscope.pushPolicies",
    undo: "orgscope.undo",
    runPlan: "orgscope.runPlan",
    splitPlan: "orgscope.splitPlan",
    savePlan: "orgscope.savePlan",
    exportPlan: "orgscope.exportPlan",
    openPlan: "orgscope.openPlan",
    undoRun: "orgscope.undoRun",
    finishRun: "orgscope.finishRun",
    leaveRun: "orgscope.leaveRun",
    exportRun: "orgscope.exportRun",
    showStepTexts: "orgscope.showStepTexts",
  },
  language: {
    insertGuardrail: "orgscope.insertGuardrail",
    showActions: "orgscope.showActions",
    explainDiagnostic: "orgscope.explainDiagnostic",
    minifyPolicy: "orgscope.minifyPolicy",
    showBlastRadius: "orgscope.showBlastRadius",
    chooseTrialTargets: "orgscope.chooseTrialTargets",
    openStatement: "orgscope.openStatement",
    askAccess: "orgscope.askAccess",
    askSecondOpinion: "orgscope.askSecondOpinion",
    showServiceUse: "orgscope.showServiceUse",
    explainTarget: "orgscope.explainTarget",
    showActionUse: "orgscope.showActionUse",
    explainDenial: "orgscope.explainDenial",
    reviewPolicyEdit: "orgscope.reviewPolicyEdit",
    compareMeaning: "orgscope.compareMeaning",
    showMatrix: "orgscope.showMatrix",
    packPolicies: "orgscope.packPolicies",
    openPacked: "orgscope.openPacked",
    checkWorkspace: "orgscope.checkWorkspace",
    validateWithAccessAnalyzer: "orgscope.validateWithAccessAnalyzer",
  },
  operations: {
    createPolicy: "orgscope.createPolicy",
    rename: "orgscope.rename",
    deleteSelected: "orgscope.deleteSelected",
    describePolicy: "orgscope.describePolicy",
    duplicatePolicy: "orgscope.duplicatePolicy",
    replacePolicy: "orgscope.replacePolicy",
    enablePolicyType: "orgscope.enablePolicyType",
    disablePolicyType: "orgscope.disablePolicyType",
    createUnit: "orgscope.createUnit",
    createUnitsFromTemplate: "orgscope.createUnitsFromTemplate",
    moveAccounts: "orgscope.moveAccounts",
    editTags: "orgscope.editTags",
    addTag: "orgscope.addTag",
    removeTag: "orgscope.removeTag",
    createAccount: "orgscope.createAccount",
    createAccountsFromFile: "orgscope.createAccountsFromFile",
    inviteAccount: "orgscope.inviteAccount",
    cancelInvitation: "orgscope.cancelInvitation",
    closeAccount: "orgscope.closeAccount",
    removeAccount: "orgscope.removeAccount",
    enableTrustedAccess: "orgscope.enableTrustedAccess",
    disableTrustedAccess: "orgscope.disableTrustedAccess",
    registerDelegate: "orgscope.registerDelegate",
    deregisterDelegate: "orgscope.deregisterDelegate",
    openDelegationPolicy: "orgscope.openDelegationPolicy",
    publishDelegationPolicy: "orgscope.publishDelegationPolicy",
    createOrganization: "orgscope.createOrganization",
    answerInvitation: "orgscope.answerInvitation",
    enableAllFeatures: "orgscope.enableAllFeatures",
    whoChanged: "orgscope.whoChanged",
  },
} as const;

export type PartName = keyof typeof COMMANDS_OF;

export const COMMANDS = {
  ...COMMANDS_OF.front,
  ...COMMANDS_OF.workbench,
  ...COMMANDS_OF.connected,
  ...COMMANDS_OF.language,
  ...COMMANDS_OF.operations,
};

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = {
  organization: "orgscope.organization",
  policies: "orgscope.policies",
  details: "orgscope.details",
  whatChanged: "orgscope.changedSince",
  changes: "orgscope.changes",
} as const;

export const SETTINGS = {
  policyFiles: "orgscope.policyFiles",
  diagnosticSeverity: "orgscope.diagnosticSeverity",
  endpoint: "orgscope.endpoint",
  changesTimeout: "orgscope.changesTimeout",
  requestShare: "orgscope.requestShare",
  snapshots: "orgscope.snapshots",
  commandLineInTerminals: "orgscope.commandLineInTerminals",
  protectedTargets: "orgscope.protectedTargets",
  managedElsewhere: "orgscope.managedElsewhere",
  mustKeep: "orgscope.mustKeep",
  askForReason: "orgscope.askForReason",
  accessAnalyzerOnSave: "orgscope.accessAnalyzerOnSave",
} as const;

/** The type of each setting's value. */
export interface SettingValues {
  "orgscope.policyFiles": readonly string[];
  /** By the code of a rule: error, warning, info, hint or off. */
  "orgscope.diagnosticSeverity": Readonly<Record<string, string>>;
  "orgscope.endpoint": string;
  /** Minutes. */
  "orgscope.changesTimeout": number;
  /** Percent. */
  "orgscope.requestShare": number;
  /** How many to keep of each organization. */
  "orgscope.snapshots": number;
  "orgscope.commandLineInTerminals": boolean;
  /** Ids or paths of OUs and accounts. */
  "orgscope.protectedTargets": readonly string[];
  "orgscope.managedElsewhere": readonly { readonly name: string; readonly owner: string }[];
  "orgscope.mustKeep": readonly MustKeep[];
  "orgscope.askForReason": boolean;
  "orgscope.accessAnalyzerOnSave": boolean;
}

export const CONTEXT_KEYS = {
  /** A session is open. */
  connected: "orgscope.connected",
  /** One is being opened, and nothing is shown yet. */
  connecting: "orgscope.connecting",
  /** The session is the demo's. */
  demo: "orgscope.demo",
  /** The session is of an organization file. */
  file: "orgscope.file",
  /** The session is a what-if copy's. */
  copy: "orgscope.copy",
  /** Why no session is open: signedOut, denied, noOrganization, noCredentials, wrongCredentials, offline, other. */
  problem: "orgscope.problem",
  /** Writes may be planned in this window. */
  canChange: "orgscope.canChange",
  /** What changed between two moments is shown. */
  comparing: "orgscope.comparing",
  /** The active tab shows a policy of an organization. */
  policyInFront: "orgscope.policyInFront",
  /** The tree is filtered, grouped or narrowed to one OU. */
  arranged: "orgscope.arranged",
} as const;

export const POLICY_LANGUAGE_ID = "aws-policy";
/** Scheme of policies opened from an organization. */
export const POLICY_SCHEME = "orgscope";
/** Scheme of plans as documents. */
export const PLAN_SCHEME = "orgscope-plan";
/** Policies as they were at some moment. */
export const PAST_SCHEME = "orgscope-past";
/** Scheme of answers to *Who Changed It*. */
export const HISTORY_SCHEME = "orgscope-history";

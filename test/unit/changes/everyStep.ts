import type { Step, StepKind, StepOf } from "../../../src/changes/step";

const POLICY = {
  type: "SERVICE_CONTROL_POLICY",
  name: "DenyS3",
  description: "Nobody needs it",
  content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
  tags: { Owner: "security" },
};
const ACCOUNT = "210987654321";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const ROOT = "r-tc01";

/** One of each kind, with all that it can hold, about what TechCorp has. */
export const EVERY_STEP: { readonly [Kind in StepKind]: StepOf<Kind> } = {
  createPolicy: { kind: "createPolicy", policy: POLICY },
  updatePolicy: {
    kind: "updatePolicy",
    policyId: "p-quarantn1",
    from: { name: "QuarantineAccount", description: "Before", content: '{"Statement":[]}' },
    to: { name: "Quarantine", description: "After", content: POLICY.content },
  },
  deletePolicy: { kind: "deletePolicy", policyId: "p-quarantn1", was: POLICY },
  attachPolicy: { kind: "attachPolicy", policyId: "p-quarantn1", policyType: POLICY.type, targetId: PRODUCTION },
  detachPolicy: { kind: "detachPolicy", policyId: "p-quarantn1", policyType: POLICY.type, targetId: PRODUCTION },
  enablePolicyType: { kind: "enablePolicyType", rootId: ROOT, policyType: "CHATBOT_POLICY" },
  disablePolicyType: {
    ...{ kind: "disablePolicyType", rootId: ROOT, policyType: "CHATBOT_POLICY" },
    ...{ attachments: [{ policyId: "p-a1234567", targetId: ROOT }], targetIds: [ROOT] },
  },
  createOrganizationalUnit: {
    ...{ kind: "createOrganizationalUnit", parentId: ROOT, name: "Pilot", tags: { Stage: "trial" } },
  },
  updateOrganizationalUnit: {
    ...{ kind: "updateOrganizationalUnit", organizationalUnitId: PRODUCTION, from: "Production", to: "Live" },
  },
  deleteOrganizationalUnit: {
    kind: "deleteOrganizationalUnit",
    organizationalUnitId: PRODUCTION,
    was: { parentId: ROOT, name: "Production", tags: {}, attachments: [] },
  },
  moveAccount: { kind: "moveAccount", accountId: ACCOUNT, from: PRODUCTION, to: DEVELOPMENT },
  createAccount: {
    ...{ kind: "createAccount", email: "new@example.com", name: "New", roleName: "Admin" },
    ...{ iamUserAccessToBilling: "DENY", tags: { Stage: "trial" } },
  },
  closeAccount: { kind: "closeAccount", accountId: ACCOUNT },
  removeAccountFromOrganization: { kind: "removeAccountFromOrganization", accountId: ACCOUNT },
  putAccountName: { kind: "putAccountName", accountId: ACCOUNT, from: "Web Services", to: "Web" },
  inviteAccountToOrganization: {
    kind: "inviteAccountToOrganization",
    target: { type: "ACCOUNT", id: "999988887777" },
    ...{ notes: "Join us", tags: { Stage: "trial" } },
  },
  cancelHandshake: { kind: "cancelHandshake", handshakeId: "h-a123456789" },
  acceptHandshake: { kind: "acceptHandshake", handshakeId: "h-a123456789" },
  declineHandshake: { kind: "declineHandshake", handshakeId: "h-a123456789" },
  tagResource: { kind: "tagResource", resourceId: ACCOUNT, tags: { Stage: "live" }, was: { Stage: "trial" } },
  untagResource: { kind: "untagResource", resourceId: ACCOUNT, was: { Stage: "trial" } },
  enableAWSServiceAccess: { kind: "enableAWSServiceAccess", servicePrincipal: "config.amazonaws.com" },
  disableAWSServiceAccess: { kind: "disableAWSServiceAccess", servicePrincipal: "config.amazonaws.com" },
  registerDelegatedAdministrator: {
    ...{ kind: "registerDelegatedAdministrator", accountId: ACCOUNT, servicePrincipal: "config.amazonaws.com" },
  },
  deregisterDelegatedAdministrator: {
    ...{ kind: "deregisterDelegatedAdministrator", accountId: ACCOUNT, servicePrincipal: "config.amazonaws.com" },
  },
  putResourcePolicy: { kind: "putResourcePolicy", to: POLICY.content, tags: { Owner: "security" } },
  deleteResourcePolicy: { kind: "deleteResourcePolicy", was: POLICY.content, tags: {} },
  createOrganization: { kind: "createOrganization", featureSet: "ALL" },
  enableAllFeatures: { kind: "enableAllFeatures" },
};

export const STEP_KINDS = Object.keys(EVERY_STEP) as readonly StepKind[];

export function listEveryStep(): readonly Step[] {
  return STEP_KINDS.map((kind) => EVERY_STEP[kind]);
}

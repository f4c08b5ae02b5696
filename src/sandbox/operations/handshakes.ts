import type { Handshake } from "../../organization/model";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { AwsError, awsError, constraintViolation, invalidInput } from "../awsError";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { createArns, createHandshakeId } from "../ids";
import { FULL_AWS_ACCESS } from "../managedPolicies";
import { readId, readObject, readOneOf, readOptionalText, readText } from "../input";
import type { OrganizationState } from "../state";
import { describeHandshake } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readTags } from "./tags";

const DAY = 24 * 60 * 60 * 1000;

const ACTIONS = [
  "INVITE",
  "ENABLE_ALL_FEATURES",
  "APPROVE_ALL_FEATURES",
  "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE",
  "TRANSFER_RESPONSIBILITY",
] as const;

function readHandshake(state: OrganizationState, request: OperationRequest): Handshake {
  const handshake = state.getHandshake(readId(request.input, "HandshakeId", ["handshake"]));
  if (!handshake) throw awsError("HandshakeNotFoundException");
  return handshake;
}

/** Whether the account, by id or e-mail address, was asked. */
function isRecipient(state: OrganizationState, handshake: Handshake, accountId: string): boolean {
  const email = state.getAccount(accountId)?.email;
  return handshake.parties.some(({ type, id }) => type !== "ORGANIZATION" && (id === accountId || id === email));
}

const listHandshakes =
  (isListed: (state: OrganizationState, handshake: Handshake, request: OperationRequest) => boolean): Operation =>
  (state, request) => {
    const filter = readObject(request.input, "Filter");
    if (filter.ActionType !== undefined && filter.ParentHandshakeId !== undefined) {
      throw invalidInput("MAX_LIMIT_EXCEEDED_FILTER");
    }
    const action = filter.ActionType === undefined ? undefined : readOneOf(filter.ActionType, ACTIONS);
    const ids = state.listHandshakes().filter((id) => {
      const handshake = demand(state.getHandshake(id));
      return (action === undefined || handshake.action === action) && isListed(state, handshake, request);
    });
    return answerPage(request, "Handshakes", ids, (id) => describeHandshake(demand(state.getHandshake(id))));
  };

const describe: Operation = (state, request) => {
  const handshake = readHandshake(state, request);
  const sent = request.callerAccountId === state.organization.masterAccountId;
  if (!sent && !isRecipient(state, handshake, request.callerAccountId)) throw awsError("AccessDeniedException");
  return { Handshake: describeHandshake(handshake) };
};

const invite: Operation = (state, request) => {
  const target = readObject(request.input, "Target");
  const type = readOneOf(target.Type, ["ACCOUNT", "EMAIL", "ORGANIZATION"]);
  if (type === "ORGANIZATION") throw invalidInput("INVALID_PARTY_TYPE_TARGET");
  const id = readText(target, "Id");
  if (type === "EMAIL" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(id)) throw invalidInput("INVALID_EMAIL_ADDRESS_TARGET");
  if (type === "ACCOUNT" && !/^\d{12}$/.test(id)) throw invalidInput("INVALID_PATTERN_TARGET_ID");
  const notes = readOptionalText(request.input, "Notes", { max: 1024 });
  readTags(request.input);
  for (const account of state.getAllAccounts()) {
    if (account.id === id || account.email === id) throw awsError("DuplicateAccountException");
  }
  const open = state.listHandshakes().filter((known) => state.getHandshake(known)?.state === "OPEN");
  if (open.some((known) => state.getHandshake(known)?.parties.some((party) => party.id === id))) {
    throw awsError("DuplicateHandshakeException");
  }
  // Open invitations count as accounts (quotas page).
  if (state.countAccounts() + open.length >= ORGANIZATION_QUOTAS.accounts) {
    throw constraintViolation("ACCOUNT_NUMBER_LIMIT_EXCEEDED");
  }
  const { organization } = state;
  const handshakeId = createHandshakeId(request.random);
  const handshake: Handshake = {
    id: handshakeId,
    arn: createArns(organization).handshake(handshakeId),
    state: "OPEN",
    action: "INVITE",
    parties: [
      { id: organization.id.slice("o-".length), type: "ORGANIZATION" },
      { id, type },
    ],
    requestedTimestamp: request.now,
    expirationTimestamp: new Date(Date.parse(request.now) + ORGANIZATION_QUOTAS.invitationDays * DAY).toISOString(),
    resources: [
      {
        type: "ORGANIZATION",
        value: organization.id,
        resources: [
          { type: "MASTER_EMAIL", value: organization.masterAccountEmail },
          { type: "MASTER_NAME", value: state.getAccount(organization.masterAccountId)?.name ?? "" },
          { type: "ORGANIZATION_FEATURE_SET", value: organization.featureSet },
        ],
      },
      { type, value: id },
      ...(notes ? [{ type: "NOTES", value: notes }] : []),
    ],
  };
  state.setHandshake(handshake);
  return { Handshake: describeHandshake(handshake) };
};

const cancel: Operation = (state, request) => {
  const handshake = readHandshake(state, request);
  if (handshake.state === "CANCELED") throw awsError("HandshakeAlreadyInStateException");
  if (handshake.state !== "OPEN" && handshake.state !== "REQUESTED") {
    throw awsError("InvalidHandshakeTransitionException");
  }
  const canceled: Handshake = { ...handshake, state: "CANCELED" };
  state.setHandshake(canceled);
  return { Handshake: describeHandshake(canceled) };
};

function readOpen(state: OrganizationState, request: OperationRequest, wanted: Handshake["state"]): Handshake {
  const handshake = readHandshake(state, request);
  if (!isRecipient(state, handshake, request.callerAccountId)) throw awsError("AccessDeniedException");
  if (handshake.state === wanted) throw awsError("HandshakeAlreadyInStateException");
  if (handshake.state !== "OPEN" && handshake.state !== "REQUESTED") {
    throw awsError("InvalidHandshakeTransitionException");
  }
  return handshake;
}

/** The invited account joins at the root; the last one to agree to all features switches them on. */
const accept: Operation = (state, request) => {
  const accepted: Handshake = { ...readOpen(state, request, "ACCEPTED"), state: "ACCEPTED" };
  state.setHandshake(accepted);
  if (accepted.action === "INVITE") join(state, request, accepted);
  if (accepted.action === "ENABLE_ALL_FEATURES") enableIfAgreed(state);
  return { Handshake: describeHandshake(accepted) };
};

function join(state: OrganizationState, request: OperationRequest, handshake: Handshake): void {
  const [root] = state.getRoots();
  const party = handshake.parties.find(({ type }) => type !== "ORGANIZATION");
  const id = request.callerAccountId;
  const email = party?.type === "EMAIL" ? party.id : `${id}@example.com`;
  state.setAccount({
    id,
    arn: createArns(state.organization).account(id),
    name: id,
    email,
    state: "ACTIVE",
    joinedMethod: "INVITED",
    joinedTimestamp: request.now,
    parentId: demand(root).id,
  });
  if (state.isPolicyTypeEnabled(SERVICE_CONTROL_POLICY)) state.attach(FULL_AWS_ACCESS.id, id);
}

/** At AWS the management account still has to approve (APPROVE_ALL_FEATURES); here the last member's word is enough. */
function enableIfAgreed(state: OrganizationState): void {
  const asked = state
    .listHandshakes()
    .map((id) => demand(state.getHandshake(id)))
    .filter(({ action, state: now }) => action === "ENABLE_ALL_FEATURES" && now === "REQUESTED");
  if (asked.some(({ parties }) => parties.some(({ type }) => type === "ACCOUNT"))) return;
  for (const parent of asked) state.setHandshake({ ...parent, state: "ACCEPTED" });
  state.setOrganization({ ...state.organization, featureSet: "ALL" });
}

const decline: Operation = (state, request) => {
  const declined: Handshake = { ...readOpen(state, request, "DECLINED"), state: "DECLINED" };
  state.setHandshake(declined);
  return { Handshake: describeHandshake(declined) };
};

/** Every invited member has to agree; created ones need not be asked (API Reference, EnableAllFeatures). */
const enableAllFeatures: Operation = (state, request) => {
  if (state.organization.featureSet === "ALL") {
    throw new AwsError("HandshakeConstraintViolationException", "All features are enabled already.", {
      reason: "INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES",
    });
  }
  const ask = (accountId?: string): Handshake => {
    const id = createHandshakeId(request.random);
    const { organization } = state;
    return {
      id,
      arn: createArns(organization).handshake(id, "enable_all_features"),
      state: "REQUESTED",
      action: "ENABLE_ALL_FEATURES",
      parties: [
        { id: organization.id.slice("o-".length), type: "ORGANIZATION" },
        ...(accountId === undefined ? [] : [{ id: accountId, type: "ACCOUNT" }]),
      ],
      requestedTimestamp: request.now,
      expirationTimestamp: new Date(Date.parse(request.now) + ORGANIZATION_QUOTAS.allFeaturesDays * DAY).toISOString(),
      resources: [{ type: "ORGANIZATION", value: organization.id }],
    };
  };
  const parent = ask();
  state.setHandshake(parent);
  for (const { id, joinedMethod } of [...state.getAllAccounts()]) {
    if (joinedMethod === "INVITED" && id !== state.organization.masterAccountId) state.setHandshake(ask(id));
  }
  enableIfAgreed(state);
  return { Handshake: describeHandshake(demand(state.getHandshake(parent.id))) };
};

export const HANDSHAKE_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListHandshakesForOrganization: { permitted: "delegates", run: listHandshakes(() => true) },
  ListHandshakesForAccount: {
    permitted: "recipient",
    run: listHandshakes((state, handshake, request) => isRecipient(state, handshake, request.callerAccountId)),
  },
  DescribeHandshake: { permitted: "recipient", run: describe },
  AcceptHandshake: { permitted: "recipient", run: accept },
  DeclineHandshake: { permitted: "recipient", run: decline },
  EnableAllFeatures: { permitted: "management", run: enableAllFeatures },
  InviteAccountToOrganization: { permitted: "management", run: invite },
  CancelHandshake: { permitted: "management", run: cancel },
};

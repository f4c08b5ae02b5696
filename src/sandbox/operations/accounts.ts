import type { Account } from "../../organization/model";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { AwsError, awsError, constraintViolation, invalidInput } from "../awsError";
import { createAccountId, createArns, createCreationId, type Random } from "../ids";
import { PARENT_KINDS, readId, readList, readOneOf, readOptionalText, readText } from "../input";
import { FULL_AWS_ACCESS } from "../managedPolicies";
import type { AccountCreation, OrganizationState } from "../state";
import { describeAccount, describeCreation } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readParentId } from "./structure";
import { readTags } from "./tags";

/** How long a new account takes here, in milliseconds; at AWS it is minutes. */
const CREATION_TIME = 100;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PRINTABLE_ASCII = /^[ -~]+$/;

/** Carries the requests out whose time has come, and answers them. */
export function settleCreations(state: OrganizationState, now: string, random: Random): readonly AccountCreation[] {
  const settled: AccountCreation[] = [];
  for (const id of state.listCreations()) {
    const creation = demand(state.getCreation(id));
    if (creation.state !== "IN_PROGRESS") continue;
    if (Date.parse(now) - Date.parse(creation.requestedTimestamp) < CREATION_TIME) continue;
    const done = { ...creation, ...carryOut(state, creation, now, random), completedTimestamp: now };
    state.setCreation(done);
    settled.push(done);
  }
  return settled;
}

function carryOut(
  state: OrganizationState,
  creation: AccountCreation,
  now: string,
  random: Random,
): Pick<AccountCreation, "state" | "accountId" | "failureReason"> {
  const email = creation.email.toLowerCase();
  for (const account of state.getAllAccounts()) {
    if (account.email.toLowerCase() === email) return { state: "FAILED", failureReason: "EMAIL_ALREADY_EXISTS" };
  }
  const id = createAccountId(random);
  state.setAccount({
    id,
    arn: createArns(state.organization).account(id),
    name: creation.accountName,
    email: creation.email,
    state: "ACTIVE",
    joinedMethod: "CREATED",
    joinedTimestamp: now,
    parentId: demand(state.getRoots()[0]).id,
  });
  if (creation.tags.size > 0) state.setTags(id, creation.tags);
  if (state.isPolicyTypeEnabled(SERVICE_CONTROL_POLICY)) state.attach(FULL_AWS_ACCESS.id, id);
  return { state: "SUCCEEDED", accountId: id };
}

const createAccount: Operation = (state, request) => {
  const email = readText(request.input, "Email", { min: 6, max: 64, pattern: EMAIL });
  const accountName = readText(request.input, "AccountName", { min: 1, max: 50, pattern: PRINTABLE_ASCII });
  const tags = readTags(request.input);
  const inProgress = state.listCreations().filter((id) => state.getCreation(id)?.state === "IN_PROGRESS").length;
  if (inProgress >= ORGANIZATION_QUOTAS.concurrentAccountCreations)
    throw constraintViolation("ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED");
  if (state.countAccounts() + inProgress >= ORGANIZATION_QUOTAS.accounts) {
    throw constraintViolation("ACCOUNT_NUMBER_LIMIT_EXCEEDED");
  }
  const creation: AccountCreation = {
    id: createCreationId(request.random),
    accountName,
    email,
    state: "IN_PROGRESS",
    requestedTimestamp: request.now,
    tags,
  };
  state.setCreation(creation);
  return { CreateAccountStatus: describeCreation(creation) };
};

const describeCreateAccountStatus: Operation = (state, request) => {
  const id = readText(request.input, "CreateAccountRequestId", { pattern: /^car-[a-z0-9]{8,32}$/ });
  const creation = state.getCreation(id);
  if (!creation) throw awsError("CreateAccountStatusNotFoundException");
  return { CreateAccountStatus: describeCreation(creation) };
};

const listCreateAccountStatus: Operation = (state, request) => {
  const states = readList(request.input, "States").map((value) =>
    readOneOf(value, ["IN_PROGRESS", "SUCCEEDED", "FAILED"]),
  );
  const ids = state
    .listCreations()
    .filter((id) => states.length === 0 || states.includes(demand(state.getCreation(id)).state));
  return answerPage(request, "CreateAccountStatuses", ids, (id) => describeCreation(demand(state.getCreation(id))));
};

const moveAccount: Operation = (state, request) => {
  const account = state.getAccount(readId(request.input, "AccountId", ["account"]));
  const source = readId(request.input, "SourceParentId", PARENT_KINDS);
  const destination = readId(request.input, "DestinationParentId", PARENT_KINDS);
  if (!account) throw awsError("AccountNotFoundException");
  if (!state.isParent(source) || account.parentId !== source) throw awsError("SourceParentNotFoundException");
  if (!state.isParent(destination)) throw awsError("DestinationParentNotFoundException");
  if (source === destination) throw awsError("DuplicateAccountException");
  if (state.getPath(source)[0] !== state.getPath(destination)[0]) {
    throw invalidInput("MOVING_ACCOUNT_BETWEEN_DIFFERENT_ROOTS");
  }
  state.setAccount({ ...account, parentId: destination });
  return {};
};

function demandAccount(state: OrganizationState, request: OperationRequest): Account {
  const account = state.getAccount(readId(request.input, "AccountId", ["account"]));
  if (!account) throw awsError("AccountNotFoundException");
  return account;
}

/** At AWS the account is PENDING_CLOSURE for a while and then SUSPENDED for 90 days; here the former stays. */
const closeAccount: Operation = (state, request) => {
  const account = demandAccount(state, request);
  if (account.id === state.organization.masterAccountId) throw constraintViolation("CANNOT_CLOSE_MANAGEMENT_ACCOUNT");
  if (account.state !== "ACTIVE") throw awsError("AccountAlreadyClosedException");
  const { closuresAtLeast, closuresShare, closuresAtMost } = ORGANIZATION_QUOTAS;
  const most = Math.min(closuresAtMost, Math.max(closuresAtLeast, Math.floor(state.countAccounts() * closuresShare)));
  const closing = [...state.getAllAccounts()].filter((one) => one.state === "PENDING_CLOSURE").length;
  if (closing >= most) throw constraintViolation("CLOSE_ACCOUNT_QUOTA_EXCEEDED");
  state.setAccount({ ...account, state: "PENDING_CLOSURE" });
  return {};
};

const removeAccount: Operation = (state, request) => {
  const account = demandAccount(state, request);
  if (account.id === state.organization.masterAccountId) throw awsError("MasterCannotLeaveOrganizationException");
  state.deleteAccount(account);
  return {};
};

const leaveOrganization: Operation = (state, request) => {
  if (request.callerAccountId === state.organization.masterAccountId) {
    throw awsError("MasterCannotLeaveOrganizationException");
  }
  state.deleteAccount(demand(state.getAccount(request.callerAccountId)));
  return {};
};

/** Account Management's operation, which the sandbox serves beside Organizations. Nobody names the own account. */
const putAccountName: Operation = (state, request) => {
  const given = readOptionalText(request.input, "AccountId", { pattern: /^\d{12}$/ });
  const account = state.getAccount(given ?? request.callerAccountId);
  if (!account || given === request.callerAccountId)
    throw new AwsError("AccessDeniedException", "You don't have permissions for this account.", { status: 403 });
  const name = readText(request.input, "AccountName", { min: 1, max: 50, pattern: /^[ -;=?-~]+$/ });
  state.setAccount({ ...account, name });
  return {};
};

const describeAccountOperation: Operation = (state, request) => {
  return { Account: describeAccount(state, demandAccount(state, request)) };
};

const answerAccounts =
  (ids: (...args: Parameters<Operation>) => readonly string[]): Operation =>
  (state, request) =>
    answerPage(request, "Accounts", ids(state, request), (id) => describeAccount(state, demand(state.getAccount(id))));

const CONTACT_TYPES = ["BILLING", "OPERATIONS", "SECURITY"];

/** Of Account Management, which the sandbox only lets be read. The management account must not name itself. */
const getAlternateContact: Operation = (state, { input, callerAccountId }) => {
  const { AccountId = callerAccountId, AlternateContactType: type } = input;
  const isManagement = callerAccountId === state.organization.masterAccountId;
  if (input.AccountId !== undefined && (!isManagement || input.AccountId === callerAccountId)) {
    throw awsError("AccessDeniedException");
  }
  if (typeof type !== "string" || !CONTACT_TYPES.includes(type)) throw new AwsError("ValidationException", "");
  const contact = state.getAlternateContact(String(AccountId), type);
  if (!contact) throw new AwsError("ResourceNotFoundException", "No contact of the type is set.", { status: 404 });
  return { AlternateContact: { ...contact, AlternateContactType: type } };
};

export const ACCOUNT_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListAccounts: { permitted: "delegates", run: answerAccounts((state) => state.listAccounts()) },
  ListAccountsForParent: {
    permitted: "delegates",
    run: answerAccounts((state, request) => state.listAccounts(readParentId(state, request))),
  },
  DescribeAccount: { permitted: "delegates", run: describeAccountOperation },
  CreateAccount: { permitted: "management", run: createAccount },
  DescribeCreateAccountStatus: { permitted: "delegates", run: describeCreateAccountStatus },
  ListCreateAccountStatus: { permitted: "delegates", run: listCreateAccountStatus },
  MoveAccount: { permitted: "management", run: moveAccount },
  CloseAccount: { permitted: "management", run: closeAccount },
  RemoveAccountFromOrganization: { permitted: "management", run: removeAccount },
  LeaveOrganization: { permitted: "anyone", run: leaveOrganization },
  GetAlternateContact: { permitted: "anyone", run: getAlternateContact },
  PutAccountName: { permitted: "management", run: putAccountName },
};

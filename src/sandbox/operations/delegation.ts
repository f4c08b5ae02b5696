import type { ResourcePolicy } from "../../organization/model";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { awsError, constraintViolation, invalidInput } from "../awsError";
import { createArns, createResourcePolicyId } from "../ids";
import { readId, readOptionalText, readText } from "../input";
import { describeAccount, toSeconds } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readTags } from "./tags";

const listDelegatedAdministrators: Operation = (state, request) => {
  const principal = readOptionalText(request.input, "ServicePrincipal", { min: 1, max: 128 });
  const getServices = (id: string) =>
    state
      .getDelegatedServices(id)
      .filter((service) => principal === undefined || service.servicePrincipal === principal);
  const ids = state.getDelegatedAccountIds().filter((id) => state.getAccount(id) && getServices(id).length > 0);
  return answerPage(request, "DelegatedAdministrators", ids, (id) => {
    const { Paths: _paths, ...account } = describeAccount(state, demand(state.getAccount(id)));
    const since = getServices(id).map((service) => toSeconds(service.delegationEnabledDate));
    return { ...account, DelegationEnabledDate: Math.min(...since) };
  });
};

const listDelegatedServices: Operation = (state, request) => {
  const accountId = readId(request.input, "AccountId", ["account"]);
  if (!state.getAccount(accountId)) throw awsError("AccountNotFoundException");
  const services = new Map(
    state.getDelegatedServices(accountId).map((service) => [service.servicePrincipal, service.delegationEnabledDate]),
  );
  if (services.size === 0) throw awsError("AccountNotRegisteredException");
  return answerPage(request, "DelegatedServices", [...services.keys()].sort(), (principal) => ({
    ServicePrincipal: principal,
    DelegationEnabledDate: toSeconds(demand(services.get(principal))),
  }));
};

const listServiceAccess: Operation = (state, request) => {
  const services = new Map(
    state.getEnabledServices().map((service) => [service.servicePrincipal, service.dateEnabled]),
  );
  return answerPage(request, "EnabledServicePrincipals", [...services.keys()].sort(), (principal) => ({
    ServicePrincipal: principal,
    DateEnabled: toSeconds(demand(services.get(principal))),
  }));
};

const SERVICE_PRINCIPAL = /^[\w+=,.@-]+$/;

function readPrincipal(request: OperationRequest): string {
  return readText(request.input, "ServicePrincipal", { min: 1, max: 128, pattern: SERVICE_PRINCIPAL });
}

const enableServiceAccess: Operation = (state, request) => {
  const servicePrincipal = readPrincipal(request);
  const others = state.getEnabledServices().filter((service) => service.servicePrincipal !== servicePrincipal);
  state.setEnabledServices([...others, { servicePrincipal, dateEnabled: request.now }]);
  return {};
};

const disableServiceAccess: Operation = (state, request) => {
  const principal = readPrincipal(request);
  state.setEnabledServices(state.getEnabledServices().filter((service) => service.servicePrincipal !== principal));
  return {};
};

const register: Operation = (state, request) => {
  const servicePrincipal = readPrincipal(request);
  const accountId = readId(request.input, "AccountId", ["account"]);
  if (!state.getAccount(accountId)) throw awsError("AccountNotFoundException");
  if (accountId === state.organization.masterAccountId) {
    throw constraintViolation("MASTER_ACCOUNT_CANNOT_BE_DELEGATED_ADMINISTRATOR");
  }
  if (!state.getEnabledServices().some((service) => service.servicePrincipal === servicePrincipal)) {
    throw constraintViolation("SERVICE_ACCESS_NOT_ENABLED");
  }
  const services = state.getDelegatedServices(accountId);
  if (services.some((service) => service.servicePrincipal === servicePrincipal)) {
    throw awsError("AccountAlreadyRegisteredException");
  }
  state.setDelegatedServices(accountId, [...services, { servicePrincipal, delegationEnabledDate: request.now }]);
  return {};
};

const deregister: Operation = (state, request) => {
  const principal = readPrincipal(request);
  const accountId = readId(request.input, "AccountId", ["account"]);
  if (!state.getAccount(accountId)) throw awsError("AccountNotFoundException");
  const services = state.getDelegatedServices(accountId);
  const left = services.filter((service) => service.servicePrincipal !== principal);
  if (left.length === services.length) throw awsError("AccountNotRegisteredException");
  state.setDelegatedServices(accountId, left);
  return {};
};

function describePolicy({ id, arn, content }: ResourcePolicy): object {
  return { ResourcePolicy: { ResourcePolicySummary: { Id: id, Arn: arn }, Content: content } };
}

const describeResourcePolicy: Operation = (state) => {
  const policy = state.getResourcePolicy();
  if (!policy) throw awsError("ResourcePolicyNotFoundException");
  return describePolicy(policy);
};

const putResourcePolicy: Operation = (state, request) => {
  const content = readText(request.input, "Content", { min: 1, max: ORGANIZATION_QUOTAS.resourcePolicySize });
  if (!isJsonObject(content)) throw awsError("MalformedPolicyDocumentException");
  const tags = readTags(request.input);
  const earlier = state.getResourcePolicy();
  // Tags apply to the creation alone (API Reference, PutResourcePolicy).
  if (earlier && tags.size > 0) throw invalidInput("INVALID_PATTERN");
  const id = earlier?.id ?? createResourcePolicyId(request.random);
  const policy = { id, arn: createArns(state.organization).resourcePolicy(id), content };
  state.setResourcePolicy(policy);
  if (!earlier) state.setTags(id, tags);
  return describePolicy(policy);
};

const deleteResourcePolicy: Operation = (state) => {
  if (!state.getResourcePolicy()) throw awsError("ResourcePolicyNotFoundException");
  state.setResourcePolicy(undefined);
  return {};
};

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

export const DELEGATION_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListDelegatedAdministrators: { permitted: "delegates", run: listDelegatedAdministrators },
  ListDelegatedServicesForAccount: { permitted: "delegates", run: listDelegatedServices },
  ListAWSServiceAccessForOrganization: { permitted: "delegates", run: listServiceAccess },
  EnableAWSServiceAccess: { permitted: "management", run: enableServiceAccess },
  DisableAWSServiceAccess: { permitted: "management", run: disableServiceAccess },
  RegisterDelegatedAdministrator: { permitted: "management", run: register },
  DeregisterDelegatedAdministrator: { permitted: "management", run: deregister },
  DescribeResourcePolicy: { permitted: "delegates", run: describeResourcePolicy },
  PutResourcePolicy: { permitted: "management", run: putResourcePolicy },
  DeleteResourcePolicy: { permitted: "management", run: deleteResourcePolicy },
};

import { awsError } from "../awsError";
import { readId, readOptionalText } from "../input";
import { describeAccount, toSeconds } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry } from "./operation";

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

export const DELEGATION_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListDelegatedAdministrators: { permitted: "delegates", run: listDelegatedAdministrators },
  ListDelegatedServicesForAccount: { permitted: "delegates", run: listDelegatedServices },
  ListAWSServiceAccessForOrganization: { permitted: "delegates", run: listServiceAccess },
};

import {
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeHandshakeCommand,
  DescribeOrganizationalUnitCommand,
  DescribeResourcePolicyCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListCreateAccountStatusCommand,
  ListDelegatedAdministratorsCommand,
  ListParentsCommand,
} from "@aws-sdk/client-organizations";
import type { ChangeReads } from "../changes/reads";
import { isOrganizationError } from "../organization/errors";
import type { CallerReader, OrganizationReader } from "../organization/ports";
import type { Call } from "./organizations";
import { getItems } from "./pages";
import { toAccountCreation, toHandshake, toListedAccount, toOrganizationalUnit } from "./wire";

/** What is read right around a write: the reads of every day and those that only writes need. */
export function createChangeReads(call: Call, reader: OrganizationReader, caller: CallerReader): ChangeReads {
  return {
    ...reader,
    ...caller,
    async describeOrganizationalUnit(OrganizationalUnitId) {
      const command = new DescribeOrganizationalUnitCommand({ OrganizationalUnitId });
      const output = await call("DescribeOrganizationalUnit", command);
      return toOrganizationalUnit(output.OrganizationalUnit ?? {}, "");
    },
    async getParentId(ChildId) {
      const { Parents } = await call("ListParents", new ListParentsCommand({ ChildId }));
      return Parents?.[0]?.Id ?? "";
    },
    async describeAccount(AccountId) {
      const { Account } = await call("DescribeAccount", new DescribeAccountCommand({ AccountId }));
      return toListedAccount(Account ?? {});
    },
    async describeAccountCreation(CreateAccountRequestId) {
      const command = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId });
      const { CreateAccountStatus } = await call("DescribeCreateAccountStatus", command);
      return toAccountCreation(CreateAccountStatus ?? {});
    },
    listAccountCreations: () =>
      getItems(
        "ListCreateAccountStatus",
        (NextToken) => call("ListCreateAccountStatus", new ListCreateAccountStatusCommand({ NextToken })),
        (output) => output.CreateAccountStatuses?.map(toAccountCreation),
      ),
    async describeHandshake(HandshakeId) {
      const { Handshake } = await call("DescribeHandshake", new DescribeHandshakeCommand({ HandshakeId }));
      return toHandshake(Handshake ?? {});
    },
    listEnabledServices: () =>
      getItems(
        "ListAWSServiceAccessForOrganization",
        (NextToken) =>
          call("ListAWSServiceAccessForOrganization", new ListAWSServiceAccessForOrganizationCommand({ NextToken })),
        (output) =>
          output.EnabledServicePrincipals?.map(({ ServicePrincipal = "" }) => ({ servicePrincipal: ServicePrincipal })),
      ),
    listDelegatedAdministrators: (ServicePrincipal) =>
      getItems(
        "ListDelegatedAdministrators",
        (NextToken) =>
          call("ListDelegatedAdministrators", new ListDelegatedAdministratorsCommand({ ServicePrincipal, NextToken })),
        (output) => output.DelegatedAdministrators?.map(({ Id = "" }) => ({ id: Id })),
      ),
    async findResourcePolicy() {
      try {
        const { ResourcePolicy } = await call("DescribeResourcePolicy", new DescribeResourcePolicyCommand({}));
        const { ResourcePolicySummary, Content = "" } = ResourcePolicy ?? {};
        return { id: ResourcePolicySummary?.Id ?? "", content: Content };
      } catch (error) {
        if (isOrganizationError(error, "notFound")) return undefined;
        throw error;
      }
    },
  };
}

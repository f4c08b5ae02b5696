import {
  DescribeEffectivePolicyCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  type EffectivePolicyType,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListDelegatedServicesForAccountCommand,
  ListHandshakesForAccountCommand,
  ListHandshakesForOrganizationCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  ListTargetsForPolicyCommand,
  type OrganizationsClient,
  type OrganizationsClientResolvedConfig,
  type PolicyType as WirePolicyType,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-organizations";
import type { Command } from "@smithy/types";
import type { ListOptions, OrganizationReader } from "../organization/ports";
import { getItems, type Page } from "./pages";
import type { Send, SendOptions } from "./sender";
import {
  toAccount,
  toDelegatedService,
  toEffectivePolicy,
  toHandshake,
  toListedAccount,
  toOrganization,
  toOrganizationalUnit,
  toPolicySummary,
  toPolicyTarget,
  toRoot,
} from "./wire";

type OrganizationsCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> = Command<
  ServiceInputTypes,
  I,
  ServiceOutputTypes,
  O,
  OrganizationsClientResolvedConfig
>;

/** Sends a command of the Organizations client as `operation`. */
export type Call = <I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  operation: string,
  command: OrganizationsCommand<I, O>,
  options?: SendOptions,
) => Promise<O>;

export function createCall(getClient: () => Promise<OrganizationsClient>, send: Send): Call {
  return (operation, command, options) =>
    send(
      operation,
      async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
      options,
    );
}

/** Policy types are an open set to Orgscope and a closed one to the SDK, which sends whatever it is given. */
export const toWireType = (type: string) => type as WirePolicyType & EffectivePolicyType;

export function createOrganizationReader(
  call: Call,
  others: Pick<OrganizationReader, "listTagged" | "listAlternateContacts">,
): OrganizationReader {
  function list<I extends ServiceInputTypes, O extends ServiceOutputTypes & Page, Item>(
    operation: string,
    getCommand: (NextToken: string | undefined) => OrganizationsCommand<I, O>,
    getPage: (output: O) => readonly Item[] | undefined,
    options: ListOptions | undefined,
  ): AsyncIterable<Item> {
    const { signal, cursor } = options ?? {};
    const sending: SendOptions = {
      turn: {},
      ...(signal && { signal }),
      get priority() {
        return options?.priority ?? "screen";
      },
    };
    return getItems(operation, (token) => call(operation, getCommand(token), sending), getPage, cursor);
  }

  return {
    async describeOrganization(options) {
      const output = await call("DescribeOrganization", new DescribeOrganizationCommand({}), options);
      return toOrganization(output.Organization ?? {});
    },
    listRoots: (options) =>
      list(
        "ListRoots",
        (NextToken) => new ListRootsCommand({ NextToken }),
        (output) => output.Roots?.map(toRoot),
        options,
      ),
    listOrganizationalUnits: (ParentId, options) =>
      list(
        "ListOrganizationalUnitsForParent",
        (NextToken) => new ListOrganizationalUnitsForParentCommand({ ParentId, NextToken }),
        (output) => output.OrganizationalUnits?.map((wire) => toOrganizationalUnit(wire, ParentId)),
        options,
      ),
    listChildUnitIds: (ParentId, options) =>
      list(
        "ListChildren",
        (NextToken) => new ListChildrenCommand({ ParentId, ChildType: "ORGANIZATIONAL_UNIT", NextToken }),
        (output) => output.Children?.map(({ Id }) => Id ?? ""),
        options,
      ),
    listAccountsForParent: (ParentId, options) =>
      list(
        "ListAccountsForParent",
        (NextToken) => new ListAccountsForParentCommand({ ParentId, NextToken }),
        (output) => output.Accounts?.map((wire) => toAccount(wire, ParentId)),
        options,
      ),
    listAccounts: (options) =>
      list(
        "ListAccounts",
        (NextToken) => new ListAccountsCommand({ NextToken }),
        (output) => output.Accounts?.map(toListedAccount),
        options,
      ),
    listPolicies: (type, options) =>
      list(
        "ListPolicies",
        (NextToken) => new ListPoliciesCommand({ Filter: toWireType(type), NextToken }),
        (output) => output.Policies?.map(toPolicySummary),
        options,
      ),
    async describePolicy(PolicyId, options) {
      const { Policy = {} } = await call("DescribePolicy", new DescribePolicyCommand({ PolicyId }), options);
      return { ...toPolicySummary(Policy.PolicySummary ?? {}), content: Policy.Content ?? "" };
    },
    listTargetsForPolicy: (PolicyId, options) =>
      list(
        "ListTargetsForPolicy",
        (NextToken) => new ListTargetsForPolicyCommand({ PolicyId, NextToken }),
        (output) => output.Targets?.map(toPolicyTarget),
        options,
      ),
    listPoliciesForTarget: (TargetId, type, options) =>
      list(
        "ListPoliciesForTarget",
        (NextToken) => new ListPoliciesForTargetCommand({ TargetId, Filter: toWireType(type), NextToken }),
        (output) => output.Policies?.map(toPolicySummary),
        options,
      ),
    async describeEffectivePolicy(TargetId, type, options) {
      const command = new DescribeEffectivePolicyCommand({ TargetId, PolicyType: toWireType(type) });
      const output = await call("DescribeEffectivePolicy", command, options);
      return toEffectivePolicy(output.EffectivePolicy ?? {});
    },
    async listTags(ResourceId, options) {
      const tags: [string, string][] = [];
      const items = list(
        "ListTagsForResource",
        (NextToken) => new ListTagsForResourceCommand({ ResourceId, NextToken }),
        (output) => output.Tags,
        options,
      );
      for await (const { Key, Value } of items) if (Key !== undefined) tags.push([Key, Value ?? ""]);
      // Of any name, `__proto__` too.
      return Object.fromEntries(tags);
    },
    ...others,
    listHandshakes: (options) =>
      list(
        "ListHandshakesForOrganization",
        (NextToken) => new ListHandshakesForOrganizationCommand({ NextToken }),
        (output) => output.Handshakes?.map(toHandshake),
        options,
      ),
    listReceivedHandshakes: (options) =>
      list(
        "ListHandshakesForAccount",
        (NextToken) => new ListHandshakesForAccountCommand({ NextToken }),
        (output) => output.Handshakes?.map(toHandshake),
        options,
      ),
    listDelegatedServices: (AccountId, options) =>
      list(
        "ListDelegatedServicesForAccount",
        (NextToken) => new ListDelegatedServicesForAccountCommand({ AccountId, NextToken }),
        (output) => output.DelegatedServices?.map(toDelegatedService),
        options,
      ),
  };
}

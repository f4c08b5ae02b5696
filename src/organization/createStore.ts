import { comparePolicyTypes, RESOURCE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import { AccountsBelow } from "./accountsBelow";
import { Answers } from "./answers";
import { addRcpFullAccess } from "./fullAccess";
import { createGrouping } from "./grouping";
import { loadAccounts } from "./loadAccounts";
import type { Account } from "./model";
import { sortByName } from "./order";
import type { OrganizationReader, RequestOptions } from "./ports";
import { PolicyIndex } from "./policyIndex";
import { isSameData } from "./sameData";
import type { Children, OrganizationStore, StorePart } from "./store";
import { TargetIndex } from "./targetIndex";

const ACCOUNTS = { part: "accounts" } as const;
const ROOTS = { part: "roots" } as const;

/** The store over what a reader reads. */
export function createStore(reader: OrganizationReader): OrganizationStore {
  const index = new TargetIndex();
  const below = new AccountsBelow(index);
  /** Whose children are known. */
  const parentIds = new Set<string>();
  const getAccountsOf = createGrouping<Account>((account) => account.parentId);
  const policies = new PolicyIndex();
  const answers = new Answers(onAnswer);

  /** Keeps the indexes and the parts that overlap in step with a new answer. */
  function onAnswer(part: StorePart): readonly StorePart[] {
    below.reset();
    switch (part.part) {
      case "roots":
        index.setRoots(answers.get(part) ?? []);
        return [];
      case "children":
        return onChildren(part.parentId, answers.get(part));
      case "accounts":
        return onAccounts(answers.get(part) ?? []);
      case "policies":
        policies.setAll(part.type, answers.get(part) ?? []);
        return [];
      case "attached":
        policies.add(answers.get(part) ?? []);
        return [];
      case "policy": {
        const policy = answers.get(part);
        if (policy) policies.add([policy]);
        return [];
      }
      default:
        return [];
    }
  }

  function onChildren(parentId: string, children: Children | undefined): readonly StorePart[] {
    if (!children) return [];
    parentIds.add(parentId);
    index.setChildren(parentId, children);
    const all = answers.get(ACCOUNTS);
    if (!all || isSameData(getAccountsOf(parentId, all), children.accounts)) return [];
    const here = new Set(children.accounts.map((account) => account.id));
    const elsewhere = all.filter((account) => account.parentId !== parentId && !here.has(account.id));
    const source = { part: "children", parentId } as const;
    return answers.amend(ACCOUNTS, sortByName([...elsewhere, ...children.accounts]), source);
  }

  function onAccounts(accounts: readonly Account[]): readonly StorePart[] {
    index.setAccounts(accounts);
    return [...parentIds].flatMap((parentId) => {
      const part = { part: "children", parentId } as const;
      const children = answers.get(part);
      return children
        ? answers.amend(part, { ...children, accounts: getAccountsOf(parentId, accounts) }, ACCOUNTS)
        : [];
    });
  }

  const store: OrganizationStore = {
    onDidChange: answers.onDidChange,
    getState: (part) => answers.getState(part),

    loadOrganization: () => answers.load({ part: "organization" }, (signal) => reader.describeOrganization({ signal })),
    loadRoots: () => answers.load(ROOTS, (signal) => collect(reader.listRoots({ signal }))),
    loadChildren: (parentId) =>
      answers.load({ part: "children", parentId }, async (signal) => {
        const options: RequestOptions = { signal, priority: "screen" };
        const [organizationalUnits, accounts] = await Promise.all([
          collect(reader.listOrganizationalUnits(parentId, options)),
          getSweptAccounts(parentId) ?? collect(reader.listAccountsForParent(parentId, options)),
        ]);
        return { organizationalUnits: sortByName(organizationalUnits), accounts: sortByName(accounts) };
      }),
    loadAccounts: () =>
      answers.load(ACCOUNTS, async (signal) => sortByName(await loadAccounts(accountSources, signal))),
    loadPolicies: (type) =>
      answers.load({ part: "policies", type }, async (signal) =>
        sortByName(await collect(reader.listPolicies(type, { signal }))),
      ),
    loadPolicy: (policyId) =>
      answers.load({ part: "policy", policyId }, (signal) => reader.describePolicy(policyId, { signal })),
    loadTargets: (policyId) =>
      answers.load({ part: "targets", policyId }, (signal) =>
        collect(reader.listTargetsForPolicy(policyId, { signal })),
      ),
    loadAttached: (targetId, type) =>
      answers.load({ part: "attached", targetId, type }, async (signal) => {
        const listed = await collect(reader.listPoliciesForTarget(targetId, type, { signal }));
        return sortByName(type === RESOURCE_CONTROL_POLICY ? await completeRcps(listed) : listed);
      }),
    loadEffectivePolicy: (accountId, type) =>
      answers.load({ part: "effective", accountId, type }, (signal) =>
        reader.describeEffectivePolicy(accountId, type, { signal }),
      ),
    loadTags: (resourceId) =>
      answers.load({ part: "tags", resourceId }, (signal) => reader.listTags(resourceId, { signal })),
    loadHandshakes: () => answers.load({ part: "handshakes" }, (signal) => collect(reader.listHandshakes({ signal }))),
    loadDelegatedServices: (accountId) =>
      answers.load({ part: "delegatedServices", accountId }, (signal) =>
        collect(reader.listDelegatedServices(accountId, { signal })),
      ),

    getOrganization: () => answers.get({ part: "organization" }),
    getRoots: () => answers.get(ROOTS),
    getChildren: (parentId) => answers.get({ part: "children", parentId }),
    getAccounts: () => answers.get(ACCOUNTS),
    getTarget: (id) => index.get(id),
    getPath: (id) => index.getPath(id),
    getKnownTargets: () => index.getAll(),
    getPolicies: (type) => answers.get({ part: "policies", type }),
    getPolicySummary: (policyId) => policies.get(policyId),
    getPolicy: (policyId) => answers.get({ part: "policy", policyId }),
    getTargets: (policyId) => answers.get({ part: "targets", policyId }),
    getAttached: (targetId, type) => answers.get({ part: "attached", targetId, type }),
    getAccountsBelow(targetId) {
      const accounts = answers.get(ACCOUNTS);
      return accounts && below.get(targetId, accounts);
    },
    getEffectivePolicy: (accountId, type) => answers.get({ part: "effective", accountId, type }),
    getTags: (resourceId) => answers.get({ part: "tags", resourceId }),
    getHandshakes: () => answers.get({ part: "handshakes" }),
    getDelegatedServices: (accountId) => answers.get({ part: "delegatedServices", accountId }),

    getEnabledPolicyTypes: () => getEnabledTypes(),
    refresh: (parts) => answers.refresh(parts),
    dispose: () => answers.dispose(),
  };

  const accountSources = {
    reader,
    loadRoots: () => store.loadRoots(),
    loadChildren: (parentId: string) => store.loadChildren(parentId),
    setParent(id: string, parentId: string) {
      below.reset();
      index.setParent(id, parentId);
    },
  };

  /** The accounts of a parent out of the sweep over all accounts, when that is newer than the parent's last refresh. */
  function getSweptAccounts(parentId: string): readonly Account[] | undefined {
    if (!answers.isNewerThanRefresh(ACCOUNTS, { part: "children", parentId })) return undefined;
    const accounts = answers.get(ACCOUNTS);
    return accounts && getAccountsOf(parentId, accounts);
  }

  function getEnabledTypes(): readonly PolicyType[] {
    const summaries = (answers.get(ROOTS) ?? []).flatMap((root) => root.policyTypes);
    const enabled = summaries.filter((summary) => summary.status === "ENABLED").map((summary) => summary.type);
    return [...new Set(enabled)].sort(comparePolicyTypes);
  }

  async function completeRcps(listed: Awaited<ReturnType<OrganizationStore["loadAttached"]>>) {
    const roots = await store.loadRoots();
    const partition = roots[0]?.arn.split(":")[1] ?? "aws";
    return getEnabledTypes().includes(RESOURCE_CONTROL_POLICY) ? addRcpFullAccess(listed, partition) : listed;
  }

  return Object.freeze(store);
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

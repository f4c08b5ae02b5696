import { Emitter } from "../terms/event";
import { getTargetKind } from "../terms/ids";
import { ORGANIZATION_QUOTAS } from "../terms/quotas";
import { AccountsBelow } from "./accountsBelow";
import { Answers } from "./answers";
import { Attachments } from "./attachments";
import { createGrouping } from "./grouping";
import { AccountSweep } from "./loadAccounts";
import type { PlacedAccount } from "./placedAccount";
import type { Account, OrganizationalUnit, OrganizationContents, Tags } from "./model";
import { sortByName, sortInSteps } from "./order";
import type { OrganizationReader, RequestOptions } from "./ports";
import { PolicyIndex } from "./policyIndex";
import { isSameData } from "./sameData";
import { readSeed, readTargets } from "./seed";
import type { Children, OrganizationStore, StorePart } from "./store";
import { TargetIndex } from "./targetIndex";
import { TargetLists } from "./targetLists";
import { STEP } from "./steps";
import { nextTurn, runInTurns } from "./turns";

const NO_TAGS: Tags = {};

/** What things of one kind have in common in their ids, roughly as AWS sorts them. */
function getResourceKind(resourceId: string): string {
  return getTargetKind(resourceId) ?? resourceId.replace(/-.*/, "");
}

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
  const attachments = new Attachments(answers, policies, index);
  const placed = new Emitter<PlacedAccount>();
  const targetLists = new TargetLists(reader);
  let seededAt: string | undefined;

  /** Keeps the indexes and the parts that overlap in step with a new answer. */
  function onAnswer(part: StorePart): readonly StorePart[] {
    below.reset();
    switch (part.part) {
      case "roots":
        index.setRoots(answers.get(part) ?? []);
        return [];
      case "organizationalUnits":
        return onOrganizationalUnits(part.parentId);
      case "children":
        return onChildren(part.parentId, answers.get(part));
      case "accounts":
        return onAccounts(answers.get(part) ?? []);
      case "policies":
        policies.setAll(part.type, answers.get(part) ?? []);
        return attachments.onPolicies(part.type);
      case "targets":
        return attachments.onTargets(part.policyId);
      case "attached":
        attachments.onAttached(part);
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

  function onOrganizationalUnits(parentId: string): readonly StorePart[] {
    const source = { part: "organizationalUnits", parentId } as const;
    const units = answers.get(source) ?? [];
    index.setOrganizationalUnits(parentId, units);
    const part = { part: "children", parentId } as const;
    const children = answers.get(part);
    return children ? answers.amend(part, { ...children, organizationalUnits: units }, source) : [];
  }

  function onChildren(parentId: string, children: Children | undefined): readonly StorePart[] {
    if (!children) return [];
    parentIds.add(parentId);
    const moved = takeFromOthers(parentId, children);
    index.setChildren(parentId, children);
    const all = answers.get(ACCOUNTS);
    if (!all || isSameData(getAccountsOf(parentId, all), children.accounts)) return moved;
    const here = new Set(children.accounts.map((account) => account.id));
    const elsewhere = all.filter((account) => account.parentId !== parentId && !here.has(account.id));
    const source = { part: "children", parentId } as const;
    return [...moved, ...answers.amend(ACCOUNTS, sortByName([...elsewhere, ...children.accounts]), source)];
  }

  /** An account moved while parents were read one by one stands in one place only, the one read last. */
  function takeFromOthers(parentId: string, { accounts }: Children): readonly StorePart[] {
    const source = { part: "children", parentId } as const;
    const before = new Set<string>();
    for (const { id } of accounts) {
      const known = index.get(id);
      if (known?.kind === "account" && known.account.parentId !== parentId) before.add(known.account.parentId);
    }
    if (before.size === 0) return [];
    const here = new Set(accounts.map((account) => account.id));
    return [...before].flatMap((otherId) => {
      const part = { part: "children", parentId: otherId } as const;
      const other = answers.get(part);
      if (!other?.accounts.some(({ id }) => here.has(id))) return [];
      return answers.amend(part, { ...other, accounts: other.accounts.filter(({ id }) => !here.has(id)) }, source);
    });
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
    onDidPlace: placed.event,
    getState: (part) => (part.part === "attached" ? attachments.getState(part) : answers.getState(part)),

    loadOrganization: (priority) =>
      answers.load({ part: "organization" }, (options) => reader.describeOrganization(options), priority),
    loadRoots: (priority) => answers.load(ROOTS, (options) => collect(reader.listRoots(options)), priority),
    loadOrganizationalUnits: (parentId, priority) =>
      answers.load(
        { part: "organizationalUnits", parentId },
        (options) => fetchOrganizationalUnits(parentId, options),
        priority,
      ),
    probeOrganizationalUnits: (parentId, priority) =>
      answers.load(
        { part: "organizationalUnits", parentId },
        async (options) => {
          for await (const _ of reader.listChildUnitIds(parentId, options)) {
            return fetchOrganizationalUnits(parentId, options);
          }
          return [];
        },
        priority,
      ),
    loadChildren: (parentId, priority) =>
      answers.load(
        { part: "children", parentId },
        async (options) => {
          const [organizationalUnits, accounts] = await Promise.all([
            store.loadOrganizationalUnits(parentId, options.priority),
            getSweptAccounts(parentId) ?? collect(reader.listAccountsForParent(parentId, options)).then(sortByName),
            // Hundreds of parents wait for the same sweep.
            nextTurn(),
          ]);
          return { organizationalUnits, accounts };
        },
        priority,
      ),
    loadAccounts: (priority = "background") =>
      answers.load(
        ACCOUNTS,
        async (options) => {
          const accounts = await runInTurns(sortInSteps(await sweep.load(answers.getWanted(ACCOUNTS), options)));
          // Taking them takes a turn of its own.
          await nextTurn();
          return accounts;
        },
        priority,
      ),
    loadPolicies: (type, priority) =>
      answers.load(
        { part: "policies", type },
        async (options) => sortByName(await collect(reader.listPolicies(type, options))),
        priority,
      ),
    loadPolicy: (policyId, priority) =>
      answers.load({ part: "policy", policyId }, (options) => reader.describePolicy(policyId, options), priority),
    loadTargets: (policyId, priority) =>
      answers.load(
        { part: "targets", policyId },
        (options) => targetLists.load(policyId, answers.getWanted({ part: "targets", policyId }), options),
        priority,
      ),
    loadAttached: (targetId, type, priority) =>
      answers.load(
        { part: "attached", targetId, type },
        async (options) => {
          const known = attachments.getFresh(targetId, type);
          if (known) return known;
          const listed = await collect(reader.listPoliciesForTarget(targetId, type, options));
          await store.loadRoots();
          return attachments.complete(listed, type);
        },
        priority,
      ),
    loadEffectivePolicy: (accountId, type) =>
      answers.load({ part: "effective", accountId, type }, (options) =>
        reader.describeEffectivePolicy(accountId, type, options),
      ),
    loadTags: (resourceId, priority) =>
      answers.load({ part: "tags", resourceId }, (options) => reader.listTags(resourceId, options), priority),
    async loadTagged(resourceIds, priority = "background") {
      const { generation, signal } = answers;
      const tagged = new Map<string, Tags>();
      for await (const { resourceId, tags } of reader.listTagged({ signal, priority })) tagged.set(resourceId, tags);
      const kinds = new Set(Array.from(tagged.keys(), getResourceKind));
      await runInTurns(implyTags(resourceIds, tagged, kinds, generation));
    },
    loadHandshakes: (priority) =>
      answers.load({ part: "handshakes" }, (options) => collect(reader.listHandshakes(options)), priority),
    loadReceivedHandshakes: () =>
      answers.load({ part: "receivedHandshakes" }, (options) => collect(reader.listReceivedHandshakes(options))),
    loadAlternateContacts: (accountId) =>
      answers.load({ part: "alternateContacts", accountId }, (options) =>
        collect(reader.listAlternateContacts(accountId, options)),
      ),
    loadDelegatedServices: (accountId) =>
      answers.load({ part: "delegatedServices", accountId }, (options) =>
        collect(reader.listDelegatedServices(accountId, options)),
      ),

    getOrganization: () => answers.get({ part: "organization" }),
    getRoots: () => answers.get(ROOTS),
    getOrganizationalUnits: (parentId) => answers.get({ part: "organizationalUnits", parentId }),
    getChildren: (parentId) => answers.get({ part: "children", parentId }),
    getAccounts: () => answers.get(ACCOUNTS),
    getUnfinishedAccounts: () => sweep.progress,
    getUnfinishedTargets: (policyId) => targetLists.getProgress(policyId),
    getTarget: (id) => index.get(id),
    getPath: (id) => index.getPath(id),
    getKnownTargets: () => index.getAll(),
    countKnownTargets: () => index.size,
    getPolicies: (type) => answers.get({ part: "policies", type }),
    getPolicySummary: (policyId) => policies.get(policyId),
    getPolicy: (policyId) => answers.get({ part: "policy", policyId }),
    getTargets: (policyId) => answers.get({ part: "targets", policyId }),
    isAttached: (policyId, type, targetId) => attachments.isAttached(policyId, type, targetId),
    getAttached: (targetId, type) => attachments.get(targetId, type),
    getAccountsBelow(targetId) {
      const accounts = answers.get(ACCOUNTS);
      return accounts && below.get(targetId, accounts);
    },
    getEffectivePolicy: (accountId, type) => answers.get({ part: "effective", accountId, type }),
    getTags: (resourceId) => answers.get({ part: "tags", resourceId }),
    getHandshakes: () => answers.get({ part: "handshakes" }),
    getReceivedHandshakes: () => answers.get({ part: "receivedHandshakes" }),
    getAlternateContacts: (accountId) => answers.get({ part: "alternateContacts", accountId }),
    getDelegatedServices: (accountId) => answers.get({ part: "delegatedServices", accountId }),

    getEnabledPolicyTypes: () => attachments.getEnabledTypes(),
    deriveTargets: (type) => attachments.deriveTargets(type),
    async seed(contents) {
      seededAt = contents.takenAt;
      await fill(contents, false);
    },
    async resume(contents) {
      await fill(contents, true);
      for (const [list, nextToken] of Object.entries(contents.nextTokens ?? {})) {
        const part = list === "ListAccounts" ? ACCOUNTS : ({ part: "targets", policyId: list } as const);
        if (answers.get(part)) continue;
        const wanted = answers.getWanted(part);
        if (part === ACCOUNTS) sweep.resume(wanted, { items: contents.accounts, nextToken });
        else targetLists.resume(list, wanted, { items: readTargets(contents, list), nextToken });
      }
    },
    getSeededAt(part) {
      const parts = part ? [part] : getOutline();
      return parts.some((candidate) => isSeeded(candidate)) ? seededAt : undefined;
    },
    refresh: (parts) => answers.refresh(parts?.flatMap(withOrganizationalUnits)),
    dispose() {
      placed.dispose();
      answers.dispose();
    },
  };

  async function fill(contents: OrganizationContents, isFresh: boolean): Promise<void> {
    const filled: StorePart[] = [];
    const work = readSeed(contents, (part, answer) => {
      if (answers.seed(part, answer, isFresh)) filled.push(part);
    });
    await runInTurns(work);
    answers.tell(filled);
  }

  const sweep = new AccountSweep({
    reader,
    getAncestorIds: (id) => index.getAncestorIds(id),
    loadRoots: (options) => store.loadRoots(options.priority),
    loadChildren: (parentId, options) => store.loadChildren(parentId, options.priority),
    onPlace(account) {
      account.ancestorIds.slice(1).forEach((id, at) => {
        const parentId = account.ancestorIds[at];
        if (parentId !== undefined && index.setParent(id, parentId)) below.reset();
      });
      placed.fire(account);
    },
  });

  function* implyTags(
    resourceIds: readonly string[],
    tagged: ReadonlyMap<string, Tags>,
    kinds: ReadonlySet<string>,
    generation: number,
  ): Generator<void, void> {
    for (const [at, resourceId] of resourceIds.entries()) {
      if (at % STEP === STEP - 1) yield;
      if (!kinds.has(getResourceKind(resourceId))) continue;
      answers.imply({ part: "tags", resourceId }, tagged.get(resourceId) ?? NO_TAGS, generation);
    }
  }

  async function fetchOrganizationalUnits(
    parentId: string,
    options: RequestOptions,
  ): Promise<readonly OrganizationalUnit[]> {
    return isLowest(parentId) ? [] : sortByName(await collect(reader.listOrganizationalUnits(parentId, options)));
  }

  /** OUs nest five levels deep, so that below the fifth there is nothing to ask for. */
  function isLowest(parentId: string): boolean {
    return (index.getAncestorIds(parentId)?.length ?? 0) >= ORGANIZATION_QUOTAS.ouDepth;
  }

  /** The accounts of a parent, by name, out of the sweep over all accounts, when that is newer than the parent's last refresh. */
  function getSweptAccounts(parentId: string): readonly Account[] | undefined {
    if (!answers.isNewerThanRefresh(ACCOUNTS, { part: "children", parentId })) return undefined;
    const accounts = answers.get(ACCOUNTS);
    return accounts && getAccountsOf(parentId, accounts);
  }

  function isSeeded(part: StorePart): boolean {
    return part.part === "attached" ? attachments.isSeeded(part) : answers.isSeeded(part);
  }

  /** The parts that say what there is: without contents, attachments and tags. */
  function getOutline(): readonly StorePart[] {
    const children = [...parentIds].filter((parentId) => index.get(parentId));
    return [
      ROOTS,
      ACCOUNTS,
      ...attachments.getEnabledTypes().map((type) => ({ part: "policies", type }) as const),
      ...children.map((parentId) => ({ part: "children", parentId }) as const),
    ];
  }

  return Object.freeze(store);
}

/** A parent's children are made of its OUs. */
function withOrganizationalUnits(part: StorePart): readonly StorePart[] {
  return part.part === "children" ? [part, { part: "organizationalUnits", parentId: part.parentId }] : [part];
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

import { createFindIndex, find } from "../../src/editor/commands/findIndex";
import { getNamesFromStore } from "../../src/engine/organizationNames";
import { createContentsReader } from "../../src/organization/contentsReader";
import { createStore } from "../../src/organization/createStore";
import type { OrganizationStore } from "../../src/organization/store";
import { toContents } from "../../src/organization/toContents";
import { generateOrganization } from "../../src/sandbox/generate";
import type { Benchmark } from "./benchmark";

const ACCOUNTS = 10_000;
const TAKEN_AT = "2026-11-24T10:00:00Z";
/** As someone types them, key after key. */
const QUERIES = ["p", "pa", "pay", "payments", "payments p", "payments prod"];
const MAX_ITEMS = 200;

async function openStore(): Promise<OrganizationStore> {
  const contents = generateOrganization({ accounts: ACCOUNTS, seed: 1 });
  const store = createStore(createContentsReader(contents));
  await store.seed(contents);
  return store;
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: `organization: fill a store with a snapshot of ${ACCOUNTS} accounts, in turns`,
    prepare() {
      const contents = generateOrganization({ accounts: ACCOUNTS, seed: 1 });
      const reader = createContentsReader(contents);
      return () => createStore(reader).seed(contents);
    },
  },
  {
    name: `organization: the snapshot of a store of ${ACCOUNTS} accounts`,
    async prepare() {
      const store = await openStore();
      return () => toContents(store, TAKEN_AT);
    },
  },
  {
    name: `organization: put together what can be found among ${ACCOUNTS} accounts`,
    async prepare() {
      const store = await openStore();
      return () => createFindIndex(store).all.length;
    },
  },
  {
    name: `organization: a key of a search over ${ACCOUNTS} accounts`,
    async prepare() {
      const { all } = createFindIndex(await openStore());
      let key = 0;
      return () => find(all, QUERIES[key++ % QUERIES.length] ?? "", MAX_ITEMS);
    },
  },
  {
    name: `organization: names of ${ACCOUNTS} accounts for the language`,
    async prepare() {
      const store = await openStore();
      return () => getNamesFromStore(store)?.accounts.length;
    },
  },
];

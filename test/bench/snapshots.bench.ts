import { fail } from "node:assert";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createSnapshotArchive } from "../../src/disk/snapshots";
import { createLateSession, type ShownFacts } from "../../src/editor/connection/shownSession";
import { organizationSource } from "../../src/editor/views/organizationSource";
import { getDifferences } from "../../src/organization/snapshot/differences";
import { redact } from "../../src/organization/snapshot/redact";
import { generateOrganization } from "../../src/sandbox/generate";
import type { Benchmark } from "./benchmark";

const ACCOUNTS = 10_000;
const PLACE = "o-exampleorgid";
const KEEP = 10;

const generate = () => generateOrganization({ accounts: ACCOUNTS, seed: 1 });

function openArchive() {
  return createSnapshotArchive(mkdtempSync(path.join(tmpdir(), "orgscope-bench-")), () => undefined);
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: `snapshots: read one of ${ACCOUNTS} accounts`,
    async prepare() {
      const archive = openArchive();
      const { id } = await archive.save(PLACE, generate(), KEEP);
      return () => archive.load(PLACE, id);
    },
  },
  {
    name: `snapshots: first rows of ${ACCOUNTS} accounts out of the newest`,
    async prepare() {
      const archive = openArchive();
      await archive.save(PLACE, generate(), KEEP);
      const facts = {} as ShownFacts;
      // What comes after them is measured by itself.
      const rest = new Promise<never>(() => undefined);
      return async () => {
        const { top = fail() } = (await archive.openNewest(PLACE)) ?? fail();
        const { store } = createLateSession(facts, top, rest);
        const organization = { store, isLocal: false, isMember: false };
        const [root] = await organizationSource.loadChildren(organization, undefined);
        return organizationSource.loadChildren(organization, root);
      };
    },
  },
  {
    name: `snapshots: keep one of ${ACCOUNTS} accounts in which one changed`,
    async prepare() {
      const archive = openArchive();
      const contents = generate();
      await archive.save(PLACE, contents, KEEP);
      let count = 0;
      return () => {
        const takenAt = new Date(Date.parse(contents.takenAt) + ++count * 1000).toISOString();
        const accounts = contents.accounts.map((one, index) => (index === 0 ? { ...one, name: `Name ${count}` } : one));
        return archive.save(PLACE, { ...contents, takenAt, accounts }, KEEP);
      };
    },
  },
  {
    name: `snapshots: what changed between two of ${ACCOUNTS} accounts`,
    prepare() {
      const [from, to] = [generate(), generate()];
      return () => getDifferences(from, { ...to, accounts: to.accounts.slice(10) });
    },
  },
  {
    name: `snapshots: redact ${ACCOUNTS} accounts`,
    prepare() {
      const contents = generate();
      return () => redact(contents);
    },
  },
];

import assert from "node:assert/strict";
import { mock } from "node:test";
import type { Connections, Session } from "../../../src/editor/connection/session";
import { readSeen, restoreSession } from "../../../src/editor/connection/restoredSession";
import type { SeenSession } from "../../../src/editor/connection/choiceMemory";
import { createRecorder } from "../../../src/editor/snapshots/recorder";
import { createStore } from "../../../src/organization/createStore";
import type { OrganizationContents } from "../../../src/organization/model";
import type { SnapshotArchive, SnapshotEntry } from "../../../src/organization/snapshot/archive";
import { createFakeOrganization, ROOT } from "../organization/fakeReader";

const PLACE = "o-exampleorgid";

/** An archive in memory. */
function createArchive(): SnapshotArchive & { readonly kept: Map<string, OrganizationContents[]> } {
  const kept = new Map<string, OrganizationContents[]>();
  const toEntry = ({ takenAt, gaps = [] }: OrganizationContents) =>
    ({ id: takenAt, takenAt, seenAt: takenAt, gaps: gaps.length }) as SnapshotEntry;
  return {
    kept,
    async save(place, contents, keep) {
      kept.set(place, [contents, ...(kept.get(place) ?? [])].slice(0, keep));
      return toEntry(contents);
    },
    list: async (place) => (kept.get(place) ?? []).map(toEntry),
    async openNewest(place) {
      const [newest] = kept.get(place) ?? [];
      return newest && { entry: toEntry(newest), top: undefined, load: async () => newest };
    },
    async load(place, id) {
      return kept.get(place)?.find(({ takenAt }) => takenAt === id) ?? assert.fail(`no snapshot ${id}`);
    },
    async clear(place) {
      if (place === undefined) kept.clear();
      else kept.delete(place);
    },
  };
}

describe("someone whose first reading is interrupted", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  function connect(numberToKeep = 5) {
    const store = createStore(createFakeOrganization().reader);
    let state: "loading" | "done" = "loading";
    const loading = { getState: () => ({ state }), onDidChange: () => ({ dispose() {} }), start: async () => {} };
    const session = { snapshotPlace: PLACE, store, loading } as unknown as Session;
    const connections = {
      getState: () => ({ state: "connected", session }),
      onDidChange: () => ({ dispose() {} }),
    } as unknown as Connections;
    const archive = createArchive();
    const recorder = createRecorder({ connections, archive, getNumberToKeep: () => numberToKeep, log: assert.fail });
    return { store, archive, recorder, finish: () => (state = "done") };
  }

  const settle = async () => {
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it("is shown at the next start what had been read, with what had not", async () => {
    const { store, archive, recorder } = connect();
    await store.loadOrganization();
    await store.loadRoots();
    await store.loadChildren(ROOT);
    mock.timers.tick(31_000);
    await settle();
    recorder.dispose();
    assert.equal(archive.kept.get(PLACE), undefined);
    const seen = { organizationId: PLACE, snapshotPlace: PLACE } as SeenSession;
    const restored = await restoreSession({ kind: "environment" } as never, seen, archive, async () => undefined);
    const { accounts = [], gaps = [] } = (await restored?.shown?.read()) ?? {};
    assert.deepEqual(
      accounts.map(({ parentId }) => parentId),
      [ROOT],
    );
    assert.ok(gaps.some(({ operation }) => operation === "ListAccounts"));
    assert.ok(gaps.some(({ operation }) => operation === "ListOrganizationalUnitsForParent"));
    const shown = restored?.shown ?? assert.fail();
    const interrupted = Date.parse(shown.takenAt);
    assert.equal((await readSeen(shown, interrupted + 60_000)).isFresh, true, "it is gone on with");
    assert.equal((await readSeen(shown, interrupted + 3_600_000)).isFresh, false, "it is begun anew");
  });

  it("has nothing kept, nor what had been, where the setting says none", async () => {
    const { store, archive, recorder, finish } = connect(0);
    await archive.save(PLACE, { takenAt: "2026-11-24T10:00:00Z" } as OrganizationContents, 5);
    await store.loadOrganization();
    await store.loadRoots();
    await store.loadAccounts();
    finish();
    mock.timers.tick(31_000);
    await settle();
    recorder.dispose();
    assert.deepEqual([...archive.kept], []);
  });

  it("has a snapshot in its place once all was read", async () => {
    const { store, archive, recorder, finish } = connect();
    await store.loadOrganization();
    await store.loadRoots();
    mock.timers.tick(31_000);
    await settle();
    assert.equal(archive.kept.size, 1);
    finish();
    await store.loadAccounts();
    mock.timers.tick(4_000);
    await settle();
    recorder.dispose();
    assert.deepEqual([...archive.kept.keys()], [PLACE]);
  });
});

import assert from "node:assert/strict";
import { readSeen, restoreSession } from "../../../src/editor/connection/restoredSession";
import type { SeenSession } from "../../../src/editor/connection/choiceMemory";
import { OrganizationError } from "../../../src/organization/errors";
import type { OrganizationContents } from "../../../src/organization/model";
import type { SnapshotArchive, SnapshotEntry } from "../../../src/organization/snapshot/archive";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const contents = createTechCorp();
const [root] = contents.roots;
const rootId = root?.id ?? "";
const isTop = ({ parentId }: { readonly parentId: string }) => parentId === rootId;
const top: OrganizationContents = {
  ...contents,
  organizationalUnits: contents.organizationalUnits.filter(isTop),
  accounts: contents.accounts.filter(isTop),
  ...{ policies: [], attachments: [], tags: {} },
};
const SEEN_AT = "2026-11-25T10:00:00.000Z";

describe("a session as its snapshot shows it", () => {
  const restore = async (load: () => Promise<OrganizationContents>, first: OrganizationContents | undefined = top) => {
    const entry = { id: "1", takenAt: contents.takenAt, seenAt: SEEN_AT } as SnapshotEntry;
    const archive = { openNewest: async () => ({ entry, top: first, load }) } as unknown as SnapshotArchive;
    const seen = { organizationId: contents.organization.id, snapshotPlace: "place" } as SeenSession;
    return (await restoreSession({ kind: "environment" }, seen, archive, async () => undefined)) ?? assert.fail();
  };

  it("has its first rows while the rest is still being read", async () => {
    const { store, shown } = await restore(() => new Promise(() => undefined));
    assert.deepEqual(await store.loadRoots(), contents.roots);
    const children = await store.loadChildren(rootId);
    assert.equal(children.organizationalUnits.length, top.organizationalUnits.length);
    assert.equal(children.accounts.length, top.accounts.length);
    assert.equal(shown?.takenAt, SEEN_AT);
  });

  it("tells nothing of what lies deeper before it is read, and all of it then", async () => {
    let finish: (contents: OrganizationContents) => void = () => undefined;
    const rest = new Promise<OrganizationContents>((resolve) => (finish = resolve));
    const { store, shown } = await restore(() => rest);
    const parentId = contents.accounts.find((account) => !isTop(account))?.parentId ?? assert.fail();
    const loading = store.loadChildren(parentId);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(store.getState({ part: "children", parentId }).state, "loading");
    finish(contents);
    assert.ok((await loading).accounts.length);
    assert.equal((await store.loadAccounts()).length, contents.accounts.length);
    assert.deepEqual(await shown?.read(), { ...contents, takenAt: SEEN_AT });
  });

  it("names the reason where the rest cannot be read", async () => {
    const damaged = new OrganizationError("malformed", "A file of the snapshot is damaged");
    const { store } = await restore(() => Promise.reject(damaged));
    await store.loadChildren(rootId);
    await assert.rejects(store.loadAccounts(), damaged);
  });

  it("is there where the first rows are not kept by themselves", async () => {
    const { store, shown } = await restore(async () => contents, undefined);
    assert.equal((await store.loadAccounts()).length, contents.accounts.length);
    assert.equal(shown?.takenAt, SEEN_AT);
    assert.equal((await readSeen(shown ?? assert.fail(), Date.parse(SEEN_AT))).isFresh, false, "it is read anew");
  });
});

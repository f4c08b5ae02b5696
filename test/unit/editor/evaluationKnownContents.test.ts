import assert from "node:assert/strict";
import { createKnownContents } from "../../../src/editor/evaluation/knownContents";
import type { Connections, Session } from "../../../src/editor/connection/session";
import { createStore } from "../../../src/organization/createStore";
import { createFakeOrganization } from "../organization/fakeReader";

async function open() {
  const store = createStore(createFakeOrganization().reader);
  const session = { store } as Session;
  const connections = { getSession: () => session, onDidChange: () => ({ dispose: () => undefined }) };
  const known = createKnownContents(connections as unknown as Connections);
  await store.loadOrganization();
  await store.loadRoots();
  return { store, session, known };
}

describe("what the judge is told of the organization", () => {
  it("is the same object until something else is known, so that it is told once", async () => {
    const { session, known } = await open();
    assert.ok(known.get(session));
    assert.equal(known.get(session), known.get(session));
    assert.equal(known.getLatest(session), known.get(session));
    known.dispose();
  });

  it("stays a moment behind while answers come in, but for who needs the latest", async () => {
    const { store, session, known } = await open();
    const before = known.get(session);
    await store.loadAccounts();
    assert.equal(known.get(session), before);
    const latest = known.getLatest(session);
    assert.notEqual(latest, before);
    assert.equal(latest?.accounts.length, store.getAccounts()?.length);
    known.dispose();
  });
});

import { OrganizationError } from "../../../src/organization/errors";
import assert from "node:assert/strict";
import { formatJson } from "../../../src/policy/format";
import type { Draft, Drafts } from "../../../src/editor/documents/drafts";
import { PolicyTexts } from "../../../src/editor/documents/policyTexts";
import type { Connections, ConnectionState, Session } from "../../../src/editor/connection/session";
import { isOrganizationError } from "../../../src/organization/errors";
import type { Policy } from "../../../src/organization/model";
import type { OrganizationStore, StoreChange } from "../../../src/organization/store";
import { Emitter } from "../../../src/terms/event";

const ADDRESS = { organizationId: "o-exampleorgid", type: "SERVICE_CONTROL_POLICY", policyId: "p-examplepolicyid" };
const ONE_LINE = '{"Version":"2012-10-17","Statement":[]}';
const PRETTY = formatJson(ONE_LINE);

/** One policy of one organization, and where its drafts are kept. */
function createWorld(content = ONE_LINE) {
  let policy = { content, awsManaged: false } as Policy;
  const storeChanges = new Emitter<StoreChange>();
  const stateChanges = new Emitter<ConnectionState>();
  let failure: OrganizationError | undefined;
  let asked = 0;
  const tell = () => storeChanges.fire({ parts: [{ part: "policy", policyId: ADDRESS.policyId }] });
  const store = {
    onDidChange: storeChanges.event,
    getState: () => (failure ? { state: "failed", error: failure } : { state: "loaded" }),
    async loadPolicy() {
      if (!failure) return policy;
      asked++;
      tell();
      throw failure;
    },
  } as Partial<OrganizationStore> as OrganizationStore;
  const session = { organizationId: ADDRESS.organizationId, name: "Demo", store } as Session;
  let state: ConnectionState = { state: "connected", session };
  const connections = {
    onDidChange: stateChanges.event,
    getState: () => state,
    getSession: () => (state.state === "connected" ? state.session : undefined),
  } as Connections;
  const kept = new Map<string, Draft>();
  const aside: Draft[] = [];
  const drafts: Drafts = {
    load: async ({ policyId }) => kept.get(policyId),
    save: async (draft) => void kept.set(draft.policyId, draft),
    remove: async ({ policyId }) => void kept.delete(policyId),
    setAside: async (draft) => {
      aside.push(draft);
      return "aside.json";
    },
  };
  let time = 1_000_000;
  const start = () => new PolicyTexts(connections, drafts, () => ++time);
  return {
    kept,
    aside,
    start,
    setState(next: ConnectionState) {
      state = next;
      stateChanges.fire(next);
    },
    session,
    async changeRemotely(next: string) {
      policy = { ...policy, content: next };
      tell();
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** As the store does for every refusal: tells of it, and the one who asks is refused again. */
    async deleteRemotely() {
      failure = new OrganizationError("notFound", "There is no such policy");
      tell();
      await new Promise((resolve) => setImmediate(resolve));
      return asked;
    },
    setManaged() {
      policy = { ...policy, awsManaged: true };
    },
  };
}

describe("the texts of policy documents", () => {
  it("show what is published, pretty", async () => {
    const text = await createWorld().start().open(ADDRESS);
    assert.deepEqual([text.text, text.base, text.isDraft, text.isReadonly], [PRETTY, ONE_LINE, false, false]);
  });

  it("are read-only when AWS wrote them", async () => {
    const world = createWorld();
    world.setManaged();
    assert.equal((await world.start().open(ADDRESS)).isReadonly, true);
  });

  it("lose nothing when two windows type in one policy", async () => {
    const world = createWorld();
    const [mine, theirs] = [world.start(), world.start()];
    const told: string[] = [];
    mine.onDidSetAside(({ draft }) => told.push(draft.text));
    await mine.open(ADDRESS);
    await theirs.open(ADDRESS);
    await theirs.write(ADDRESS, "{ theirs");
    await theirs.write(ADDRESS, "{ theirs, again");
    assert.deepEqual(world.aside, [], "one window's own drafts follow each other");
    await mine.write(ADDRESS, "{ mine");
    assert.deepEqual(told, ["{ theirs, again"]);
    assert.deepEqual(
      world.aside.map(({ text }) => text),
      told,
    );
    assert.equal(world.kept.get(ADDRESS.policyId)?.text, "{ mine");
    await mine.write(ADDRESS, "{ mine, again");
    assert.equal(world.aside.length, 1);
  });

  it("show other drafts where another organization has the same id", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    const raised: string[] = [];
    texts.onDidChange(({ policyId }) => raised.push(policyId));
    world.setState({ state: "connected", session: world.session });
    assert.deepEqual(raised, []);
    world.setState({ state: "connected", session: { ...world.session, snapshotPlace: "o-exampleorgid@demo" } });
    assert.deepEqual(raised, [ADDRESS.policyId]);
  });

  it("keep a draft with what it was made from, over a restart and without a connection", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    await texts.write(ADDRESS, "{ typed");
    const before = await texts.read(ADDRESS);
    world.setState({ state: "disconnected" });
    const after = await world.start().open(ADDRESS);
    assert.deepEqual([after.text, after.base, after.isDraft], ["{ typed", ONE_LINE, true]);
    assert.equal(after.version, before.version, "VS Code would refuse to save over a newer file");
  });

  it("have no draft once the published text is typed again", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    await texts.write(ADDRESS, "{ typed");
    await texts.write(ADDRESS, PRETTY);
    assert.equal(await texts.loadDraft(ADDRESS), undefined);
    assert.equal(world.kept.size, 0);
  });

  it("follow a change made elsewhere, with a newer version", async () => {
    const world = createWorld();
    const texts = world.start();
    const before = await texts.open(ADDRESS);
    let told = 0;
    texts.onDidChange(() => told++);
    await world.changeRemotely('{"Statement":[1]}');
    const after = await texts.open(ADDRESS);
    assert.equal(told, 1);
    assert.equal(after.text, formatJson('{"Statement":[1]}'));
    assert.ok(after.version > before.version);
  });

  it("do not ask over and over for a policy that is gone", async () => {
    const world = createWorld();
    await world.start().open(ADDRESS);
    assert.equal(await world.deleteRemotely(), 0);
  });

  it("do not move under unsaved typing: the draft says which text it was made from", async () => {
    const world = createWorld();
    const texts = world.start();
    const { version } = await texts.open(ADDRESS);
    await texts.noteUnsaved(ADDRESS);
    await world.changeRemotely('{"Statement":[1]}');
    assert.equal((await texts.read(ADDRESS)).version, version, "VS Code would refuse to save over a newer file");
    await texts.open(ADDRESS);
    await texts.write(ADDRESS, "{ typed");
    assert.equal((await texts.loadDraft(ADDRESS))?.base, ONE_LINE);
  });

  it("know after a restart in the middle of typing what the text was made from", async () => {
    const world = createWorld();
    const first = world.start();
    await first.open(ADDRESS);
    await first.noteUnsaved(ADDRESS);
    await world.changeRemotely('{"Statement":[1]}');
    const second = world.start();
    await second.noteUnsaved(ADDRESS);
    await second.write(ADDRESS, "{ restored");
    assert.equal((await second.loadDraft(ADDRESS))?.base, ONE_LINE);
  });

  it("leave nothing behind when the typing is undone", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    await texts.noteUnsaved(ADDRESS);
    await texts.noteSettled(ADDRESS, false);
    assert.equal(world.kept.size, 0);
  });

  it("keep what was saved last when typing and saving overtake one another", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    await Promise.all([
      texts.noteUnsaved(ADDRESS),
      texts.write(ADDRESS, "{ one"),
      texts.noteSettled(ADDRESS, false),
      texts.noteUnsaved(ADDRESS),
      texts.write(ADDRESS, "{ two"),
      texts.noteSettled(ADDRESS, true),
    ]);
    assert.equal((await texts.loadDraft(ADDRESS))?.text, "{ two");
  });

  it("belong to their organization alone", async () => {
    const world = createWorld();
    const other = { ...world.session, organizationId: "o-anotherorgid", name: "Other" };
    world.setState({ state: "connected", session: other });
    await assert.rejects(world.start().open(ADDRESS), (error: unknown) => {
      assert.ok(isOrganizationError(error, "unavailable"));
      assert.match(error.message, /o-exampleorgid.*Other \(o-anotherorgid\)/);
      return true;
    });
  });

  it("wait for the connection that is being made", async () => {
    const world = createWorld();
    world.setState({ state: "connecting", choice: { kind: "demo" }, isRestoring: false });
    const opening = world.start().open(ADDRESS);
    world.setState({ state: "connected", session: world.session });
    assert.equal((await opening).text, PRETTY);
  });

  it("tell what would be stored, once it is known what they were made from", async () => {
    const world = createWorld();
    const texts = world.start();
    const typed = PRETTY.replace("2012-10-17", "2008-10-17");
    assert.equal(texts.getStored(ADDRESS, typed), undefined);
    await texts.open(ADDRESS);
    assert.equal(texts.getStored(ADDRESS, PRETTY), ONE_LINE, "unchanged");
    assert.equal(texts.getStored(ADDRESS, typed), ONE_LINE.replace("2012-10-17", "2008-10-17"));
    await texts.write(ADDRESS, typed);
    await texts.rebaseDraft(ADDRESS, "{\n}");
    assert.equal(texts.getStored(ADDRESS, typed), typed, "what is stored pretty stays as typed");
  });

  describe("once a draft was sent", () => {
    const SENT = '{"Statement":[1]}';
    async function publish(type: (texts: PolicyTexts) => Promise<void>) {
      const world = createWorld();
      const texts = world.start();
      await texts.open(ADDRESS);
      await texts.write(ADDRESS, formatJson(SENT));
      const sent = await texts.loadDraft(ADDRESS);
      assert.ok(sent);
      await world.changeRemotely(SENT);
      await type(texts);
      await texts.settleDraft(sent, SENT);
      return { texts, sent };
    }

    it("show what is published", async () => {
      const { texts, sent } = await publish(async () => undefined);
      const { text, isDraft, version } = await texts.open(ADDRESS);
      assert.deepEqual([text, isDraft], [formatJson(SENT), false]);
      assert.ok(version > sent.version);
    });

    it("keep what was saved in the meantime, as a change of what was sent", async () => {
      const { texts } = await publish((it) => it.write(ADDRESS, "{ later"));
      const { text, base, isDraft } = await texts.read(ADDRESS);
      assert.deepEqual([text, base, isDraft], ["{ later", SENT, true]);
    });

    it("let what is typed and not saved yet be saved, as a change of what was sent", async () => {
      const { texts, sent } = await publish((it) => it.noteUnsaved(ADDRESS));
      const { text, version } = await texts.read(ADDRESS);
      assert.equal(text, formatJson(SENT));
      assert.equal(version, sent.version, "VS Code would refuse to save over a newer file");
      await texts.write(ADDRESS, "{ typed");
      assert.equal((await texts.loadDraft(ADDRESS))?.base, SENT);
    });

    it("lose nothing that is saved at the same moment", async () => {
      const world = createWorld();
      const texts = world.start();
      await texts.open(ADDRESS);
      await texts.write(ADDRESS, formatJson(SENT));
      const sent = await texts.loadDraft(ADDRESS);
      assert.ok(sent);
      await Promise.all([texts.settleDraft(sent, SENT), texts.write(ADDRESS, "{ later")]);
      const { text, base } = await texts.read(ADDRESS);
      assert.deepEqual([text, base], ["{ later", SENT]);
    });
  });

  it("return to what is published when the draft is discarded", async () => {
    const world = createWorld();
    const texts = world.start();
    await texts.open(ADDRESS);
    await texts.write(ADDRESS, "{ typed");
    const { version } = await texts.read(ADDRESS);
    await texts.discardDraft(ADDRESS);
    const after = await texts.read(ADDRESS);
    assert.deepEqual([after.text, after.isDraft], [PRETTY, false]);
    assert.ok(after.version > version);
  });
});

import assert from "node:assert/strict";
import { connect } from "../../src/aws/main";
import { createDetailsSource } from "../../src/editor/views/detailsSource";
import { describe as describeRow } from "../../src/editor/views/describe";
import type { Context } from "../../src/editor/views/description";
import { organizationSource } from "../../src/editor/views/organizationSource";
import type { Element } from "../../src/editor/views/elements";
import type { ViewedOrganization } from "../../src/editor/views/source";
import { createStore } from "../../src/organization/createStore";
import { addDemoFacts, createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/types";
import { createAskedForAllFeatures } from "../fixtures/askedForAllFeatures";

const WEB = "210987654321";
const BILLING = "100200300400";
const t = (text: string, ...values: readonly (string | number)[]) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

describe("in the views, through the real SDK", () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function open(options: SandboxOptions, isMember = false) {
    const sandbox = await startSandbox(options);
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
    const aws = connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
    const store = createStore(aws.reader);
    ends.push(
      () => store.dispose(),
      () => aws.dispose(),
      () => sandbox.close(),
    );
    const seen: ViewedOrganization = { store, isLocal: true, isMember };
    const context: Context = { known: store, isLocal: true, language: "en", t };
    return { sandbox, store, seen, context };
  }

  const countContacts = (sandbox: Sandbox) => sandbox.getRequestCounts().GetAlternateContact ?? 0;

  describe("the alternate contacts of an account", () => {
    async function openDetails(accountId: string) {
      const world = await open({ contents: addDemoFacts(createTechCorp()) });
      await world.store.loadAccounts();
      const source = createDetailsSource({ kind: "target", targetId: accountId }, () => world.context);
      source.loadParts(world.store);
      await world.store.loadTags(accountId);
      const sections = await source.loadChildren(world.seen, undefined);
      const section = sections.find((row) => describeRow(row, world.context).label === "Alternate contacts");
      assert.ok(section);
      const read = async () => {
        await source.loadChildren(world.seen, section);
        await world.store.loadAlternateContacts(accountId);
        const rows = await source.loadChildren(world.seen, section);
        return rows
          .map((row) => describeRow(row, world.context))
          .map(({ label, description }) => `${label}: ${description}`);
      };
      return { ...world, section, source, read };
    }

    it("are asked for when somebody opens them, and not before", async () => {
      const { sandbox, section, context, source, store, read } = await openDetails(WEB);
      assert.equal(describeRow(section, context).description, undefined);
      assert.equal(countContacts(sandbox), 0);
      assert.deepEqual(await read(), [
        "Billing: not set: AWS writes to the owner of the account",
        "Operations: Jonas Weber · Platform Engineer · platform@techcorp.example · +49 69 5550 100",
        "Security: Priya Nair · Head of Security · security@techcorp.example · +49 69 5550 100",
      ]);
      assert.equal(countContacts(sandbox), 3);
      assert.equal(describeRow(section, context).description, "2");
      store.refresh();
      source.loadParts(store);
      await store.loadAlternateContacts(WEB);
      assert.equal(countContacts(sandbox), 6);
    });

    it("are those of the management account too, which must not name itself", async () => {
      const [billing] = await (await openDetails(BILLING)).read();
      assert.match(billing ?? "", /^Billing: Mara Lind/);
    });

    it("say why they could not be read, and are asked for again then only", async () => {
      const { sandbox, section, source, store, seen, context } = await openDetails(WEB);
      const denial = { kind: "error", name: "AccessDeniedException", status: 403 } as const;
      sandbox.setFaults([{ operation: "GetAlternateContact", effect: denial }]);
      await source.loadChildren(seen, section);
      await assert.rejects(store.loadAlternateContacts(WEB));
      const [row] = await source.loadChildren(seen, section);
      assert.ok(row);
      assert.match(describeRow(row, context).spoken, /Access denied.*The alternate contacts could not be read/);
      const before = countContacts(sandbox);
      source.loadParts(store);
      assert.equal(countContacts(sandbox), before);
    });
  });

  describe("what a member account was sent", () => {
    const { contents, delegate } = createAskedForAllFeatures();

    async function getTop(callerAccountId: string, isMember: boolean) {
      const { store, seen, context } = await open({ contents, callerAccountId }, isMember);
      await store.loadRoots();
      if (isMember) await store.loadReceivedHandshakes();
      await store.loadHandshakes().catch(() => undefined);
      const rows = await organizationSource.loadChildren(seen, undefined);
      const received = rows.find((row): row is Element => row.id === "received");
      const below = received ? await organizationSource.loadChildren(seen, received) : [];
      return below.map((row) => describeRow(row, context));
    }

    it("stands in the tree, to be answered", async () => {
      const [row, ...more] = await getTop(delegate, true);
      assert.deepEqual(more, []);
      assert.match(row?.label ?? "", /^All features of the organization/);
      assert.deepEqual(row?.flags, ["hasId", "received"]);
    });

    it("is not asked for by the management account", async () => assert.deepEqual(await getTop(BILLING, false), []));
  });
});

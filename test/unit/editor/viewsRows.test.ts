import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { createDetailsSource } from "../../../src/editor/views/detailsSource";
import { describe as describeRow } from "../../../src/editor/views/describe";
import type { Context } from "../../../src/editor/views/description";
import type { Element } from "../../../src/editor/views/elements";
import { organizationSource } from "../../../src/editor/views/organizationSource";
import { createPoliciesSource } from "../../../src/editor/views/policiesSource";
import type { TreeSource, ViewedOrganization } from "../../../src/editor/views/source";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import {
  createFakeOrganization,
  type FakeOrganization,
  makeAccount,
  makePolicy,
  ROOT,
} from "../organization/fakeReader";

const PRODUCTION = "ou-a1b2-11111111";
const FULL_ACCESS = { ...makePolicy("p-FullAWSAccess", "FullAWSAccess"), awsManaged: true };

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

function open(fake: FakeOrganization): ViewedOrganization & { readonly context: Context } {
  const store = createStore(fake.reader);
  return { store, isLocal: false, isMember: false, context: { known: store, isLocal: false, language: "en", t } };
}

/** Labels of the rows below the row at a path of labels. */
async function getRows(source: TreeSource, seen: ReturnType<typeof open>, ...path: readonly string[]) {
  let rows = await source.loadChildren(seen, undefined);
  for (const label of path) {
    const row: Element | undefined = rows.find((candidate) => describeRow(candidate, seen.context).label === label);
    assert.ok(row, `no row ${label}`);
    rows = await source.loadChildren(seen, row);
  }
  return rows.map((row) => describeRow(row, seen.context));
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("the rows of the Organization view", () => {
  it("name OUs before accounts, each by name, with their ids", async () => {
    const fake = createFakeOrganization();
    fake.accounts.push(makeAccount("444444444444", "Audit", ROOT));
    const rows = await getRows(organizationSource, open(fake), "Root");
    assert.deepEqual(
      rows.map(({ label }) => label),
      ["Production", "Audit", "Billing"],
    );
    assert.match(rows[1]?.description ?? "", /444444444444/);
  });

  it("show OUs soon where listing the accounts takes long, and these once they are there", async () => {
    const fake = createFakeOrganization();
    let list: () => void = () => undefined;
    const listed = new Promise<void>((resolve) => (list = resolve));
    fake.gate = (operation) => (operation === "ListAccountsForParent" ? listed : Promise.resolve());
    const seen = open(fake);
    const changed = new Promise<void>((resolve) => {
      seen.store.onDidChange(({ parts }) => parts.some(({ part }) => part === "children") && resolve());
    });
    const began = performance.now();
    const labels = async () => (await getRows(organizationSource, seen, "Root")).map(({ label }) => label);
    assert.deepEqual(await labels(), ["Production", "Loading…"]);
    assert.ok(performance.now() - began < 1_000, "within a second");
    list();
    await changed;
    assert.deepEqual(await labels(), ["Production", "Billing"]);
  });

  it("show OUs all the same where listing the accounts is refused, and why", async () => {
    const fake = createFakeOrganization();
    fake.gate = async (operation) => {
      if (operation !== "ListAccountsForParent") return;
      await new Promise((resolve) => setTimeout(resolve, 500));
      throw new OrganizationError("denied", "You may not", { operation });
    };
    const seen = open(fake);
    await getRows(organizationSource, seen, "Root");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const rows = await getRows(organizationSource, seen, "Root");
    assert.equal(rows[0]?.label, "Production");
    assert.deepEqual(rows[1]?.flags, ["failed"]);
  });

  it("count the children once they are known", async () => {
    const seen = open(createFakeOrganization());
    const before = await getRows(organizationSource, seen);
    assert.equal(before[0]?.description, ROOT);
    await seen.store.loadChildren(ROOT);
    const after = await getRows(organizationSource, seen);
    assert.equal(after[0]?.description, `1 OU, 1 account · ${ROOT}`);
  });

  it("count the invitations that are open, and not those that AWS lists when they were cancelled", async () => {
    const fake = createFakeOrganization();
    const [invitation] = createTechCorp().handshakes ?? [];
    assert.ok(invitation);
    const handshakes = [invitation, { ...invitation, id: "h-cancelled1", state: "CANCELED" as const }];
    const seen = open({ ...fake, reader: { ...fake.reader, listHandshakes: () => Readable.from(handshakes) } });
    await seen.store.loadHandshakes();
    const rows = await getRows(organizationSource, seen);
    assert.deepEqual([rows.at(-1)?.description, rows.at(-1)?.spoken], ["1", "Invitations: 1 open"]);
    assert.equal((await getRows(organizationSource, seen, "Invitations")).length, 1);
    const subject = { kind: "handshake", handshakeId: invitation.id, isReceived: false } as const;
    const details = createDetailsSource(subject, () => seen.context);
    assert.deepEqual(
      (await getRows(details, seen, "About")).map(({ label, description }) => [label, description]),
      [
        ["ID", invitation.id],
        ["ARN", invitation.arn],
        ["Organization", "techcorp42"],
        ["E-mail", "cloud@brightloop.example"],
        ["Sent", "Nov 21, 2026"],
        ["Open until", "Dec 6, 2026"],
        ["Message", "Welcome, Brightloop! Please join before the end-of-month billing run."],
      ],
    );
  });

  it("mark the management account and every state but active, for the eye and the ear", async () => {
    const fake = createFakeOrganization();
    const states = ["PENDING_ACTIVATION", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const;
    for (const [at, state] of states.entries()) {
      fake.accounts.push({ ...makeAccount(`44444444444${at}`, state, ROOT), state });
    }
    const seen = open(fake);
    await seen.store.loadOrganization();
    const rows = await getRows(organizationSource, seen, "Root");
    const billing = rows.find(({ label }) => label === "Billing");
    assert.deepEqual(
      billing?.badges?.map(({ letter }) => letter),
      ["M"],
    );
    assert.match(billing?.spoken ?? "", /^Billing, account, 111111111111, management account$/);
    const others = states.map((state) => rows.find(({ label }) => label === state));
    assert.deepEqual(
      others.map((row) => [row?.badges?.[0]?.letter, row?.icon, row?.spoken.split(", ").at(-1)]),
      [
        ["P", "suspendedAccount", "pending activation"],
        ["S", "suspendedAccount", "suspended"],
        ["C", "suspendedAccount", "pending closure"],
        ["C", "suspendedAccount", "closed"],
      ],
    );
  });

  it("say that FullAWSAccess is missing only where the attachments are known", async () => {
    const fake = createFakeOrganization();
    fake.attached = { [ROOT]: [FULL_ACCESS], [PRODUCTION]: [makePolicy("p-examplepolicy1", "Deny")] };
    const seen = open(fake);
    const getMarks = async () => (await getRows(organizationSource, seen, "Root"))[0]?.badges?.map(({ text }) => text);
    assert.deepEqual(await getMarks(), []);
    await seen.store.loadAttached(PRODUCTION, SERVICE_CONTROL_POLICY);
    assert.deepEqual(await getMarks(), ["FullAWSAccess not attached"]);
  });

  it("believe the newer of two lists about FullAWSAccess", async () => {
    const fake = createFakeOrganization();
    fake.attached = { [ROOT]: [FULL_ACCESS], [PRODUCTION]: [] };
    const seen = open(fake);
    const getMarks = async () =>
      (await getRows(organizationSource, seen, "Root"))[0]?.badges?.map(({ letter }) => letter);
    await seen.store.loadAttached(PRODUCTION, SERVICE_CONTROL_POLICY);
    fake.attached = { [ROOT]: [FULL_ACCESS], [PRODUCTION]: [FULL_ACCESS] };
    seen.store.refresh([{ part: "attached", targetId: PRODUCTION, type: SERVICE_CONTROL_POLICY }]);
    assert.deepEqual(await getMarks(), ["!"]);
    await seen.store.loadTargets(FULL_ACCESS.id);
    assert.deepEqual(await getMarks(), []);
    fake.attached = { [ROOT]: [FULL_ACCESS], [PRODUCTION]: [] };
    await seen.store.loadAttached(PRODUCTION, SERVICE_CONTROL_POLICY);
    assert.deepEqual(await getMarks(), ["!"]);
  });

  it("give a failed branch its reason, and ask again only after Retry", async () => {
    const fake = createFakeOrganization();
    const seen = open(fake);
    await seen.store.loadRoots();
    fake.gate = async () => {
      throw new OrganizationError("denied", "Access denied", { operation: "ListAccountsForParent" });
    };
    const [failed] = await getRows(organizationSource, seen, "Root");
    assert.equal(failed?.label, "Access denied");
    assert.deepEqual(failed?.flags, ["failed"]);
    fake.gate = async () => undefined;
    const asked = fake.asked.length;
    await getRows(organizationSource, seen, "Root");
    assert.equal(fake.asked.length, asked);
    seen.store.refresh([{ part: "children", parentId: ROOT }]);
    assert.equal((await getRows(organizationSource, seen, "Root"))[0]?.label, "Production");
  });

  it("offer the console only where there is one", async () => {
    const seen = open(createFakeOrganization());
    const [root] = await organizationSource.loadChildren(seen, undefined);
    assert.ok(root);
    assert.ok(describeRow(root, seen.context).flags.includes("hasConsole"));
    assert.ok(!describeRow(root, { ...seen.context, isLocal: true }).flags.includes("hasConsole"));
  });
});

describe("the rows of the Policies view", () => {
  const source = createPoliciesSource(t);

  it("name the enabled types, SCP and RCP first, one newer than the data too", async () => {
    const fake = createFakeOrganization();
    const [root] = fake.roots;
    assert.ok(root);
    fake.roots = [{ ...root, policyTypes: [...root.policyTypes, { type: "MOON_POLICY", status: "ENABLED" }] }];
    const labels = (await getRows(source, open(fake))).map(({ label }) => label);
    assert.deepEqual(labels, ["Service control policies", "Resource control policies", "Tag policies", "moon policy"]);
  });

  it("ask for no text to fill the group of policies near a limit, and say so", async () => {
    const fake = createFakeOrganization();
    const rows = await getRows(source, open(fake), "Service control policies", "Near a limit");
    assert.match(rows[0]?.label ?? "", /^1 size is not known yet/);
    assert.ok(!fake.asked.some((request) => request.startsWith("DescribePolicy")));
  });

  it("ask for the texts where that costs nothing", async () => {
    const fake = createFakeOrganization();
    fake.reader.describePolicy = async (id) => ({ ...makePolicy(id, "Long"), content: " ".repeat(9000) });
    const seen = { ...open(fake), isLocal: true };
    const rows = await getRows(source, seen, "Service control policies", "Near a limit");
    assert.match(rows[0]?.description ?? "", /9,000 of 10,240 characters \(87 %\)/);
  });

  it("find what is attached to nothing", async () => {
    const rows = await getRows(source, open(createFakeOrganization()), "Service control policies", "Not attached");
    assert.deepEqual(
      rows.map(({ label }) => label),
      ["Deny leaving"],
    );
  });
});

describe("the rows of Details", () => {
  const SHOP = "333333333333";

  async function openDetails(fake: FakeOrganization) {
    const seen = open(fake);
    await seen.store.loadRoots();
    await seen.store.loadChildren(ROOT);
    await seen.store.loadChildren(PRODUCTION);
    await seen.store.loadChildren("ou-a1b2-22222222");
    return { seen, source: createDetailsSource({ kind: "target", targetId: SHOP }, () => seen.context) };
  }

  it("take AWS's error about an account that administers no service for that answer, and no other", async () => {
    const notRegistered = { awsName: "AccountNotRegisteredException" };
    for (const [error, expected] of [
      [new OrganizationError("notFound", "Not a delegated administrator", notRegistered), "Administers no service"],
      [new OrganizationError("notFound", "Gone", { awsName: "AccountNotFoundException" }), "Gone"],
    ] as const) {
      const fake = createFakeOrganization();
      fake.gate = async (operation) => {
        if (operation === "ListDelegatedServicesForAccount") throw error;
      };
      const { seen, source } = await openDetails(fake);
      source.loadParts(seen.store);
      await settle();
      const sections = await getRows(source, seen);
      const section = sections.find(({ icon }) => icon === "delegatedServices");
      const [row] = await getRows(source, seen, section?.label ?? "");
      assert.equal(row?.label, expected);
    }
  });

  it("stand at once, each late part marked, and fill in from the target up to the root", async () => {
    const fake = createFakeOrganization();
    fake.attached = { [SHOP]: [FULL_ACCESS], [PRODUCTION]: [makePolicy("p-examplepolicy1", "Deny leaving")] };
    const { seen, source } = await openDetails(fake);
    const late = await getRows(source, seen, "Service control policies");
    assert.deepEqual(
      late.map(({ label, description }) => `${label} ${description}`),
      ["Loading… Shop", "Loading… Web", "Loading… Production", "Loading… Root"],
    );
    source.loadParts(seen.store);
    await settle();
    const rows = await getRows(source, seen, "Service control policies");
    assert.deepEqual(
      rows.map(({ label, spoken }) => `${label}: ${spoken}`),
      [
        "FullAWSAccess: FullAWSAccess, policy, attached here, AWS managed, p-FullAWSAccess",
        "Deny leaving: Deny leaving, policy, inherited from Production, p-examplepolicy1",
      ],
    );
    const [heading] = await getRows(source, seen);
    assert.equal(heading?.description, "1 of 10");
    assert.equal(heading?.spoken, "Service control policies: 1 of 10 slots");
  });

  it("ask for enabled policy types alone", async () => {
    const fake = createFakeOrganization();
    const { seen, source } = await openDetails(fake);
    source.loadParts(seen.store);
    await settle();
    assert.ok(fake.asked.includes(`ListPoliciesForTarget ${SHOP} TAG_POLICY`));
    assert.ok(!fake.asked.some((request) => request.includes("BACKUP_POLICY")));
  });

  it("say once that what is known could not be read again, of what lies above too", async () => {
    const fake = createFakeOrganization();
    fake.attached = { [SHOP]: [FULL_ACCESS], [PRODUCTION]: [makePolicy("p-examplepolicy1", "Deny leaving")] };
    const { seen, source } = await openDetails(fake);
    source.loadParts(seen.store);
    await settle();
    const scps = ["ou-a1b2-22222222", PRODUCTION].map(
      (targetId) => ({ part: "attached", targetId, type: SERVICE_CONTROL_POLICY }) as const,
    );
    seen.store.refresh(scps);
    fake.gate = () => Promise.reject(new OrganizationError("throttled", "Too many requests"));
    source.loadParts(seen.store);
    await settle();
    const rows = await getRows(source, seen, "Service control policies");
    assert.deepEqual(
      rows.map(({ label }) => label),
      ["FullAWSAccess", "Too many requests", "Deny leaving"],
    );
  });

  it("do not ask for the tree again and again where its root could not be read", async () => {
    const fake = createFakeOrganization();
    const seen = open(fake);
    await seen.store.loadRoots();
    seen.store.refresh();
    fake.gate = () => Promise.reject(new OrganizationError("offline", "The connection was cut"));
    const source = createDetailsSource({ kind: "target", targetId: SHOP }, () => seen.context);
    source.loadParts(seen.store);
    await settle();
    const asked = fake.asked.length;
    source.loadParts(seen.store);
    await settle();
    assert.deepEqual(fake.asked.slice(asked), []);
  });

  it("keep the other parts when one fails", async () => {
    const fake = createFakeOrganization();
    const { seen, source } = await openDetails(fake);
    fake.gate = async (operation) => {
      if (operation === "ListTagsForResource") throw new OrganizationError("denied", "Access denied");
    };
    source.loadParts(seen.store);
    await settle();
    const [tags] = await getRows(source, seen, "Tags");
    assert.equal(`${tags?.label}: ${tags?.description}`, "Access denied: The tags could not be read");
    const about = await getRows(source, seen, "About");
    assert.ok(about.some(({ label, description }) => label === "E-mail" && description === `${SHOP}@example.com`));
  });
});

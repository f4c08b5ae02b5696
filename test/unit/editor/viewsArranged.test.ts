import assert from "node:assert/strict";
import { createFindIndex } from "../../../src/editor/commands/findIndex";
import { getAgeText } from "../../../src/editor/views/age";
import { createArrangedSource } from "../../../src/editor/views/arrangedSource";
import { PLAIN, type Arrangement } from "../../../src/editor/views/arrangement";
import type { Element } from "../../../src/editor/views/elements";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { createFakeOrganization, ROOT } from "../organization/fakeReader";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
const PRODUCTION = "ou-tc01-prod4kx7";

/** The rows of TechCorp arranged so, as an outline; `+` stands open. */
async function show(change: Partial<Arrangement>): Promise<readonly string[]> {
  const store = createStore(createContentsReader(createTechCorp()));
  await store.seed(createTechCorp());
  const source = createArrangedSource({ ...PLAIN, ...change }, createFindIndex, t);
  const organization = { store, isLocal: true, isMember: false };
  const lines: string[] = [];
  const walk = async (parent: Element | undefined, depth: number): Promise<void> => {
    for (const row of await source.loadChildren(organization, parent)) {
      lines.push(`${"  ".repeat(depth)}${tell(row)}`);
      if (row.kind === "target" || row.kind === "group") await walk(row, depth + 1);
    }
  };
  const tell = (row: Element): string => {
    if (row.kind === "note") return row.text;
    if (row.kind === "group") return `${row.value ?? (row.isKnown ? "none" : "unknown")} (${row.count})`;
    if (row.kind !== "target") return row.kind;
    const target = store.getTarget(row.targetId);
    const name =
      target?.kind === "root"
        ? target.root.name
        : target?.kind === "account"
          ? target.account.name
          : target?.organizationalUnit.name;
    return `${name}${row.isOpen ? " +" : ""}`;
  };
  await walk(undefined, 0);
  return lines;
}

describe("the tree arranged otherwise", () => {
  it("keeps matches, what they lie in stands open, and what lies below a match is whole", async () => {
    assert.deepEqual(await show({ filter: "services" }), [
      "Root +",
      "  Production +",
      "    Database Services",
      "    Web Services",
    ]);
    assert.deepEqual(await show({ filter: "production ou" }), [
      "Root +",
      "  Production",
      "    Database Services",
      "    Web Services",
    ]);
  });

  it("finds by id, e-mail and tag", async () => {
    for (const filter of ["210987654321", "web-services@", "owner=web@"]) {
      assert.deepEqual(await show({ filter }), ["Root +", "  Production +", "    Web Services"], filter);
    }
  });

  it("says that nothing matches", async () => assert.deepEqual(await show({ filter: "zzz" }), ["Nothing matches"]));

  it("shows one OU alone", async () => {
    const rows = ["Production +", "  Database Services", "  Web Services"];
    assert.deepEqual(await show({ focusId: PRODUCTION }), rows);
    assert.deepEqual(await show({ focusId: PRODUCTION, filter: "team" }), ["Nothing matches"]);
    assert.deepEqual(await show({ focusId: PRODUCTION, filter: "web" }), ["Production +", "  Web Services"]);
  });

  it("asks once alone for OUs not read yet while nothing answers a refresh", async () => {
    const fake = createFakeOrganization();
    const store = createStore(fake.reader);
    await Promise.all([store.loadRoots(), store.loadAccounts()]);
    await store.loadOrganizationalUnits(ROOT);
    store.refresh();
    fake.gate = () => Promise.reject(new OrganizationError("offline", "The connection was cut"));
    const source = createArrangedSource({ ...PLAIN, filter: "shared" }, createFindIndex, t);
    const draw = () => source.loadChildren({ store, isLocal: false, isMember: false }, undefined);
    await draw();
    await new Promise(setImmediate);
    const asked = fake.asked.length;
    const rows = await draw();
    await new Promise(setImmediate);
    assert.deepEqual(fake.asked.slice(asked), []);
    assert.deepEqual(
      rows.map((row) => (row.kind === "failed" ? row.part.part : row.kind)),
      ["accounts", "roots", "target"],
    );
  });

  it("groups accounts by state, month and tag, those without one last", async () => {
    const heads = async (change: Partial<Arrangement>) => (await show(change)).filter((line) => !line.startsWith(" "));
    const { accounts } = createTechCorp();
    assert.deepEqual(await heads({ grouping: { by: "state" } }), [`ACTIVE (${accounts.length - 1})`, "SUSPENDED (1)"]);
    const months = await heads({ grouping: { by: "joinedMonth" } });
    assert.deepEqual(months, months.toSorted().toReversed());
    const tagged = await heads({ grouping: { by: "tag", key: "Environment" } });
    assert.ok(tagged.includes("production (2)"), tagged.join());
    assert.deepEqual(await heads({ grouping: { by: "tag", key: "constructor" } }), [`none (${accounts.length})`]);
    assert.deepEqual(await show({ grouping: { by: "state" }, focusId: PRODUCTION, filter: "web" }), [
      "ACTIVE (1)",
      "  Web Services",
    ]);
  });
});

describe("an age", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  const rows = [
    ["2026-11-24T11:59:30Z", "less than a minute ago"],
    ["2026-11-24T11:58:30Z", "a minute ago"],
    ["2026-11-24T11:30:00Z", "30 minutes ago"],
    ["2026-11-24T10:30:00Z", "an hour ago"],
    ["2026-11-24T01:00:00Z", "11 hours ago"],
    ["2026-11-23T01:00:00Z", "a day ago"],
    ["2026-10-01T12:00:00Z", "54 days ago"],
    ["2026-11-24T12:00:05Z", "less than a minute ago"],
    ["long ago", "long ago"],
  ] as const;
  for (const [takenAt, text] of rows)
    it(`of ${takenAt}: ${text}`, () => assert.equal(getAgeText(takenAt, now, t), text));
});

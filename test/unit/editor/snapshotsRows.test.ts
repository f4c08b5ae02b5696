import assert from "node:assert/strict";
import { markOrganizationId, unmarkOrganizationId } from "../../../src/editor/connection/sessionMark";
import { formatPolicyUri, parsePolicyAddress } from "../../../src/editor/documents/policyUri";
import { toChangedRows, type ChangedRow } from "../../../src/editor/snapshots/changedRows";
import { formatMoment, parseMoment, type Moment } from "../../../src/editor/snapshots/moments";
import { getDifferences } from "../../../src/organization/snapshot/differences";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const before = createTechCorp("2026-11-23T10:00:00Z");
const WEB = "210987654321";

function outline(rows: readonly ChangedRow[], depth = 0): readonly string[] {
  return rows.flatMap((row) => [
    `${"  ".repeat(depth)}${row.label}`,
    ...("rows" in row ? outline(row.rows, depth + 1) : []),
  ]);
}

describe("the rows of What Changed", () => {
  it("stand under headings, and lead to what is still there", () => {
    const after = {
      ...before,
      accounts: before.accounts.map((one) => (one.id === WEB ? { ...one, name: "Web" } : one)),
      attachments: before.attachments.slice(1),
    };
    const rows = toChangedRows(getDifferences(before, after), t);
    assert.deepEqual(outline(rows).slice(0, 3), ["Accounts and OUs", "  Web", "Attachments"]);
    const [structure, attachments] = rows;
    assert.ok(structure && "rows" in structure && attachments && "rows" in attachments);
    const [renamed] = structure.rows;
    assert.deepEqual(renamed?.kind === "difference" && renamed.subject, { kind: "target", targetId: WEB });
    const [detached] = attachments.rows;
    assert.equal(detached?.kind === "difference" && detached.subject, undefined);
  });

  it("say that nothing changed, and what could not be compared", () => {
    const gaps = [{ operation: "ListTagsForResource", resource: WEB, reason: "Access denied" }];
    assert.deepEqual(outline(toChangedRows(getDifferences(before, { ...before, gaps }), t)), [
      "Nothing changed",
      "Not compared: one side was not read",
      `  ListTagsForResource of ${WEB}`,
    ]);
  });
});

describe("a moment", () => {
  const moments: readonly Moment[] = [
    { kind: "now" },
    { kind: "snapshot", place: "o-exampleorgid@demo", id: "20261124T100000000Z-0a1b2c3d" },
    { kind: "file", path: "/a b.json" },
    { kind: "copied", id: "o-exampleorgid" },
  ];
  for (const moment of moments) {
    it(`is read as it was written: ${moment.kind}`, () => {
      assert.deepEqual(parseMoment(JSON.parse(formatMoment(moment))), moment);
    });
  }

  it("is not just anything", () => {
    for (const value of [undefined, "now", {}, { kind: "file" }, { kind: "snapshot", id: "x" }, { kind: "other" }]) {
      assert.equal(parseMoment(value), undefined);
    }
  });
});

describe("an organization in a file or a copy", () => {
  it("is another one than its original, in drafts and documents too", () => {
    const type = "SERVICE_CONTROL_POLICY";
    for (const mark of ["file", "copy"] as const) {
      const organizationId = markOrganizationId("o-exampleorgid", mark);
      assert.notEqual(organizationId, "o-exampleorgid");
      assert.equal(unmarkOrganizationId(organizationId), "o-exampleorgid");
      const address = { organizationId, type, policyId: "p-examplepolicy1" };
      assert.deepEqual(parsePolicyAddress(formatPolicyUri(address, "Deny")), address);
    }
    const path = "/o-exampleorgid~other/Service control policies/Deny.scp.json";
    assert.equal(parsePolicyAddress({ path, query: `${type}/p-examplepolicy1` }), undefined);
  });
});

import assert from "node:assert/strict";
import { formatInventoryCsv, formatInventoryMarkdown } from "../../../src/organization/snapshot/inventory";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const techCorp = createTechCorp("2026-11-24T10:00:00Z");

/** The cells of an account's row, when it is called so. */
function getRow(name: string): string {
  const [first] = techCorp.accounts;
  assert.ok(first);
  const csv = formatInventoryCsv({ ...techCorp, accounts: [{ ...first, name }], tags: {} });
  return csv.split("\r\n").slice(1).join("\r\n");
}

describe("the inventory as CSV", () => {
  it("has a row for each account and a column for each tag key", () => {
    const [header = "", ...rows] = formatInventoryCsv(techCorp).trimEnd().split("\r\n");
    assert.match(header, /^Id,Name,Email,State,Place,ParentId,JoinedMethod,JoinedTimestamp,Policies,Tag: CostCenter/);
    assert.equal(rows.length, techCorp.accounts.length);
    assert.ok(rows.some((row) => /^210987654321,Web Services,[^,]+,ACTIVE,Root \/ Production,/.test(row)));
  });

  const rows: readonly (readonly [name: string, cell: string])[] = [
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    [" =1", "' =1"],
    ["＝1", "'＝1"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    ["=a,b", `"'=a,b"`],
    ["plain", "plain"],
  ];
  for (const [name, cell] of rows) {
    it(`writes ${JSON.stringify(name)} as ${JSON.stringify(cell)}`, () => {
      assert.ok(getRow(name).includes(`,${cell},`), getRow(name));
    });
  }
});

describe("the inventory as Markdown", () => {
  it("lists accounts by place and policies with their targets", () => {
    const markdown = formatInventoryMarkdown(techCorp);
    assert.match(markdown, /^# Organization o-techcorp42\n/);
    assert.match(markdown, /\| Root \/ Production \| Web Services \| 210987654321 \|/);
  });

  it("names what could not be read", () => {
    const gaps = [{ operation: "ListTagsForResource", reason: "Access denied" }];
    assert.match(formatInventoryMarkdown({ ...techCorp, gaps }), /## Not read[\s\S]*ListTagsForResource/);
  });
});

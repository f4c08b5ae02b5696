import assert from "node:assert/strict";
import { getTexts, type History } from "../../../src/editor/history/history";
import { formatReport, getAuthor } from "../../../src/editor/history/report";
import type { TrailEvent } from "../../../src/organization/trail";

const t = (text: string, ...values: readonly (string | number)[]) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

const event = (id: string, name: string, request: TrailEvent["request"]): TrailEvent => ({
  ...{ id, name, request, at: `2026-11-2${id}T10:00:00Z`, source: "organizations.amazonaws.com" },
  ...{ principal: "arn:aws:iam::111122223333:user/ops/alice", address: "198.51.100.7", response: {}, details: {} },
});

const format = (history: History, getName = (id: string) => id) =>
  formatReport(
    {
      ...{ name: "[P](command:x)", id: "p-quarantn1", history, accountId: "111122223333", askedAt: "2026-11-24" },
      ...{ getName, formatTime: (at: string) => at.slice(0, 10) },
    },
    t,
  );

describe("the answer to who changed it", () => {
  for (const [principal, author] of [
    ["arn:aws:sts::111122223333:assumed-role/Admin/alice@example.com", "alice@example.com (Admin)"],
    ["arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Ops_Team_0123456789abcdef/bob", "bob (Ops_Team)"],
    ["arn:aws:iam::111122223333:user/ops/alice", "alice"],
    ["arn:aws:iam::111122223333:root", "root"],
    ["controltower.amazonaws.com", "controltower.amazonaws.com"],
    ["", ""],
  ] as const) {
    it(`names as author of ${principal || "nothing"}: ${author}`, () => assert.equal(getAuthor(principal), author));
  }

  it("takes no name for markup", () => {
    const events = [event("4", "AttachPolicy", { policyId: "p-quarantn1", targetId: "ou-1" })];
    const { text } = format({ events, cut: [] }, () => "![x](https://example.com)<b>");
    assert.doesNotMatch(text, /[^\\]\]\(|[^\\]<b|https:\/\//);
  });

  it("says where older events are missing", () =>
    assert.match(format({ events: [], cut: ["AttachPolicy"] }).text, /more events named `AttachPolicy`[\s\S]*Nothing/));

  it("knows the text before from the event before, and that there was none before the first", () => {
    const events = [
      event("4", "UpdatePolicy", { policyId: "p-quarantn1", content: "c" }),
      event("3", "UpdatePolicy", { policyId: "p-quarantn1", name: "only a name" }),
      event("2", "UpdatePolicy", { policyId: "p-quarantn1", content: "b" }),
      event("1", "CreatePolicy", { content: "a" }),
    ];
    assert.deepEqual(Object.fromEntries(getTexts({ events, cut: [] })), {
      1: { before: "", after: "a" },
      2: { before: "a", after: "b" },
      4: { before: "b", after: "c" },
    });
    assert.deepEqual(getTexts({ events: events.slice(0, 2), cut: [] }).get("4"), { before: undefined, after: "c" });
  });
});

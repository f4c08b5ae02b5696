import assert from "node:assert/strict";
import type { JournalEntry, LaterEntry, StepRecord } from "../../../src/changes/journal";
import { isOfLaterVersion } from "../../../src/changes/laterVersion";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { canBeFinished, canBeUndone, getInterruptedRuns, readRuns } from "../../../src/changes/runs";
import type { Step } from "../../../src/changes/step";
import { getRunRows, getStepRows } from "../../../src/editor/plans/changesRows";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const AT = "2026-11-24T10:00:00.000Z";
const LINE = { runId: "1", at: AT };
const ATTACH: Step = {
  kind: "attachPolicy",
  policyId: "p-quarantn1",
  policyType: "SERVICE_CONTROL_POLICY",
  targetId: "r-tc01",
};
const DONE: StepRecord = { state: "done" };

/** What only a later version's types allow. */
const SPLIT = { kind: "splitOrganization", into: 2 } as unknown as Step;
const LATER: LaterEntry = { ...LINE, entry: "later" };

function tell(steps: readonly Step[], records: readonly StepRecord[], how?: string): (JournalEntry | LaterEntry)[] {
  const plan: Plan = { title: "Plan", organizationId: "o", plannedAt: AT, steps: numberSteps(steps) };
  return [
    { ...LINE, entry: "run", caller: "arn", connection: "test", plan },
    ...records.map((record, index): JournalEntry => ({ ...LINE, entry: "step", stepId: String(index + 1), record })),
    ...(how === undefined ? [] : [{ ...LINE, entry: "end", how } as unknown as JournalEntry]),
  ];
}

function show(entries: readonly (JournalEntry | LaterEntry)[]) {
  const [row, ...others] = getRunRows(readRuns(entries), t, () => "then", false);
  assert.ok(row && others.length === 0);
  const steps = getStepRows(row, createTechCorp(), t).map(({ label, description, icon }) => [label, description, icon]);
  return { row, steps };
}

describe("a run that a later version recorded", () => {
  it("names its steps that are not known, and those that are", () => {
    const { row, steps } = show(tell([ATTACH, SPLIT, ATTACH], [DONE, DONE], "stopped"));
    assert.equal(row.description, "2 done, 1 not run, recorded by a later version · then");
    assert.deepEqual(steps, [
      ["Attach QuarantineAccount to Root", "done", "pass"],
      ["A step of a later version: splitOrganization", "done", "pass"],
      ["Attach QuarantineAccount to Root", "not run", "circle-slash"],
    ]);
  });

  for (const [title, entries] of [
    ["a kind of step", tell([ATTACH, SPLIT], [DONE], "stopped")],
    ["the form of a step", tell([ATTACH, { kind: "moveAccount", accounts: [] } as unknown as Step], [DONE], "stopped")],
    ["a step's name that every object has", tell([ATTACH, { kind: "toString" } as unknown as Step], [DONE], "stopped")],
    ["the state of a step", tell([ATTACH, ATTACH], [DONE, { state: "halved" } as unknown as StepRecord], "stopped")],
    ["what was sent", tell([ATTACH, ATTACH], [DONE, { state: "sending", step: SPLIT }, DONE], "stopped")],
    ["its end", tell([ATTACH, ATTACH], [DONE], "adjourned")],
    ["a line", [...tell([ATTACH, ATTACH], [DONE]), LATER, ...tell([], [], "stopped").slice(1)]],
  ] as const) {
    it(`is neither finished nor taken back in part: ${title} is not known`, () => {
      const [run] = readRuns(entries);
      assert.ok(run);
      assert.ok(isOfLaterVersion(run));
      assert.ok(!canBeUndone(run) && !canBeFinished(run));
      const { row, steps } = show(entries);
      assert.deepEqual(row.flags, ["run"]);
      assert.equal(row.icon, "question");
      assert.match(row.description, /recorded by a later version/);
      assert.equal(steps.length, 2);
    });
  }

  it("is shown when nothing of it can be read", () => {
    const entries: readonly (JournalEntry | LaterEntry)[] = [
      { ...LATER, title: "Split in two" },
      ...tell([], [DONE]).slice(1),
    ];
    const { row, steps } = show(entries);
    assert.equal(row.label, "Split in two");
    assert.equal(row.description, "interrupted, recorded by a later version · then");
    assert.deepEqual([row.flags, steps], [["run"], []]);
    assert.equal(show([LATER]).row.label, "A change of a later version");
  });

  it("counts as interrupted where no line ends it", () => {
    assert.equal(getInterruptedRuns(readRuns(tell([SPLIT], []))).length, 1);
    assert.equal(getInterruptedRuns(readRuns(tell([SPLIT], [DONE], "complete"))).length, 0);
  });

  it("is none where all is known", () => {
    const [run] = readRuns(tell([ATTACH], [{ state: "sending", step: ATTACH }, DONE], "complete"));
    assert.ok(run && !isOfLaterVersion(run) && canBeUndone(run));
  });
});

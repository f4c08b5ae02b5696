import assert from "node:assert/strict";
import type { JournalEntry, RunEnd, StepRecord } from "../../../src/changes/journal";
import { getOperation } from "../../../src/changes/operations/table";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import {
  canBeUndone,
  getInterruptedRuns,
  getRemainder,
  getUndone,
  getUndoneInPart,
  isInEffect,
  LASTING,
  readRuns,
  type Run,
} from "../../../src/changes/runs";
import type { Step } from "../../../src/changes/step";
import { fillInLosses } from "../../../src/changes/takeBack";

const SCP = "SERVICE_CONTROL_POLICY";
const AT = "2026-11-24T10:00:00.000Z";
const ATTACH: Step = { kind: "attachPolicy", policyId: "p-quarantn1", policyType: SCP, targetId: "r-tc01" };

interface Told {
  readonly steps?: readonly Step[];
  readonly undoes?: string;
  readonly continues?: string;
  readonly isPartial?: true;
  readonly records?: readonly StepRecord[];
  /** `undefined`: it was broken off. */
  readonly how?: RunEnd;
}

function tell(runId: string, { steps = [ATTACH], records = [{ state: "done" }], how, ...more }: Told): JournalEntry[] {
  const line = { runId, at: AT };
  const plan: Plan = { title: runId, organizationId: "o", plannedAt: AT, steps: numberSteps(steps), ...more };
  return [
    { ...line, entry: "run", caller: "", connection: "test", plan },
    ...records.map((record, index): JournalEntry => ({ ...line, entry: "step", stepId: String(index + 1), record })),
    ...(how ? [{ ...line, entry: "end", how } as const] : []),
  ];
}

const read = (...told: readonly JournalEntry[][]) => readRuns(told.flat());
const getIds = (runs: readonly Run[]) => runs.map(({ id }) => id);
const FAILED: StepRecord = { state: "failed", error: { kind: "denied", message: "No" } };

describe("a run that was broken off", () => {
  const broken = tell("broken", { records: [{ state: "sending", step: ATTACH }] });

  for (const [title, next] of [
    ["was taken back", tell("next", { undoes: "broken", how: "complete" })],
    ["was finished", tell("next", { continues: "broken", how: "complete" })],
    ["was finished but for what failed", tell("next", { continues: "broken", records: [FAILED], how: "stopped" })],
    ["is being taken back by what was left", tell("next", { undoes: "broken", records: [FAILED], how: "left" })],
  ] as const) {
    it(`is open no more when it ${title}`, () => {
      assert.deepEqual(getIds(getInterruptedRuns(read(broken, next))), []);
    });
  }

  for (const how of ["stopped", "cancelled"] as const) {
    it(`is still open when what was to take it back ${how === "stopped" ? "failed" : "was called off"}`, () => {
      const undo = tell("undo", { undoes: "broken", records: [FAILED], how });
      assert.deepEqual(getIds(getInterruptedRuns(read(broken, undo))), ["broken"]);
    });
  }

  it("gives way to what was to take it back and was broken off itself", () => {
    const undo = tell("undo", { undoes: "broken", records: [{ state: "sending", step: ATTACH }] });
    assert.deepEqual(getIds(getInterruptedRuns(read(broken, undo))), ["undo"]);
  });
});

describe("a run that was done", () => {
  const done = tell("done", { how: "complete" });

  it("is undone by what took all of it back, and not by what failed", () => {
    assert.deepEqual([...getUndone(read(done, tell("undo", { undoes: "done", how: "complete" })))], ["done"]);
    assert.deepEqual([...getUndone(read(done, tell("undo", { undoes: "done", how: "stopped" })))], []);
  });

  it("is not undone by what left a part of it out", () => {
    const undo = tell("undo", { undoes: "done", how: "complete", isPartial: true });
    assert.deepEqual([...getUndone(read(done, undo))], []);
    const broken = tell("broken", {});
    const part = tell("part", { undoes: "broken", how: "complete", isPartial: true });
    assert.deepEqual(getIds(getInterruptedRuns(read(broken, part))), ["broken"]);
    assert.deepEqual([...getUndoneInPart(read(done, undo))], ["done"]);
  });

  it("is not undone either by what finished such an undo, which is interrupted no more", () => {
    const undo = tell("undo", { undoes: "done", isPartial: true, records: [] });
    const rest = getRemainder(read(done, undo)[1] ?? assert.fail(), AT) ?? assert.fail();
    assert.equal(rest.isPartial, true);
    const finished = tell("finished", { undoes: "done", continues: "undo", isPartial: true, how: "complete" });
    const runs = read(done, undo, finished);
    assert.deepEqual([...getUndone(runs)], []);
    assert.deepEqual(getIds(getInterruptedRuns(runs)), []);
  });

  it("is so again when its undoing was undone", () => {
    const undo = tell("undo", { undoes: "done", how: "complete" });
    const redo = tell("redo", { undoes: "undo", how: "complete" });
    assert.deepEqual([...getUndone(read(done, undo, redo))], ["undo"]);
  });

  it("can be undone, and its undoing only where AWS dropped attachments with it", () => {
    const lose = (attachments: number): Step => ({
      ...{ kind: "disablePolicyType", rootId: "r-tc01", policyType: SCP, targetIds: ["r-tc01"] },
      attachments: Array.from({ length: attachments }, () => ({ policyId: "p-quarantn1", targetId: "r-tc01" })),
    });
    const runs = read(
      done,
      tell("plain", { undoes: "done", how: "complete" }),
      tell("none", { undoes: "done", steps: [lose(0)], how: "complete" }),
      tell("losing", { undoes: "done", steps: [lose(1)], how: "complete" }),
      tell("nothing", { records: [{ state: "alreadySo" }], how: "complete" }),
    );
    assert.deepEqual(getIds(runs.filter(canBeUndone)), ["done", "losing"]);
  });

  it("has no way back where AWS offers none, and is in effect all the same", () => {
    const close: Step = { kind: "closeAccount", accountId: "210987654321" };
    const [closing, both] = read(
      tell("closing", { steps: [close], how: "complete" }),
      tell("both", { steps: [close, ATTACH], records: [{ state: "done" }, { state: "done" }], how: "complete" }),
    );
    assert.ok(closing && isInEffect(closing) && !canBeUndone(closing));
    assert.ok(both && canBeUndone(both));
    for (const kind of LASTING) {
      const step = { kind } as Step;
      assert.equal(getOperation(step).invert(step, "1", ""), undefined, kind);
    }
  });
});

describe("what switching a type off would lose", () => {
  it("is what is attached when it is taken back, but for what the steps before detach", () => {
    const off: Step = {
      ...{ kind: "disablePolicyType", rootId: "r-tc01", policyType: SCP, attachments: [], targetIds: [] },
    };
    const detach: Step = { ...ATTACH, kind: "detachPolicy" };
    const plan: Plan = { title: "", organizationId: "o", plannedAt: AT, steps: numberSteps([detach, off]) };
    const other = { policyId: "p-denyroot01", targetId: "r-tc01" };
    const held = { attachments: [{ policyId: "p-quarantn1", targetId: "r-tc01" }, other], targetIds: ["r-tc01"] };
    const [, filled] = fillInLosses(plan, SCP, held).steps;
    assert.deepEqual(filled?.step, { ...off, attachments: [other], targetIds: ["r-tc01"] });
  });
});

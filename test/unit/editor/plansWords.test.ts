import assert from "node:assert/strict";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import { numberSteps } from "../../../src/changes/plan";
import type { RunResult } from "../../../src/changes/runPlan";
import type { StepRecord } from "../../../src/changes/journal";
import type { Step } from "../../../src/changes/step";
import { explainError } from "../../../src/editor/changing/explain";
import { getWhereLine, getWhereWords, isReal } from "../../../src/editor/changing/where";
import type { Session } from "../../../src/editor/connection/session";
import { getRunRows, getStepRows } from "../../../src/editor/plans/changesRows";
import { getReport } from "../../../src/editor/plans/reportText";
import { getStepFacts, getStepWords } from "../../../src/editor/plans/singleStep";
import { listSome } from "../../../src/editor/plans/words";
import { OrganizationError } from "../../../src/organization/errors";
import type { Gap } from "../../../src/organization/model";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const SCP = "SERVICE_CONTROL_POLICY";
const TECH_CORP = createTechCorp();
const PRODUCTION = "ou-tc01-prod4kx7";
const ATTACH: Step = { kind: "attachPolicy", policyId: "p-quarantn1", policyType: SCP, targetId: PRODUCTION };
const PUBLISH: Step = {
  kind: "updatePolicy",
  policyId: "p-denyroot01",
  from: { content: "{}" },
  to: { content: "{ }" },
};

const isScpOnProduction = ({ policyId, targetId }: { readonly policyId: string; readonly targetId: string }) =>
  targetId === PRODUCTION && TECH_CORP.policies.some(({ id, type }) => id === policyId && type === SCP);

const draft = () => new OrganizationDraft(TECH_CORP);
const getFacts = (step: Step, gaps: readonly Gap[] = []) => getStepFacts(step, draft(), gaps, t, "en").join("\n");

const base = { organizationId: "o-exampleorgid", caller: { accountId: "1", arn: "arn:aws:sts::1:x", userId: "u" } };
const DEMO = { ...base, choice: { kind: "demo" }, name: "Demo organization", customEndpoint: "http://127.0.0.1:1" };
const ENDPOINT = {
  ...base,
  choice: { kind: "endpoint", url: "http://localhost:5000" },
  name: "localhost:5000",
  customEndpoint: "http://localhost:5000/",
};
const REAL = { ...base, choice: { kind: "profile", profile: "prod" }, name: "prod", customEndpoint: undefined };

describe("what a question lists", () => {
  it("is all of a little", () => {
    assert.deepEqual(listSome(["a", "b"], t), ["a", "b"]);
    assert.deepEqual(listSome([], t), []);
  });

  it("is the first of many, and how many more there are", () => {
    const lines = Array.from({ length: 80 }, (_, index) => `step ${index + 1}`);
    assert.deepEqual(listSome(lines, t), [...lines.slice(0, 8), "… and 72 more"]);
  });

  it("fits a screen where lines are long, and is never nothing", () => {
    const long = "x".repeat(600);
    assert.deepEqual(listSome([long, long, long], t), [long, "… and 2 more"]);
    assert.deepEqual(listSome([long.repeat(3)], t), [long.repeat(3)]);
  });
});

describe("the question about one step", () => {
  it("says what, where, who is reached and how many slots are left", () => {
    assert.deepEqual(getStepWords(ATTACH, draft(), false, t), {
      title: "Attach “QuarantineAccount” to Production",
      done: "Attached “QuarantineAccount” to Production",
      verb: "Attach",
    });
    for (const part of [
      /QuarantineAccount \(SCP, p-quarantn1\)/,
      /Root \/ Production \(ou-tc01-prod4kx7\)/,
      /below it: 2 accounts/,
      /slots in use there afterwards: \d of 10/,
    ]) {
      assert.match(getFacts(ATTACH), part);
    }
  });

  it("counts no slot for what is so already", () => {
    const root = { ...ATTACH, policyId: "p-denyroot01" };
    const [used] = getFacts({ ...root, kind: "detachPolicy" }).match(/slots in use there afterwards: \d+/) ?? [];
    assert.equal(Number(used?.at(-1)), TECH_CORP.attachments.filter(isScpOnProduction).length - 1);
    for (const step of [root, { ...ATTACH, kind: "detachPolicy" } as const]) {
      const [after] = getFacts(step).match(/slots in use there afterwards: \d+/) ?? [];
      assert.equal(Number(after?.at(-1)), TECH_CORP.attachments.filter(isScpOnProduction).length);
    }
  });

  it("counts the accounts without the one that SCPs never restrict, and says so", () => {
    const atRoot = { ...ATTACH, targetId: "r-tc01" };
    const others = TECH_CORP.accounts.length - 1;
    assert.match(
      getFacts(atRoot),
      new RegExp(`${others} accounts \\(among them: 1 suspended\\), besides the management account`),
    );
    assert.match(
      getFacts({ ...atRoot, policyType: "TAG_POLICY" }),
      new RegExp(`: ${others + 1} accounts \\(among them: 1 suspended, the management account\\)$`, "m"),
    );
  });

  it("says at least where not every account was read", () => {
    assert.match(getFacts(ATTACH, [{ operation: "ListAccounts", reason: "not read" }]), /at least 2 accounts/);
  });

  it("names the targets of a text, the accounts below them, and the size", () => {
    for (const part of [
      /Attached to 2 targets/,
      /• Root \/ Development/,
      /5 accounts/,
      /Size: 3 of 10,240 characters \(0 %\)/,
    ]) {
      assert.match(getFacts(PUBLISH), part);
    }
    assert.match(getFacts({ ...PUBLISH, policyId: "p-quarantn1" }), /Attached to nothing/);
  });

  it("speaks of restoring when it takes back", () => {
    assert.equal(getStepWords(PUBLISH, draft(), true, t).title, "Restore the earlier text of “DenyRootUser”");
  });
});

describe("the organization that is asked about", () => {
  it("cannot be mistaken between demo, custom endpoint and a real one", () => {
    const [demo, endpoint, real] = [DEMO, ENDPOINT, REAL].map(
      (place) => `${getWhereWords(place as Session, t)}\n${getWhereLine(place as Session, t)}`,
    );
    assert.match(demo ?? "", /^in the demo organization\n.*nothing is sent to AWS/);
    assert.match(endpoint ?? "", /^at the custom endpoint localhost:5000/);
    assert.match(real ?? "", /^in the REAL organization o-exampleorgid\n.*REAL, on AWS, by prod as arn:aws:sts::1:x/);
    assert.doesNotMatch(`${demo}${endpoint}`, /REAL/);
  });

  it("is asked about with a reason where it is real", () => {
    const copy = { ...DEMO, choice: { kind: "copy" } };
    assert.deepEqual(
      [DEMO, copy, ENDPOINT, REAL].map((place) => isReal(place as Session)),
      [false, false, false, true],
    );
  });

  it("is real at another of AWS's endpoints too", () => {
    const place = { ...REAL, customEndpoint: "https://organizations-fips.us-east-1.amazonaws.com" } as Session;
    assert.match(getWhereWords(place, t), /REAL organization/);
    assert.match(getWhereLine(place, t), /REAL, on AWS at https:\/\/organizations-fips/);
  });
});

function createRun(records: readonly (StepRecord | undefined)[], more: object = {}) {
  const steps = numberSteps(records.map(() => ATTACH));
  const plan = { title: "Plan", organizationId: "o", plannedAt: "2026-11-24T10:00:00.000Z", steps };
  return {
    id: "1",
    at: "2026-11-24T10:00:00.000Z",
    caller: "arn:x",
    connection: "test",
    plan,
    steps: steps.map((planned, index) => ({
      planned,
      step: planned.step,
      ...(records[index] && { record: records[index] }),
    })),
    ended: { at: "2026-11-24T10:00:01.000Z", how: "complete" as const },
    ...more,
  };
}

const failed = (details: object): StepRecord => ({
  state: "failed",
  error: { kind: "limit", message: "AWS's own words", ...details },
});
const lost: StepRecord = { state: "unknown", error: { kind: "offline", message: "socket hang up" } };

describe("what became of a run", () => {
  const words = getStepWords(ATTACH, draft(), false, t);
  const tell = (result: RunResult) => getReport(words, result, new Map([["2", "Attach it there"]]), "here", t);
  const tellRun = (...records: (StepRecord | undefined)[]) =>
    tell({ state: "ended", run: createRun(records), how: "complete" });

  it("is told in plain words", () => {
    assert.deepEqual(tellRun({ state: "done" }), {
      level: "information",
      message: "Attached “QuarantineAccount” to Production here.",
    });
    assert.match(tellRun({ state: "alreadySo" }).message, /nothing was sent/);
    assert.match(
      tellRun(failed({ reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED" })).message,
      /not done.*Detach one first/,
    );
    assert.deepEqual(tellRun(lost).level, "warning");
    assert.match(tellRun(lost).message, /not known yet/);
    assert.match(tellRun({ state: "conflict", found: "another" }).message, /somebody else.*Nothing was sent/);
  });

  it("says why nothing was sent", () => {
    assert.match(
      tell({ state: "refused", reason: "journal", found: "disk full" }).message,
      /nothing was sent.*could not be recorded.*disk full/,
    );
    assert.match(tell({ state: "refused", reason: "caller", found: "arn:x" }).message, /nothing was sent.*arn:x/);
    assert.match(
      tell({ state: "refused", reason: "locked", found: "process 1" }).message,
      /nothing was sent.*process 1/,
    );
  });

  it("owns up when what was done could not be recorded", () => {
    const run = createRun([{ state: "done" }]);
    const report = tell({ state: "ended", run, how: "stopped", journalError: "disk full" });
    assert.equal(report.level, "error");
    assert.match(report.message, /journal could not be written: disk full/);
  });

  it("counts several, and tells why the first was not done", () => {
    const report = tellRun({ state: "done" }, failed({ awsName: "ConcurrentModificationException" }), undefined);
    assert.equal(report.level, "warning");
    assert.match(report.message, /1 done, 1 failed, 1 not run\. Attach it there: not done: .*at the same moment/);
    assert.match(
      tellRun(undefined, failed({}), failed({})).message,
      /Attach it there, and 1 more: not done: AWS's own/,
    );
  });
});

describe("the question about a policy's description", () => {
  it("says where the policy is attached", () => {
    const step: Step = {
      kind: "updatePolicy",
      policyId: "p-denyroot01",
      from: { description: "" },
      to: { description: "Nobody works as root" },
    };
    assert.match(getFacts(step), /^Policy: DenyRootUser .*\nAttached to 2 targets:/);
  });
});

describe("the Changes view", () => {
  const getRows = (...runs: ReturnType<typeof createRun>[]) => getRunRows(runs, t, (at) => at.slice(0, 10), false);

  it("does not call a run interrupted that is still at work, here or in another window", () => {
    const sending: StepRecord = { state: "sending", step: ATTACH };
    const { ended: _cut, ...cut } = createRun([{ state: "done" }, sending], { id: "1" });
    const { ended: _atWork, ...atWork } = createRun([sending], { id: "2" });
    const rows = getRunRows([cut, atWork], t, (at) => at.slice(0, 10), true);
    assert.deepEqual(
      rows.map(({ id, icon, description, flags }) => [id, icon, description.split(" · ")[0], flags]),
      [
        ["2", "sync~spin", "being run", ["run"]],
        ["1", "question", "interrupted", ["run", "undoable", "interrupted", "unfinished"]],
      ],
    );
    const steps = rows.map((row) => getStepRows(row, TECH_CORP, t).map(({ description }) => description));
    assert.deepEqual(steps, [["being sent"], ["done", "interrupted: whether it was sent is not known"]]);
  });

  it("calls no run being run that was taken back, whoever is at work", () => {
    const { ended: _cut, ...cut } = createRun([{ state: "done" }, undefined], { id: "1" });
    const undo = createRun([{ state: "done" }], { id: "2", plan: { ...cut.plan, undoes: "1" } });
    const rows = getRunRows([cut, undo], t, (at) => at.slice(0, 10), true);
    assert.deepEqual(
      rows.map(({ id, icon, description }) => [id, icon, description.split(" · ")[0]]),
      [
        ["2", "pass", "1 done"],
        ["1", "discard", "undone"],
      ],
    );
  });

  it("shows the newest first, each step with what became of it", () => {
    const rows = getRows(createRun([{ state: "done" }]), createRun([failed({})], { id: "2" }));
    assert.deepEqual(
      rows.map(({ id, icon, description }) => [id, icon, description]),
      [
        ["2", "warning", "1 failed · 2026-11-24"],
        ["1", "pass", "1 done · 2026-11-24"],
      ],
    );
    const [, first] = rows;
    assert.ok(first);
    assert.equal(getStepRows(first, TECH_CORP, t)[0]?.label, "Attach QuarantineAccount to Root/Production");
  });

  it("offers to undo what was done and not undone, and nothing else", () => {
    const done = createRun([{ state: "done" }]);
    const undo = createRun([{ state: "done" }], { id: "2", plan: { ...done.plan, undoes: "1" } });
    const nothing = createRun([{ state: "alreadySo" }], { id: "3" });
    assert.deepEqual(
      getRows(done, nothing).map(({ flags }) => flags.includes("undoable")),
      [false, true],
    );
    assert.deepEqual(
      getRows(done, undo).map(({ flags, description }) => [flags.includes("undoable"), description.split(" · ")[0]]),
      [
        [false, "1 done"],
        [false, "undone"],
      ],
    );
  });

  it("offers to finish what was stopped or halted, until that was done or taken back", () => {
    const canFinish = (...runs: ReturnType<typeof createRun>[]) =>
      getRows(...runs).map(({ flags }) => flags.includes("unfinished"));
    const end = (how: "stopped" | "cancelled" | "left") => ({ ended: { at: "2026-11-24T10:00:00.000Z", how } });
    const halted = createRun([{ state: "done" }, undefined], end("stopped"));
    assert.deepEqual(canFinish(halted), [true]);
    assert.deepEqual(canFinish(createRun([{ state: "done" }, failed({})], end("cancelled"))), [true]);
    assert.deepEqual(canFinish(createRun([{ state: "done" }], end("cancelled"))), [false]);
    assert.deepEqual(canFinish(createRun([{ state: "done" }, undefined], end("left"))), [false]);
    const rest = createRun([{ state: "done" }], { id: "2", plan: { ...halted.plan, continues: halted.id } });
    assert.deepEqual(canFinish(halted, rest), [false, false]);
    const undo = createRun([{ state: "done" }], { id: "2", plan: { ...halted.plan, undoes: halted.id } });
    assert.deepEqual(canFinish(halted, undo), [false, false]);
  });

  it("marks what was interrupted", () => {
    const [row] = getRows(createRun([lost, undefined], { ended: undefined }));
    assert.ok(row?.flags.includes("interrupted"));
    assert.equal(row?.icon, "question");
  });
});

describe("an error of AWS", () => {
  for (const [details, words] of [
    [{ reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED" }, /last policy.*Attach another/],
    [{ reason: "POLICY_CONTENT_LIMIT_EXCEEDED" }, /longer than AWS allows/],
    [{ awsName: "MalformedPolicyDocumentException" }, /does not accept the text/],
    [{ awsName: "ConcurrentModificationException" }, /Try again/],
    [{ awsName: "SomethingNewException" }, /^AWS's own words$/],
  ] as const) {
    it(`is explained: ${Object.values(details)[0]}`, () => {
      assert.match(explainError(new OrganizationError("invalid", "AWS's own words", details), t), words);
    });
  }

  it("of an expired sign-in says what to do", () => {
    assert.match(explainError(new OrganizationError("signedOut", "ExpiredToken"), t), /Sign in again/);
    // These say already what was reached, and what was not.
    for (const kind of ["offline", "unavailable"] as const) {
      assert.equal(
        explainError(new OrganizationError(kind, "AttachPolicy: The line was cut"), t),
        "AttachPolicy: The line was cut",
      );
    }
  });
});

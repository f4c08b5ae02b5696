import assert from "node:assert/strict";
import { getQuestion, type PlannedStep } from "../../../src/editor/changing/confirmation";
import { explainError } from "../../../src/editor/changing/explain";
import { getPublishQuestion } from "../../../src/editor/changing/publishQuestion";
import { getReport } from "../../../src/editor/changing/report";
import type { Step } from "../../../src/editor/changing/step";
import type { Session } from "../../../src/editor/connection/session";
import { OrganizationError } from "../../../src/organization/errors";
import type { PolicySummary } from "../../../src/organization/model";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const POLICY: PolicySummary = {
  id: "p-denyleave1",
  arn: "arn:aws:organizations::1:policy/o/service_control_policy/p-denyleave1",
  name: "Deny leaving",
  description: "",
  type: "SERVICE_CONTROL_POLICY",
  awsManaged: false,
};

const ATTACH: Step = {
  change: { kind: "attach", policyId: POLICY.id, targetId: "ou-ab12-11112222" },
  policy: POLICY,
  target: { id: "ou-ab12-11112222", name: "Production", path: "Root / Production" },
};

const PUBLISH: Step = { change: { kind: "update", policyId: POLICY.id, from: "a", to: "b" }, policy: POLICY };

const PLANNED: PlannedStep = {
  step: ATTACH,
  reach: { accountIds: ["1", "2"], complete: true, sparesManagementAccount: false },
  findings: [],
  attached: 3,
};

const base = { organizationId: "o-exampleorgid", caller: { accountId: "1", arn: "arn:aws:sts::1:x", userId: "u" } };
const DEMO = { ...base, choice: { kind: "demo" }, name: "Demo organization", customEndpoint: "http://127.0.0.1:1" };
const ENDPOINT = {
  ...base,
  choice: { kind: "endpoint", url: "http://localhost:5000" },
  name: "localhost:5000",
  customEndpoint: "http://localhost:5000/",
};
const REAL = { ...base, choice: { kind: "profile", profile: "prod" }, name: "prod", customEndpoint: undefined };

describe("the question before attaching", () => {
  it("says what, where, who is reached and how to take it back", () => {
    const question = getQuestion([PLANNED], DEMO as Session, t);
    assert.equal(question?.message, "Attach “Deny leaving” to Production in the demo organization?");
    for (const part of [
      /p-denyleave1/,
      /Root \/ Production \(ou-ab12-11112222\)/,
      /2 accounts/,
      /4 of 10/,
      /Undo/,
      /nothing is sent to AWS/,
    ]) {
      assert.match(question?.detail ?? "", part);
    }
    assert.equal(question?.confirm, "Attach");
  });

  it("cannot be mistaken between demo, custom endpoint and a real organization", () => {
    const [demo, endpoint, real] = [DEMO, ENDPOINT, REAL].map((place) => getQuestion([PLANNED], place as Session, t));
    assert.match(endpoint?.message ?? "", /at the custom endpoint localhost:5000\?/);
    assert.match(real?.message ?? "", /REAL organization o-exampleorgid\?/);
    assert.match(real?.detail ?? "", /REAL, on AWS, by prod as arn:aws:sts::1:x/);
    assert.doesNotMatch(`${demo?.message}${demo?.detail}${endpoint?.message}${endpoint?.detail}`, /REAL/);
  });

  it("calls an organization real that is asked by another of AWS's endpoints", () => {
    const customEndpoint = "https://organizations-fips.us-east-1.amazonaws.com";
    const question = getQuestion([PLANNED], { ...REAL, customEndpoint } as Session, t);
    assert.match(question?.message ?? "", /REAL organization o-exampleorgid\?/);
    assert.match(question?.detail ?? "", /REAL, on AWS at https:\/\/organizations-fips/);
  });

  it("names each of several, and says at least where not every account was read", () => {
    const second = {
      ...PLANNED,
      reach: { ...PLANNED.reach, complete: false },
      step: { ...ATTACH, target: { id: "ou-ab12-33334444", name: "Development", path: "Root / Development" } },
      findings: [{ level: "warning", message: "Mind the gap." }],
    } as const;
    const question = getQuestion([PLANNED, second], REAL as Session, t);
    assert.match(question?.message ?? "", /2 changes/);
    assert.match(
      question?.detail ?? "",
      /to Production: 2 accounts[\s\S]*to Development: at least 2 accounts[\s\S]*Mind/,
    );
    assert.equal(question?.confirm, "Attach 2");
  });

  it("says what is left out, and why", () => {
    const question = getQuestion([PLANNED], DEMO as Session, t, ["Attach to Development: no slot is left."]);
    assert.match(question?.detail ?? "", /Left out[^\n]*\n• Attach to Development: no slot is left/);
  });

  it("does not promise to take back what takes back", () => {
    const undo = { ...PLANNED, step: { ...ATTACH, undoes: "x" } };
    assert.doesNotMatch(getQuestion([undo], DEMO as Session, t)?.detail ?? "", /take it back/);
  });
});

describe("the question before publishing", () => {
  const size = { stored: 173, typed: 273, minified: 173, form: "minified" } as const;
  const reach = PLANNED.reach;

  it("names the targets, the number of accounts below them and both sizes", () => {
    const facts = { step: PUBLISH, targets: ["Root / Production", "Root / Development"], reach, size };
    const { message, detail } = getPublishQuestion(facts, REAL as Session, t, "en");
    assert.match(message, /REAL organization/);
    for (const part of [/2 targets/, /• Root \/ Development/, /2 accounts/, /173 of 10,240 characters/, /273/]) {
      assert.match(detail, part);
    }
  });

  it("says so when nobody is reached", () => {
    const facts = { step: PUBLISH, targets: [], reach: { ...reach, accountIds: [] }, size };
    assert.match(getPublishQuestion(facts, DEMO as Session, t, "en").detail, /Attached to nothing/);
  });
});

describe("what became of a change", () => {
  const record = { id: "1", organizationId: "o", at: "", caller: "", state: "done", change: ATTACH.change } as const;
  const tell = (outcome: Parameters<typeof getReport>[0][number]["outcome"]) =>
    getReport([{ step: ATTACH, outcome }], "here", t);

  it("is told in plain words", () => {
    assert.deepEqual(tell({ state: "done", record }), {
      level: "information",
      message: "Attached “Deny leaving” to Production here.",
    });
    assert.match(tell({ state: "alreadySo" }).message, /nothing was sent/);
    assert.match(
      tell({ state: "refused", reason: "journal", found: "disk full" }).message,
      /nothing was sent.*could not be recorded.*disk full/,
    );
    assert.match(tell({ state: "refused", reason: "caller", found: "arn:x" }).message, /nothing was sent.*arn:x/);
    const limit = new OrganizationError("limit", "You have attached the maximum.", {
      reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    });
    assert.match(tell({ state: "failed", error: limit }).message, /not done.*Detach one first/);
    const lost = new OrganizationError("offline", "socket hang up");
    const unknown = tell({ state: "unknown", record: { ...record, state: "unknown" }, error: lost });
    assert.equal(unknown.level, "warning");
    assert.match(unknown.message, /not known yet/);
  });

  it("owns up when what was done could not be recorded", () => {
    const report = tell({ state: "done", record, journalError: new Error("disk full") });
    assert.equal(report.level, "warning");
    assert.match(report.message, /could not be recorded: disk full/);
  });

  it("counts several and tells each that failed", () => {
    const error = new OrganizationError("conflict", "x", { awsName: "ConcurrentModificationException" });
    const report = getReport(
      [
        { step: ATTACH, outcome: { state: "done", record } },
        { step: ATTACH, outcome: { state: "failed", error } },
      ],
      "here",
      t,
    );
    assert.equal(report.level, "error");
    assert.match(report.message, /^1 of 2 changes done here\. .*at the same moment/);
  });

  it("is told for those that were confirmed and not sent, too", () => {
    assert.deepEqual(getReport([{ step: ATTACH, outcome: { state: "done", record } }], "here", t, 3), {
      level: "warning",
      message: "1 of 3 changes done here. 2 were not sent.",
    });
    assert.equal(getReport([], "here", t, 1).message, "0 of 1 changes done here. 1 was not sent.");
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
  });
});

import assert from "node:assert/strict";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import type { PlanFacts } from "../../../src/changes/preflight/facts";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Step } from "../../../src/changes/step";
import { describeStep, renderStepText } from "../../../src/changes/stepText";
import { formatPlanDocument } from "../../../src/engine/planDocument";
import { formatSentTexts, tellSentTexts } from "../../../src/engine/planTexts";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import type { Translate } from "../../../src/terms/translate";
import { EVERY_STEP, listEveryStep } from "../changes/everyStep";

const TECH_CORP = createTechCorp();
const t: Translate = (template, ...values) =>
  template.replaceAll(/\{(\d+)\}/g, (_hole, index: string) => String(values[Number(index)]));

const FACTS: PlanFacts = {
  contents: TECH_CORP,
  callerRole: "management",
  asOf: "2026-11-24",
  protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [] },
};

function createPlan(step: Step): Plan {
  const organizationId = TECH_CORP.organization.id;
  return { title: "One step", organizationId, plannedAt: "2026-11-24T10:00:00.000Z", steps: numberSteps([step]) };
}

function format(step: Step): string {
  const facts = { plan: createPlan(step), contents: TECH_CORP, findings: [], connection: "Demo", caller: "me" };
  return formatPlanDocument({ ...facts, language: "en", timeZone: "UTC" }, t);
}

/** The lines of a question: those of the steps, and the texts. */
function ask(step: Step): string {
  return [renderStepText(describeStep(step, new OrganizationDraft(TECH_CORP))), ...tellSentTexts(step, t)].join("\n");
}

/** Members that say how something was, and are not sent. */
const BEFORE: ReadonlySet<string> = new Set(["from", "was", "attachments", "targetIds"]);
/** Members of which AWS takes a few words only, with another of them. */
const WORDS: Readonly<Record<string, string>> = {
  type: "BACKUP_POLICY",
  policyType: "BACKUP_POLICY",
  featureSet: "CONSOLIDATED_BILLING",
  iamUserAccessToBilling: "ALLOW",
};
/** Ids, with another of the same kind. */
const IDS: Readonly<Record<string, string>> = {
  policyId: "p-denyroot01",
  accountId: "321098765432",
  targetId: "ou-tc01-devl8m2q",
  organizationalUnitId: "ou-tc01-devl8m2q",
};
/**
 * What an invited is, is seen from its id; a policy has a type of its own. Records of runs name what was by the name that
 * it had then: where that is not the name of the id, the step does not fit and nothing is sent.
 */
const SEEN_OTHERWISE: ReadonlySet<string> = new Set([
  "updatePolicy policyId",
  "deletePolicy policyId",
  "updateOrganizationalUnit organizationalUnitId",
  "putAccountName accountId",
  "inviteAccountToOrganization target.type",
  "attachPolicy policyType",
  "detachPolicy policyType",
]);

interface Leaf {
  readonly place: string;
  readonly isWord: boolean;
  /** The step with another text there. */
  readonly marked: Step;
}

const MARK = "Marked";

function listLeaves(step: Step): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (value: unknown, path: readonly string[], put: (other: unknown) => unknown) => {
    const key = path.at(-1) ?? "";
    if (path.length === 1 && (key === "kind" || BEFORE.has(key))) return;
    if (typeof value === "string") {
      const word = WORDS[key] ?? IDS[key];
      const other = word ?? (value.includes("s3:*") ? value.replace("s3:*", MARK) : MARK);
      leaves.push({ place: path.join("."), isWord: word !== undefined, marked: put(other) as Step });
      return;
    }
    // Those of a policy that is deleted are told nowhere: they go with it.
    if (key === "tags" && step.kind === "deleteResourcePolicy") return;
    for (const [name, member] of Object.entries(value as object)) {
      visit(member, [...path, name], (replaced) => put({ ...(value as object), [name]: replaced }));
    }
    if (key !== "tags") return;
    leaves.push({ place: `${path.join(".")} (key)`, isWord: false, marked: put({ [MARK]: "1" }) as Step });
  };
  visit(step, [], (other) => other);
  return leaves;
}

describe("what a plan sends", () => {
  let count = 0;
  for (const step of listEveryStep()) {
    for (const { place, isWord, marked } of listLeaves(step)) {
      if (SEEN_OTHERWISE.has(`${step.kind} ${place}`)) continue;
      count++;
      it(`is in the document and the question: ${place} of ${step.kind}`, () => {
        for (const show of [format, ask]) {
          const text = show(marked);
          assert.notEqual(text, show(step));
          if (!isWord) assert.match(text, new RegExp(MARK));
        }
      });
    }
  }

  for (const step of ["updatePolicy", "deletePolicy", "updateOrganizationalUnit", "putAccountName"] as const) {
    it(`stops ${step} whose earlier name is not that of its id`, () => {
      const marked = listLeaves(EVERY_STEP[step]).find(({ place }) => IDS[place] !== undefined)?.marked;
      assert.ok(marked);
      const found = getPlanFindings(createPlan(marked), FACTS).filter(({ severity }) => severity === "error");
      assert.ok(found.some(({ code }) => code === "changedSince"));
    });
  }

  it("has a good many places", () => assert.ok(count > 45, String(count)));
});

describe("the texts of a plan", () => {
  const update = EVERY_STEP.updatePolicy;
  const parse = (text: string) => JSON.parse(text) as object;

  it("are told as differences where there is something already", () => {
    const from = '{"Statement":[{"Effect":"Deny","Action":["s3:*","sqs:*"],"Resource":"*"}]}';
    const step: Step = {
      ...update,
      from: { content: from },
      to: { content: from.replace("sqs:*", "sns:*") },
    };
    assert.deepEqual(tellSentTexts(step, t), ["- sqs:*", "+ sns:*"]);
    const lines = formatSentTexts(step, t);
    assert.equal(lines[2], "```diff");
    assert.ok(lines.some((line) => /^- .*sqs/.test(line)) && lines.some((line) => /^\+ .*sns/.test(line)));
    assert.ok(lines.every((line) => !/^[-+].*s3:/.test(line)));
  });

  it("say that only the layout changes", () => {
    const content = EVERY_STEP.createPolicy.policy.content;
    const step: Step = { ...update, from: { content }, to: { content: JSON.stringify(parse(content), null, 2) } };
    assert.deepEqual(formatSentTexts(step, t), ["Text: only its layout changes.", ""]);
  });

  it("show a description with what it was, also where there is none any more", () => {
    const tell = (from: string, to: string) =>
      tellSentTexts({ ...update, from: { description: from }, to: { description: to } }, t);
    assert.deepEqual(tell("", "New"), ["Description: “New”", "Before: none"]);
    assert.deepEqual(tell("Old", ""), ["Description: none", "Before: “Old”"]);
  });

  it("hide no character, and end no block", () => {
    const hidden = '{"Statement":[{"Sid":"a\u202eb\u200bc\u00add","Effect":"Deny","Action":"```","Resource":"*"}]}';
    const step: Step = { kind: "putResourcePolicy", to: hidden };
    for (const text of [format(step), ask(step)]) {
      assert.match(text, /a\\u202eb\\u200bc\\u00add/);
      assert.doesNotMatch(text, /[\u202e\u200b\u00ad]/);
    }
    assert.match(format(step), /^````json$/m);
  });

  it("are whole in the document, and the question says how much more there is", () => {
    const actions = Array.from({ length: 60 }, (_, index) => `s3:Action${index}`);
    const to = JSON.stringify({ Statement: [{ Effect: "Deny", Action: actions, Resource: "*" }] });
    const step: Step = { kind: "putResourcePolicy", to };
    for (const action of actions) assert.ok(format(step).includes(`"${action}"`));
    const told = tellSentTexts(step, t);
    assert.equal(told.length, 12);
    assert.match(told.at(-1) ?? "", /^… and \d+ more lines: Show Plan has them all$/);
  });

  it("that are no JSON are shown as they are", () => {
    const step: Step = { kind: "putResourcePolicy", from: "{", to: "[not\n json" };
    assert.match(format(step), /^-\{\n\+\[not\n\+ json$/m);
  });
});

describe("what a plan changes for accounts", () => {
  const attach = (policyType: string): Step => ({
    ...{ kind: "attachPolicy", policyId: "p-unknown01", policyType, targetId: "ou-tc01-prod4kx7" },
  });

  it("says of types that are not evaluated that they are not judged", () => {
    assert.match(
      format(attach("TAG_POLICY")),
      /^## What changes for accounts\n\nNot judged: what tag policies do in accounts\. Only SCPs and RCPs are evaluated\.$/m,
    );
    assert.doesNotMatch(format(attach("SERVICE_CONTROL_POLICY")), /Not judged/);
    assert.doesNotMatch(format(EVERY_STEP.tagResource), /What changes for accounts/);
  });
});

import assert from "node:assert/strict";
import { applyStep } from "../../../src/changes/applyStep";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import { getPlanFindings } from "../../../src/changes/preflight/planFindings";
import type { Step } from "../../../src/changes/step";
import { formatPlanDocument, type PlanDocumentFacts } from "../../../src/engine/planDocument";
import { toImpactSummary } from "../../../src/engine/impactSummary";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { createActionUniverse } from "../../../src/evaluation/access/universe";
import { compareMatrices } from "../../../src/evaluation/impact";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import type { Translate } from "../../../src/terms/translate";
import { catalogue } from "../policy/language";

const TECH_CORP = createTechCorp();
const engine = createAccessEngine(createActionUniverse(catalogue));
const t: Translate = (template, ...values) =>
  template.replaceAll(/\{(\d+)\}/g, (_hole, index: string) => String(values[Number(index)]));

function format(
  steps: readonly Step[],
  more: Partial<Plan> = {},
  notes: readonly string[] = [],
  outcome?: PlanDocumentFacts["outcome"],
): string {
  const plan: Plan = {
    title: "Deny S3 in Production",
    organizationId: TECH_CORP.organization.id,
    plannedAt: "2026-11-24T10:00:00.000Z",
    steps: numberSteps(steps),
    ...more,
  };
  const draft = new OrganizationDraft(TECH_CORP);
  for (const planned of plan.steps) applyStep(draft, planned);
  return formatPlanDocument(
    {
      plan,
      contents: TECH_CORP,
      notes,
      findings: getPlanFindings(plan, {
        contents: TECH_CORP,
        callerRole: "management",
        asOf: "2026-11-24",
        protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [] },
      }),
      impact: toImpactSummary(compareMatrices(engine.judge(TECH_CORP), engine.judge(draft.getContents()))),
      connection: "Demo organization",
      caller: "arn:aws:iam::100200300400:user/jane",
      ...{ language: "en", timeZone: "UTC" },
      ...(outcome && { outcome }),
    },
    t,
  );
}

const DENY_S3 = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
const STEPS: readonly Step[] = [
  {
    kind: "createPolicy",
    policy: { type: "SERVICE_CONTROL_POLICY", name: "DenyS3", description: "", content: DENY_S3, tags: {} },
  },
  {
    kind: "attachPolicy",
    policyId: "new:1",
    policyType: "SERVICE_CONTROL_POLICY",
    targetId: "ou-tc01-prod4kx7",
  },
];

describe("a plan as a document", () => {
  it("says what is sent, to whom, and what that changes", () => {
    const text = format(STEPS, { reason: "OPS-1" }).replaceAll(/\d+ actions/g, "N actions");
    assert.equal(
      text,
      `# Deny S3 in Production

- Organization: \`Demo organization\` (\`${TECH_CORP.organization.id}\`)
- Signed by: \`arn:aws:iam::100200300400:user/jane\`
- Planned: Nov 24, 2026, 10:00 UTC
- Steps: 2
- Something changes in: 2 accounts
- Reason: OPS-1

## What is sent

1. Create the \`SCP\` \`DenyS3\`
2. Attach \`DenyS3\` to \`Root/Production\`

## Texts that are sent

### Step 1: Create the \`SCP\` \`DenyS3\`

Text:

\`\`\`json
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*"
    }
  ]
}
\`\`\`

## Targets

- \`Root/Production\` (\`ou-tc01-prod4kx7\`): 2 accounts; SCP slots in use there afterwards: 4 of 10

## What changes for accounts

Something changes in 2 accounts. Nothing changes in 6 accounts (among them: 1 suspended, the management account).

### \`Web Services\` (210987654321), \`Database Services\` (321098765432)

- **Newly denied: N actions**: all of s3

## The way back

“Undo” in the message after the run, or in the Changes view, takes back what was done.
`,
    );
  });

  it("says what a command has to say of it", () => {
    const text = format(STEPS, {}, ["Not part of the plan: one invitation."]);
    assert.match(text, /^- Not part of the plan: one invitation\.$/m);
  });

  it("says first that it was run, when, and what that came to", () => {
    assert.doesNotMatch(format(STEPS), /Was run/);
    const text = format(STEPS, {}, [], { at: "2026-11-24T11:30:00.000Z", counts: "1 done, 1 failed" });
    assert.match(
      text,
      /^# .*\n\n- \*\*Was run: .*11:30.* \(1 done, 1 failed\)\. The Changes view has the record\.\*\*\n/,
    );
  });

  it("promises no way back from what takes back itself", () => {
    assert.match(format(STEPS), /“Undo” in the message after the run/);
    const text = format(STEPS, { undoes: "run-1" });
    assert.match(text, /## The way back\n\nThis takes an earlier change back\. To have that again, make it again/);
    const remove: Step = {
      kind: "deleteOrganizationalUnit",
      organizationalUnitId: "ou-tc01-prod4kx7",
      was: { parentId: "r-tc01", name: "Production", tags: {}, attachments: [] },
    };
    assert.doesNotMatch(format([remove], { undoes: "run-1" }), /under a new id/);
  });

  it("names what cannot be taken back, and what comes back as another", () => {
    const text = format([
      { kind: "closeAccount", accountId: "210987654321" },
      {
        kind: "deleteOrganizationalUnit",
        organizationalUnitId: "ou-tc01-prod4kx7",
        was: { parentId: "r-tc01", name: "Production", tags: {}, attachments: [] },
      },
    ]);
    assert.match(text, /^1\. Close the account `Root\/Production\/Web Services` — \*\*cannot be taken back\*\*$/m);
    assert.match(text, /^2\. Delete the organizational unit `Root\/Production` — taken back under a new id$/m);
    assert.match(text, /^## Stands in the way\n\n- `Root\/Production` still holds 2 accounts/m);
  });

  it("says the same of many steps once", () => {
    const attach = STEPS[1]!;
    const text = format([STEPS[0]!, attach, attach, attach]);
    assert.match(text, /is so already; this step does nothing\. \*\(steps 3, 4\)\*/);
  });

  it("takes no name for markup", () => {
    const name = "[click](command:x) <img src=x> `code` **bold**";
    const [create, attach] = STEPS;
    assert.ok(create?.kind === "createPolicy" && attach);
    const text = format([{ ...create, policy: { ...create.policy, name } }, attach], { title: name, reason: name });
    const beyondBlocks = text.replaceAll(/^(`{3,}).*\n[^]*?\n\1$/gm, "");
    const beyondCode = beyondBlocks.replaceAll(/(?<![\\`])(`+)(?!`).*?[^`]\1(?!`)/g, "code");
    assert.match(beyondCode, /^1\. Create the code code$/m);
    assert.doesNotMatch(beyondCode, /[^\\][[<`]|[^\\*]\*\*bold/);
  });

  it("shows no name in another order, and none on a line of its own", () => {
    const name = "a\u202ecod.\u2066b\n\n# Nothing is sent\u2028\u001b[2K";
    const [create, attach] = STEPS;
    assert.ok(create?.kind === "createPolicy" && attach);
    const text = format([{ ...create, policy: { ...create.policy, name } }, attach], { title: name, reason: name });
    assert.match(text, /^1\. Create the `SCP` `a cod\. b # Nothing is sent \[2K`$/m);
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u001b]|^# Nothing/m);
  });

  it("says unless what it denies, where something depended on conditions before", () => {
    const attach = { kind: "attachPolicy", policyId: "p-quarantn1", policyType: "SERVICE_CONTROL_POLICY" } as const;
    const unless =
      /denied unless `aws:PrincipalArn` matches `arn:aws:iam::\*:role\/IncidentResponse`.*: [\d,]+ actions\*\*/;
    const text = format([{ ...attach, targetId: "ou-tc01-prod4kx7" }]);
    assert.match(text, new RegExp(`Now also ${unless.source}`));
    assert.doesNotMatch(text, /conditions/i);
  });

  it("counts an account that is suspended once, in targets and in what changes", () => {
    const attach = { kind: "attachPolicy", policyId: "p-quarantn1", policyType: "SERVICE_CONTROL_POLICY" } as const;
    const text = format([{ ...attach, targetId: "r-tc01" }]);
    assert.match(text, /: 7 accounts \(among them: 1 suspended\), besides the management account/);
    assert.match(
      text,
      /changes in 7 accounts \(among them: 1 suspended\)\. Nothing changes in the management account\./,
    );
  });

  it("shows the waves", () => {
    const steps = numberSteps(STEPS).map((planned, wave) => ({ ...planned, wave }));
    assert.match(format([], { steps }), /### Wave 1\n\n1\. Create .*\n\n### Wave 2\n\n2\. Attach/);
  });
});

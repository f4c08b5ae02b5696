import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import type { EvaluationRequest } from "../../../src/evaluation/request";
import { getNamesFromContents } from "../../../src/engine/organizationNames";
import { getGapValues } from "../../../src/policy/snippets/gaps";
import { GUARDRAILS } from "../../../src/policy/snippets/guardrails";
import type { Guardrail } from "../../../src/policy/snippets/guardrail";
import { createGuardrailPage } from "../../../src/policy/snippets/page";
import { toSnippet, toText } from "../../../src/policy/snippets/render";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { RCP_CASES } from "../../fixtures/guardrails/rcps";
import { SCP_CASES } from "../../fixtures/guardrails/scps";
import { createOrganization, createRequest, FULL_ACCESS, IDS } from "../../fixtures/scenarios/scenario";
import { readCaret } from "./caret";
import { catalogue, language } from "./language";

const CASES = { ...SCP_CASES, ...RCP_CASES };

/** With the organization of the scenarios in the gap for its id. */
const VALUES = { ...getGapValues(undefined), organizationId: { value: IDS.organization } };

describe("guardrails", () => {
  it("are at least thirty, each with its cases", () => {
    assert.ok(GUARDRAILS.length >= 30, String(GUARDRAILS.length));
    assert.deepEqual(GUARDRAILS.map(({ id }) => id).sort(), Object.keys(CASES).sort());
  });

  it("have titles and statements' names of their own", () => {
    for (const key of ["id", "title"] as const)
      assert.equal(new Set(GUARDRAILS.map((one) => one[key])).size, GUARDRAILS.length);
    const sids = GUARDRAILS.flatMap(({ statements }) => statements.map(({ Sid }) => Sid));
    assert.equal(new Set(sids).size, sids.length);
    for (const { title } of GUARDRAILS) assert.match(title, /^(?:Deny|Protect|Require|Allow|Quarantine) /);
  });

  for (const guardrail of GUARDRAILS) {
    describe(guardrail.id, () => {
      const text = toText(guardrail, "policy", VALUES);

      it("is free of findings", () => {
        assert.deepEqual(findings(text, guardrail.type), []);
      });

      const { denies = [], spares = [] } = CASES[guardrail.id] ?? {};
      for (const request of denies)
        it(`denies ${describeRequest(request)}`, () => check(guardrail, text, request, true));
      for (const request of spares)
        it(`spares ${describeRequest(request)}`, () => check(guardrail, text, request, false));
    });
  }

  it("take the organization's own id, partition and roles into their gaps", () => {
    const names = getNamesFromContents(createTechCorp());
    const values = getGapValues(names);
    assert.equal(values.organizationId?.value, "o-techcorp42");
    assert.ok(names.roles.some(({ arn }) => arn === values.role?.value));
    for (const guardrail of GUARDRAILS) {
      assert.doesNotMatch(toSnippet(guardrail, "policy", values), /o-exampleorgid|«|»/);
    }
    assert.match(
      toText(byId("deny-root-user"), "policy", getGapValues({ ...names, partition: "aws-cn" })),
      /arn:aws-cn:iam::\*:root/,
    );
  });

  it("are snippets in which one gap that stands twice is one tab stop", () => {
    const snippet = toSnippet(byId("protect-log-archive"), "statements", VALUES);
    assert.equal(snippet.match(/\$\{1:example-log-archive\}/g)?.length, 2);
    assert.match(snippet, /\$\{2:arn:aws:iam::\*:role\/BreakGlass\}/);
  });
});

function byId(id: string): Guardrail {
  const found = GUARDRAILS.find((guardrail) => guardrail.id === id);
  assert.ok(found);
  return found;
}

function findings(text: string, type: string): readonly string[] {
  return language
    .getProblems(language.parse(text), { type })
    .map((problem) => `${problem.code}: ${language.renderMessage(problem)}`);
}

function check(guardrail: Guardrail, text: string, request: Partial<EvaluationRequest>, isDenied: boolean): void {
  const isResourceControl = guardrail.type === RESOURCE_CONTROL_POLICY;
  const isAllowList = guardrail.statements.some(({ Effect }) => Effect === "Allow");
  const organization = createOrganization(
    isResourceControl
      ? { rcps: { root: [text] } }
      : { scps: { production: isAllowList ? [text] : [FULL_ACCESS, text] } },
  );
  const verdict = createEvaluator(organization, catalogue).evaluate(createRequest(request));
  const expected = isDenied ? (isAllowList ? "implicitDeny" : "explicitDeny") : "allowed";
  assert.equal(verdict.verdict, expected, verdict.reason);
}

function describeRequest({ action, principal, resource, context = {} }: Partial<EvaluationRequest>): string {
  const who = typeof principal === "string" ? principal.replace(/^.*:(?:role\/)?/, "") : (principal?.service ?? "");
  const keys = Object.entries(context).map(([key, value]) => `${key}=${String(value)}`);
  return [`${action} by ${who}`, resource !== "*" && `on ${resource}`, ...keys].filter(Boolean).join(", ");
}

describe("docs/guardrails.md", () => {
  it("is in step with the library (else run: node scripts/docs.mjs)", () => {
    assert.equal(readFileSync("docs/guardrails.md", "utf8"), createGuardrailPage());
  });
});

describe("inserting a guardrail", () => {
  const STATEMENT = `{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}`;
  const guardrail = byId("deny-leaving-organization");

  function insert(marked: string): string | undefined {
    const { text, offset } = readCaret(marked);
    const edit = language.insertGuardrail(language.parse(text), offset, guardrail);
    if (!edit) return undefined;
    const newText = edit.newText.replace(/\\([\\$])/g, "$1");
    return text.slice(0, edit.span.start) + newText + text.slice(edit.span.end);
  }

  for (const [name, marked, sids] of [
    ["into an empty text", "|", ["DenyLeavingOrganization"]],
    ["into white space", " \n|", ["DenyLeavingOrganization"]],
    ["into an empty object", "{|}", ["DenyLeavingOrganization"]],
    ["where there are no statements yet", `{"Version":"2012-10-17"|}`, ["DenyLeavingOrganization"]],
    ["into an empty list", `{"Statement":[ |]}`, ["DenyLeavingOrganization"]],
    [
      "behind the statement at the caret",
      `{"Statement":[{|"Sid":"B"},${STATEMENT}]}`,
      ["B", "DenyLeavingOrganization", "A"],
    ],
    ["behind the last", `|{"Statement":[{"Sid":"B"},${STATEMENT}]}`, ["B", "A", "DenyLeavingOrganization"]],
    [
      "beside a single statement",
      `{"Statement":${STATEMENT}|,"Version":"2012-10-17"}`,
      ["A", "DenyLeavingOrganization"],
    ],
    [
      "beside one with a variable in it",
      `{"Statement":{"Sid":"B","Resource":"\${aws:username}"|}}`,
      ["B", "DenyLeavingOrganization"],
    ],
  ] as const) {
    it(`puts it ${name}`, () => {
      const { Statement } = JSON.parse(insert(marked) ?? "");
      const statements: readonly { readonly Sid?: string }[] = Statement;
      assert.deepEqual(
        statements.map(({ Sid }) => Sid),
        sids,
      );
      if (marked.includes("username")) assert.match(insert(marked) ?? "", /"\$\{aws:username\}"/);
    });
  }

  it("minds the commas of a .jsonc file", () => {
    const after = insert(`{"Version":"2012-10-17", // the language\n|}`) ?? "nothing";
    assert.deepEqual(language.getProblems(language.parse(after), { allowComments: true }), []);
    assert.doesNotMatch(after, /,\s*,/);
  });

  for (const [name, text] of [
    ["a broken policy", `{"Statement":[{]}`],
    ["a list", "[]"],
    ["a text as its statement", `{"Statement":"none"}`],
  ] as const) {
    it(`refuses ${name}`, () => assert.equal(insert(`|${text}`), undefined));
  }
});

import assert from "node:assert/strict";
import { mergeFindings } from "../../../src/policy/secondOpinion";
import type { FindingLocation, FindingType, ValidationFinding } from "../../../src/terms/validation";
import { language } from "./language";

const TEXT = `{
  "Statement": [
    { "Effect": "Deny", "Action": ["s3:Get*Acl", "s3:Frob"], "Resource": "arn:aws:s3:::b", "Condition": { "StringLike": { "aws:PrincipalArn": "*" } } }
  ]
}`;
const document = language.parse(TEXT);
const known = language.getProblems(document, { type: "SERVICE_CONTROL_POLICY" });
const value = (name: string) => ({ kind: "value", value: name }) as const;
const index = (at: number) => ({ kind: "index", index: at }) as const;
const STATEMENT = [value("Statement"), index(0)];

function finding(issueCode: string, path: FindingLocation["path"], type: FindingType = "ERROR"): ValidationFinding {
  return { type, issueCode, details: issueCode, learnMoreLink: "", locations: [{ path, span: undefined }] };
}

const merge = (...findings: ValidationFinding[]) =>
  mergeFindings(document, findings, known).map(
    ({ code, severity, span }) => `${code} ${severity}: ${TEXT.slice(span.start, span.end)}`,
  );

describe("the second opinion", () => {
  it("is placed by its path in our own tree", () => {
    assert.deepEqual(
      merge(
        finding("A", [...STATEMENT, value("Action"), index(1)]),
        finding("B", [...STATEMENT, { kind: "key", key: "Resource" }], "WARNING"),
        finding(
          "C",
          [...STATEMENT, value("Resource"), index(0), { kind: "substring", start: 4, length: 3 }],
          "SUGGESTION",
        ),
        finding("D", [...STATEMENT, value("Condition"), value("StringLike")], "SECURITY_WARNING"),
      ),
      ["A error: s3:Frob", "B warning: Resource", "C info: aws", "D warning: {"],
    );
  });

  it("leaves out what a rule tells at that place", () => {
    assert.ok(known.some(({ code }) => code === "missing-version"));
    assert.deepEqual(
      merge(
        finding("MISSING_VERSION", [], "WARNING"),
        finding("INVALID_ACTION", [...STATEMENT, value("Action"), index(1)]),
        finding("INVALID_ACTION", [...STATEMENT, value("Action"), index(0)]),
      ),
      ["INVALID_ACTION error: s3:Get*Acl"],
    );
  });

  it("leaves out what a rule tells within what AWS marks as a whole", () => {
    const guard = language.parse(
      `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{ "StringNotEquals": {"aws:SourceOrgID":"o-a1b2c3d4e5"}}}]}`,
    );
    const problems = language.getProblems(guard, { type: "RESOURCE_CONTROL_POLICY" });
    const told = [
      "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
      "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    ];
    const findings = told.map((code) => finding(code, [...STATEMENT, value("Condition")], "WARNING"));
    assert.deepEqual(mergeFindings(guard, findings, problems), []);
  });

  it("takes AWS's stale check of wildcards for what it is", () => {
    assert.deepEqual(merge(finding("SCP_SYNTAX_ERROR_ACTION_WILDCARD", [...STATEMENT, value("Action"), index(0)])), [
      "SCP_SYNTAX_ERROR_ACTION_WILDCARD info: s3:Get*Acl",
    ]);
  });

  it("falls back on the offsets, and at last on the start of the policy", () => {
    const from = { line: 2, column: 2, offset: 4 };
    const location = { path: [value("Nowhere")], span: { start: from, end: { line: 2, column: 13, offset: 15 } } };
    const lost = { path: [value("Nowhere")], span: { start: from, end: { line: 900, column: 0, offset: 4000 } } };
    assert.deepEqual(
      merge({ ...finding("A", []), locations: [location] }, { ...finding("B", []), locations: [lost] }),
      ["B error: {", 'A error: "Statement"'],
    );
  });

  it("names rules that exist", async () => {
    const { RULES } = await import("../../../src/policy/rules/rules");
    const { default: data } = await import("../../../src/policy/data/accessAnalyzer.json");
    const codes = new Set(RULES.map(({ code }) => code));
    assert.deepEqual(
      Object.values(data.sameAs)
        .flat()
        .filter((code) => !codes.has(code)),
      [],
    );
  });
});

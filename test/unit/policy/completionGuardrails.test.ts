import assert from "node:assert/strict";
import { GUARDRAILS } from "../../../src/policy/snippets/guardrails";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { accept, complete } from "./caret";
import { language } from "./language";
import { TECHCORP } from "./techCorp";

const STATEMENT = `{"Effect":"Deny","Action":"s3:*","Resource":"*"}`;

describe("completion of guardrails", () => {
  for (const type of [SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY]) {
    const own = GUARDRAILS.filter((guardrail) => guardrail.type === type);

    it(`puts each whole into an empty ${type}, free of findings`, () => {
      for (const { title } of own) {
        const text = accept("|", title, { type, ...TECHCORP });
        assert.deepEqual(language.getProblems(language.parse(text), { type }), [], text);
      }
    });

    it(`offers a ${type} no others`, () => {
      const labels = complete("|", { type }).flatMap(({ kind, label }) => (kind === "guardrail" ? [label] : []));
      assert.deepEqual(labels.toSorted(), own.map(({ title }) => title).toSorted());
    });
  }

  for (const [name, before] of [
    ["into an empty list", `{"Statement":[|]}`],
    ["behind another statement", `{"Statement":[${STATEMENT},|]}`],
    ["behind another, where the comma is missing", `{"Statement":[${STATEMENT} |]}`],
    ["before another statement", `{"Statement":[| ${STATEMENT}]}`],
    ["in place of a single statement", `{"Statement":|}`],
    ["by a word", `{"Statement":[leav|]}`],
  ] as const) {
    it(`puts one ${name}`, () => {
      const { Statement } = JSON.parse(accept(before, "Deny leaving the organization"));
      const statements: readonly { readonly Sid?: string }[] = Statement;
      assert.ok(statements.some(({ Sid }) => Sid === "DenyLeavingOrganization"));
      assert.equal(statements.length, before.includes(STATEMENT) ? 2 : 1);
    });
  }

  it("finds them by theme and id, and shows what they do", () => {
    const [item] = complete(`{"Statement":[imdsv2|]}`);
    assert.equal(item?.label, "Require IMDSv2");
    assert.match(item?.getDocumentation?.() ?? "", /RequireImdsV2/);
  });

  it("fills in what is known of the organization", () => {
    const text = accept("|", "Deny access from outside the organization", {
      type: RESOURCE_CONTROL_POLICY,
      ...TECHCORP,
    });
    assert.match(text, /"aws:PrincipalOrgID": "o-techcorp42"/);
  });
});

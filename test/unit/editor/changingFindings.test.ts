import assert from "node:assert/strict";
import { hasAllow } from "../../../src/editor/changing/allowing";
import { getFindings, type StepFacts } from "../../../src/editor/changing/findings";
import type { Step } from "../../../src/editor/changing/step";
import type { Change } from "../../../src/changes/change";
import type { PolicySummary } from "../../../src/organization/model";
import { parsePolicyDocument } from "../../../src/policy/document";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const SCP = "SERVICE_CONTROL_POLICY";
const policy = (id: string, type = SCP): PolicySummary => ({
  id,
  arn: "",
  name: id.slice(2),
  description: "",
  type,
  awsManaged: false,
});
const FULL = policy("p-FullAWSAccess");
const DENY = policy("p-denyleave1");
const LIST = policy("p-allowlist1");

function find(
  kind: "attach" | "detach",
  about: PolicySummary,
  facts: Partial<StepFacts>,
  targetId = "ou-ab12-11112222",
) {
  const change: Change = { kind, policyId: about.id, targetId };
  const step: Step = { change, policy: about, target: { id: targetId, name: "Production", path: "Root / Production" } };
  return getFindings(
    step,
    { attached: [FULL], enabledTypes: [SCP], isMemberCaller: false, allowing: new Set(), ...facts },
    t,
  );
}

describe("what speaks against a change", () => {
  it("is nothing for a policy with a free slot", () => assert.deepEqual(find("attach", DENY, {}), []));

  it("stops where no slot is free, with the numbers", () => {
    const attached = Array.from({ length: 10 }, (_, index) => policy(`p-another${index}`));
    const [finding] = find("attach", DENY, { attached });
    assert.equal(finding?.level, "stop");
    assert.match(finding?.message ?? "", /Production.*10/);
  });

  it("warns at the root, where everyone is reached", () => {
    assert.deepEqual(
      find("attach", DENY, {}, "r-ab12").map(({ level }) => level),
      ["warning"],
    );
  });

  it("stops the last SCP from being detached, with the reason", () => {
    const [finding] = find("detach", FULL, { attached: [FULL], allowing: new Set([FULL.id]) });
    assert.equal(finding?.level, "stop");
    assert.match(finding?.message ?? "", /last policy of its type on Production/);
  });

  it("asks for more than a click when nothing would be allowed any more", () => {
    const findings = find("detach", FULL, { attached: [FULL, DENY], allowing: new Set([FULL.id]) });
    assert.deepEqual(
      findings.map(({ level }) => level),
      ["typed"],
    );
    assert.match(findings[0]?.message ?? "", /every action of the accounts below would be denied/);
  });

  it("warns when an allow-list remains", () => {
    const findings = find("detach", FULL, { attached: [FULL, LIST], allowing: new Set([FULL.id, LIST.id]) });
    assert.deepEqual(
      findings.map(({ level }) => level),
      ["warning"],
    );
  });
});

describe("whether a policy allows anything", () => {
  for (const [text, allows] of [
    ['{"Statement":[{"Effect":"Deny"},{"Effect":"Allow"}]}', true],
    ['{"Statement":{"Effect":"Allow"}}', true],
    ['{"Statement":[{"Effect":"Deny","Action":"Allow"}]}', false],
    ["{ broken", false],
  ] as const) {
    it(`is ${allows} of ${text}`, () => assert.equal(hasAllow(parsePolicyDocument(text)), allows));
  }
});

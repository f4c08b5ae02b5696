import assert from "node:assert/strict";
import type { Step } from "../../../src/changes/step";
import { getCreatedParts, getTouchedParts } from "../../../src/editor/plans/touched";
import { getTargetFacts } from "../../../src/editor/targets";
import { getPartKey } from "../../../src/organization/parts";
import type { OrganizationStore, Target } from "../../../src/organization/store";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const SCP = "SERVICE_CONTROL_POLICY";
const contents = createTechCorp();
const targets: readonly Target[] = [
  ...contents.roots.map((root) => ({ kind: "root", root }) as const),
  ...contents.organizationalUnits.map(
    (organizationalUnit) => ({ kind: "organizationalUnit", organizationalUnit }) as const,
  ),
  ...contents.accounts.map((account) => ({ kind: "account", account }) as const),
];
const known: Pick<OrganizationStore, "getPolicySummary" | "getTarget" | "getRoots" | "getKnownTargets"> = {
  getPolicySummary: (id) => contents.policies.find((policy) => policy.id === id),
  getTarget: (id) => targets.find((target) => getTargetFacts(target).id === id),
  getRoots: () => contents.roots,
  getKnownTargets: () => targets,
};
const getKeys = (step: Step) => getTouchedParts(step, known).map(getPartKey);

describe("what a step touches", () => {
  const cases: readonly (readonly [string, Step, readonly string[]])[] = [
    [
      "the list of a policy that is renamed",
      { kind: "updatePolicy", policyId: "p-quarantn1", from: { name: "a" }, to: { name: "b" } },
      ["policy/p-quarantn1", `policies/${SCP}`],
    ],
    [
      "only the text of a policy that is published",
      { kind: "updatePolicy", policyId: "p-quarantn1", from: { content: "a" }, to: { content: "b" } },
      ["policy/p-quarantn1"],
    ],
    [
      "the parent of an OU that is renamed",
      { kind: "updateOrganizationalUnit", organizationalUnitId: "ou-tc01-prod4kx7", from: "a", to: "b" },
      ["children/r-tc01"],
    ],
    [
      "the parent of an account that is closed",
      { kind: "closeAccount", accountId: "432109876543" },
      ["children/ou-tc01-devl8m2q"],
    ],
    [
      "the root, where an account is created",
      { kind: "createAccount", email: "a@example.com", name: "a", tags: {} },
      ["children/r-tc01"],
    ],
    ["nothing of an account that nobody knows", { kind: "closeAccount", accountId: "000000000000" }, []],
  ];
  for (const [what, step, keys] of cases) it(what, () => assert.deepEqual(getKeys(step), keys));

  it("what AWS attaches to a new OU, which the lists read before do not know", () => {
    const step: Step = { kind: "createOrganizationalUnit", parentId: "r-tc01", name: "Sandbox", tags: {} };
    const keys = getCreatedParts(step, "ou-tc01-new00001", known).map(getPartKey);
    assert.ok(keys.includes(`attached/ou-tc01-new00001/${SCP}`), keys.join());
    assert.ok(!keys.some((key) => key.includes("TAG_POLICY")), keys.join());
    assert.deepEqual(getCreatedParts(step, undefined, known), []);
  });

  it("what is attached everywhere, when a type is switched off", () => {
    const attachments = [{ policyId: "p-quarantn1", targetId: "r-tc01" }];
    const step: Step = { kind: "disablePolicyType", rootId: "r-tc01", policyType: SCP, attachments, targetIds: [] };
    const keys = getKeys(step);
    assert.ok(keys.includes("targets/p-quarantn1"));
    assert.equal(keys.filter((key) => key.startsWith("attached/")).length, targets.length);
  });
});

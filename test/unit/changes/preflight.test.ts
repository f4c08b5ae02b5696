import assert from "node:assert/strict";
import type { Change } from "../../../src/changes/change";
import { renderFinding } from "../../../src/changes/findings";
import { getFindings, type PreflightFacts } from "../../../src/changes/preflight";
import type { PolicySummary } from "../../../src/organization/model";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";
const TARGET = "ou-a1b2-11111111";

function makePolicy(id: string, type = SCP, name = id): PolicySummary {
  return { id, arn: "", name, description: "", type, awsManaged: id.includes("FullAWSAccess") };
}

const deny = makePolicy("p-deny0001", SCP, "Deny leaving");
const full = makePolicy("p-FullAWSAccess", SCP, "FullAWSAccess");
const many = (count: number, type = SCP) =>
  Array.from({ length: count }, (_, index) => makePolicy(`p-other${index}`, type));
const attach = (policyId: string): Change => ({ kind: "attach", policyId, targetId: TARGET });
const detach = (policyId: string): Change => ({ kind: "detach", policyId, targetId: TARGET });
const update = (policyId: string, from: string, to: string): Change => ({ kind: "update", policyId, from, to });

interface Row {
  readonly name: string;
  readonly change: Change;
  readonly facts: Partial<PreflightFacts> & Pick<PreflightFacts, "policy">;
  readonly expected: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: "attaching where there is room",
    change: attach(deny.id),
    facts: { policy: deny, attached: [full] },
    expected: [],
  },
  {
    name: "attaching twice",
    change: attach(deny.id),
    facts: { policy: deny, attached: [full, deny] },
    expected: ["alreadyAttached"],
  },
  { name: "attaching a tenth SCP", change: attach(deny.id), facts: { policy: deny, attached: many(9) }, expected: [] },
  {
    name: "attaching an eleventh SCP",
    change: attach(deny.id),
    facts: { policy: deny, attached: many(10) },
    expected: ["noSlot"],
  },
  {
    name: "attaching a sixth SCP under the quota of 2026-05-14",
    change: attach(deny.id),
    facts: { policy: deny, attached: many(5), asOf: "2026-05-14" },
    expected: ["noSlot"],
  },
  {
    name: "attaching a sixth RCP",
    change: attach("p-rcp00001"),
    facts: { policy: makePolicy("p-rcp00001", RCP), attached: many(5, RCP) },
    expected: ["noSlot"],
  },
  {
    name: "attaching past a quota that is only assumed",
    change: attach("p-gd000001"),
    facts: {
      policy: makePolicy("p-gd000001", "GUARDDUTY_POLICY"),
      attached: many(10, "GUARDDUTY_POLICY"),
      enabledTypes: ["GUARDDUTY_POLICY"],
    },
    expected: [],
  },
  {
    name: "attaching where nothing could be read",
    change: attach(deny.id),
    facts: { policy: deny, attached: undefined },
    expected: ["attachedUnknown"],
  },
  {
    name: "attaching a policy of a type that is off",
    change: attach("p-tag00001"),
    facts: { policy: makePolicy("p-tag00001", "TAG_POLICY"), attached: [] },
    expected: ["typeNotEnabled"],
  },
  {
    name: "attaching from a member account",
    change: attach(deny.id),
    facts: { policy: deny, attached: [full], isMemberCaller: true },
    expected: ["memberCaller"],
  },
  {
    name: "detaching one of two SCPs",
    change: detach(deny.id),
    facts: { policy: deny, attached: [full, deny] },
    expected: [],
  },
  {
    name: "detaching the last SCP",
    change: detach(deny.id),
    facts: { policy: deny, attached: [deny] },
    expected: ["lastAttached"],
  },
  {
    name: "detaching FullAWSAccess",
    change: detach(full.id),
    facts: { policy: full, attached: [full, deny] },
    expected: ["withoutFullAccess"],
  },
  {
    name: "detaching what is not there",
    change: detach(deny.id),
    facts: { policy: deny, attached: [full] },
    expected: ["notAttached"],
  },
  {
    name: "detaching RCPFullAWSAccess",
    change: detach("p-RCPFullAWSAccess"),
    facts: { policy: makePolicy("p-RCPFullAWSAccess", RCP), attached: many(2, RCP) },
    expected: ["neverDetachable"],
  },
  {
    name: "detaching the only tag policy",
    change: detach("p-tag00001"),
    facts: {
      policy: makePolicy("p-tag00001", "TAG_POLICY"),
      attached: [makePolicy("p-tag00001", "TAG_POLICY")],
      enabledTypes: ["TAG_POLICY"],
    },
    expected: [],
  },
  {
    name: "changing a text that just fits",
    change: update(deny.id, "a", "x".repeat(10240)),
    facts: { policy: deny },
    expected: [],
  },
  {
    name: "changing a text to one too long",
    change: update(deny.id, "a", "x".repeat(10241)),
    facts: { policy: deny },
    expected: ["tooLarge"],
  },
  {
    name: "counting characters, not UTF-16 units",
    change: update(deny.id, "a", "😀".repeat(10240)),
    facts: { policy: deny },
    expected: [],
  },
  {
    name: "changing an AWS-managed policy",
    change: update(full.id, "a", "b"),
    facts: { policy: full },
    expected: ["awsManaged"],
  },
  { name: "changing nothing", change: update(deny.id, "a", "a"), facts: { policy: deny }, expected: ["unchanged"] },
];

describe("the preflight of", () => {
  for (const { name, change, facts, expected } of ROWS) {
    it(`${name}: ${expected.join(", ") || "nothing"}`, () => {
      const findings = getFindings(change, { enabledTypes: [SCP, RCP], isMemberCaller: false, ...facts });
      assert.deepEqual(
        findings.map((finding) => finding.code),
        expected,
      );
      for (const finding of findings) assert.doesNotMatch(renderFinding(finding), /[{}]/);
    });
  }

  it("the last SCP says what to do", () => {
    const [finding] = getFindings(detach(deny.id), {
      policy: deny,
      attached: [deny],
      targetName: "Production",
      enabledTypes: [SCP],
      isMemberCaller: false,
    });
    assert.equal(
      finding && renderFinding(finding),
      "Deny leaving is the last policy of its type on Production; AWS always keeps at least 1. Attach another first.",
    );
  });
});

import assert from "node:assert/strict";
import { loadPlan } from "../../../src/editor/changing/loadPlan";
import type { Step } from "../../../src/editor/changing/step";
import type { Policy } from "../../../src/organization/model";
import type { OrganizationStore } from "../../../src/organization/store";
import { language } from "../policy/language";

const SCP = "SERVICE_CONTROL_POLICY";
const OU = "ou-ab12-11112222";
const t = (template: string) => template;

const makePolicy = (id: string, effect: "Allow" | "Deny"): Policy => ({
  id,
  arn: "",
  name: id,
  description: "",
  type: SCP,
  awsManaged: false,
  content: JSON.stringify({ Statement: { Effect: effect, Action: "*", Resource: "*" } }),
});

const FULL = makePolicy("p-FullAWSAccess", "Allow");
const LIST = makePolicy("p-allowlist1", "Allow");
const DENY = makePolicy("p-denyleave1", "Deny");

function makeStep(kind: "attach" | "detach", policy: Policy): Step {
  const target = { id: OU, name: "Production", path: "Root / Production" };
  return { change: { kind, policyId: policy.id, targetId: OU }, policy, target };
}

function makeStore(attached: readonly Policy[]): OrganizationStore {
  return {
    refresh: () => undefined,
    loadRoots: async () => [],
    loadAttached: async () => attached,
    loadPolicy: async (id: string) => attached.find((policy) => policy.id === id) ?? DENY,
    loadAccounts: async () => [],
    loadOrganization: async () => undefined,
    getAccountsBelow: () => [],
    getOrganization: () => undefined,
    getEnabledPolicyTypes: () => [SCP],
  } as Partial<Record<keyof OrganizationStore, unknown>> as OrganizationStore;
}

async function plan(attached: readonly Policy[], steps: readonly Step[]) {
  const planned = await loadPlan({ store: makeStore(attached), role: "management" }, steps, language, t);
  return planned.map(({ findings, attached: count }) => [count, ...findings.map(({ level }) => level)]);
}

describe("a plan of several steps", () => {
  it("sees that together they leave nothing that allows anything", async () => {
    const steps = [makeStep("detach", FULL), makeStep("detach", LIST)];
    assert.deepEqual(await plan([FULL, LIST, DENY], steps), [
      [3, "warning"],
      [2, "typed"],
    ]);
  });

  it("sees that together they would detach the last policy", async () => {
    const steps = [makeStep("detach", DENY), makeStep("detach", FULL)];
    assert.deepEqual(await plan([FULL, DENY], steps), [[2], [1, "stop"]]);
  });

  it("counts the slots that its own steps take", async () => {
    const others = Array.from({ length: 8 }, (_, index) => makePolicy(`p-other000${index}`, "Deny"));
    const steps = [makeStep("attach", LIST), makeStep("attach", DENY)];
    assert.deepEqual(await plan([FULL, ...others], steps), [[9], [10, "stop"]]);
  });
});

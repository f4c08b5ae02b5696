import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import type { Step } from "../../../src/changes/step";
import type { Session } from "../../../src/editor/connection/session";
import { judgePlan } from "../../../src/editor/plans/judge";
import { getTouchedParts } from "../../../src/editor/plans/touched";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { loadEverything } from "../../../src/organization/loading/loadEverything";
import type { OrganizationContents } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/generate";

const SCP = "SERVICE_CONTROL_POLICY";
const WITH = generateOrganization({ accounts: 800, seed: 3 });
const SCPS = new Map(WITH.policies.filter(({ type }) => type === SCP).map((policy) => [policy.id, policy]));
const LOST = WITH.attachments.filter(({ policyId }) => SCPS.get(policyId)?.awsManaged === false);
/** As after SCPs were switched off and on again. */
const WITHOUT: OrganizationContents = { ...WITH, attachments: WITH.attachments.filter((one) => !LOST.includes(one)) };

describe("a plan that rests on what a run changed", () => {
  it("is judged by what is there now, however much that is", async () => {
    let contents = WITH;
    const reader = createContentsReader(WITH);
    const current = new Proxy(reader, {
      get: (_target, name: keyof typeof reader) => createContentsReader(contents)[name],
    });
    const store = createStore(current);
    await loadEverything(store, {
      scope: "everything",
      signal: new AbortController().signal,
      wait: () => Promise.resolve(),
    });
    const step: Step = {
      kind: "disablePolicyType",
      rootId: WITH.roots[0]?.id ?? "",
      policyType: SCP,
      attachments: LOST,
      targetIds: [],
    };
    contents = WITHOUT;
    store.refresh(getTouchedParts(step, store));

    assert.ok(LOST.length > 60);
    const steps = LOST.map((one): Step => ({ kind: "attachPolicy", policyType: SCP, ...one }));
    const now = new Date().toISOString();
    const plan: Plan = {
      title: "Again",
      organizationId: WITH.organization.id,
      plannedAt: now,
      steps: numberSteps(steps),
    };
    const session = {
      store,
      loading: { start: () => Promise.resolve() },
      role: "management",
      authority: { kind: "management" },
    } as unknown as Session;
    const judged = await judgePlan({ plan, words: { title: "", done: "", verb: "" }, notes: [] }, session, {
      protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [] },
      now,
      judging: { ask: async () => ({ findings: [], impact: undefined }) } as never,
    });
    const codes = new Set(judged.findings.map(({ code }) => code));
    assert.deepEqual([codes.has("nothingToDo"), codes.has("notRead")], [false, false], [...codes].join());
    const attached = judged.contents.attachments.filter(({ policyId }) => SCPS.get(policyId)?.awsManaged === false);
    assert.deepEqual(attached, []);
    store.dispose();
  });
});

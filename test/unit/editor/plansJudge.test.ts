import assert from "node:assert/strict";
import { numberSteps, type Plan } from "../../../src/changes/plan";
import type { Step } from "../../../src/changes/step";
import type { Session } from "../../../src/editor/connection/session";
import { judgePlan } from "../../../src/editor/plans/judge";
import type { WordedPlan } from "../../../src/editor/plans/request";
import { getTouchedParts } from "../../../src/editor/plans/touched";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import { loadEverything } from "../../../src/organization/loading/loadEverything";
import { OrganizationError } from "../../../src/organization/errors";
import type { OrganizationContents } from "../../../src/organization/model";
import type { OrganizationStore, StorePart } from "../../../src/organization/store";
import { generateOrganization } from "../../../src/sandbox/generate";

const SCP = "SERVICE_CONTROL_POLICY";
const WITH = generateOrganization({ accounts: 800, seed: 3 });
const SCPS = new Map(WITH.policies.filter(({ type }) => type === SCP).map((policy) => [policy.id, policy]));
const LOST = WITH.attachments.filter(({ policyId }) => SCPS.get(policyId)?.awsManaged === false);
/** As after SCPs were switched off and on again. */
const WITHOUT: OrganizationContents = { ...WITH, attachments: WITH.attachments.filter((one) => !LOST.includes(one)) };

describe("a plan of a command that has just read what it changes", () => {
  it("does not have it read a second time", async () => {
    const read: string[] = [];
    const reader = createContentsReader(WITH);
    const describePolicy: typeof reader.describePolicy = (policyId, options) => {
      read.push(policyId);
      return reader.describePolicy(policyId, options);
    };
    const store = createStore({ ...reader, describePolicy });
    const everything = { signal: new AbortController().signal, wait: () => Promise.resolve() };
    await loadEverything(store, { scope: "everything", ...everything });
    const [policy] = [...SCPS.values()].filter(({ awsManaged }) => !awsManaged);
    assert.ok(policy);
    const steps: readonly Step[] = [
      {
        kind: "updatePolicy",
        policyId: policy.id,
        from: { content: policy.content },
        to: { content: `${policy.content} ` },
      },
    ];
    const judge = async (justRead?: readonly StorePart[]) => {
      read.length = 0;
      await judgePlan({ ...createWorded(steps), ...(justRead && { justRead }) }, createSession(store), PORTS);
      return read;
    };
    assert.deepEqual(await judge(), [policy.id]);
    assert.deepEqual(await judge([{ part: "policy", policyId: policy.id }]), []);
    store.dispose();
  });
});

describe("a plan that changes a text", () => {
  it("names whom the policy reaches now, though a colleague attached it since it was read", async () => {
    let contents = WITH;
    const current = new Proxy(createContentsReader(WITH), {
      get: (_target, name: keyof ReturnType<typeof createContentsReader>) => createContentsReader(contents)[name],
    });
    const store = createStore(current);
    const everything = { signal: new AbortController().signal, wait: () => Promise.resolve() };
    await loadEverything(store, { scope: "everything", ...everything });
    const [{ id: policyId, content } = assert.fail()] = [...SCPS.values()].filter(({ awsManaged }) => !awsManaged);
    const isFree = ({ id }: { id: string }) => !LOST.some((one) => one.policyId === policyId && one.targetId === id);
    const targetId = WITH.organizationalUnits.find(isFree)?.id ?? assert.fail();
    contents = { ...WITH, attachments: [...WITH.attachments, { policyId, targetId }] };

    const step: Step = { kind: "updatePolicy", policyId, from: { content }, to: { content: `${content} ` } };
    const judged = await judgePlan(createWorded([step]), createSession(store), PORTS);
    const targets = judged.contents.attachments.filter((one) => one.policyId === policyId).map((one) => one.targetId);
    assert.ok(targets.includes(targetId));
    store.dispose();
  });
});

describe("a plan that moves an account", () => {
  it("knows where it is, though a colleague moved it elsewhere since, and misses it where it has left", async () => {
    const { id: accountId = "", parentId: from = "" } = WITH.accounts.at(-1) ?? {};
    const [to, elsewhere] = WITH.organizationalUnits.map(({ id }) => id).filter((id) => id !== from);
    assert.ok(to !== undefined && elsewhere !== undefined);
    const judge = async (accounts: OrganizationContents["accounts"]) => {
      let contents = WITH;
      const reader = createContentsReader(WITH);
      const current = new Proxy(reader, {
        get: (_target, name: keyof typeof reader) => createContentsReader(contents)[name],
      });
      const store = createStore(current);
      const everything = { signal: new AbortController().signal, wait: () => Promise.resolve() };
      await loadEverything(store, { scope: "everything", ...everything });
      contents = { ...WITH, accounts };
      const reads = {
        getParentId: async (id: string) =>
          accounts.find((account) => account.id === id)?.parentId ??
          Promise.reject(new OrganizationError("notFound", "ListParents: Not found")),
      };
      const session = { ...createSession(store), changes: { reads } } as unknown as Session;
      const judged = await judgePlan(createWorded([{ kind: "moveAccount", accountId, from, to }]), session, PORTS);
      store.dispose();
      return judged.findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
    };
    const others = WITH.accounts.slice(0, -1);
    assert.deepEqual(
      await judge(WITH.accounts.map((one) => (one.id === accountId ? { ...one, parentId: elsewhere } : one))),
      ["moved"],
    );
    assert.deepEqual(await judge(others), ["missing"]);
  });
});

describe("a plan that rests on texts", () => {
  const QUARANTINE = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
  });
  const own = [...SCPS.values()].filter(({ awsManaged }) => !awsManaged);
  const attached = new Map(LOST.map(({ policyId, targetId }) => [policyId, targetId]));
  const onUnit = own.find(({ id }) => attached.get(id)?.startsWith("ou-")) ?? assert.fail();
  const unitId = attached.get(onUnit.id) ?? assert.fail();
  const account = WITH.accounts.find(({ parentId }) => parentId !== unitId) ?? assert.fail();
  const onAccount = { policyId: onUnit.id, policyType: SCP, targetId: account.id };
  const steps: readonly Step[] = [
    { kind: "attachPolicy", ...onAccount },
    { kind: "detachPolicy", ...onAccount },
    { kind: "moveAccount", accountId: account.id, from: account.parentId, to: unitId },
  ];

  for (const step of steps) {
    it(`is judged by what a colleague made of one since: ${step.kind}`, async () => {
      let contents = WITH;
      const reader = createContentsReader(WITH);
      const current = new Proxy(reader, {
        get: (_target, name: keyof typeof reader) => createContentsReader(contents)[name],
      });
      const store = createStore(current);
      await loadEverything(store, { scope: "everything", signal: new AbortController().signal, wait: async () => {} });
      const policies = WITH.policies.map((one) => (one.id === onUnit.id ? { ...one, content: QUARANTINE } : one));
      contents = { ...WITH, policies };
      const judged = await judgePlan(createWorded([step]), createSession(store), PORTS);
      assert.equal(judged.contents.policies.find(({ id }) => id === onUnit.id)?.content, QUARANTINE);
      store.dispose();
    });
  }

  it("names a text that could not be read again", async () => {
    let isLost = false;
    const reader = createContentsReader(WITH);
    const describePolicy: typeof reader.describePolicy = (policyId, options) =>
      isLost ? Promise.reject(new OrganizationError("offline", "No answer")) : reader.describePolicy(policyId, options);
    const store = createStore({ ...reader, describePolicy });
    await loadEverything(store, { scope: "everything", signal: new AbortController().signal, wait: async () => {} });
    isLost = true;
    const { contents } = await judgePlan(createWorded(steps.slice(0, 1)), createSession(store), PORTS);
    const gaps = contents.gaps?.filter(({ resource }) => resource === onUnit.id).map(({ operation }) => operation);
    assert.deepEqual(gaps, ["DescribePolicy"]);
    assert.equal(contents.policies.find(({ id }) => id === onUnit.id)?.content, onUnit.content);
    store.dispose();
  });
});

const NOW = new Date().toISOString();

const PORTS = {
  protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [] },
  now: NOW,
  judging: { ask: async () => ({ findings: [], impact: undefined }) } as never,
};

function createSession(store: OrganizationStore): Session {
  const loading = { start: () => Promise.resolve() };
  return { store, loading, role: "management", authority: { kind: "management" } } as unknown as Session;
}

function createWorded(steps: readonly Step[]): WordedPlan {
  const plan: Plan = {
    ...{ title: "Again", organizationId: WITH.organization.id, plannedAt: NOW },
    steps: numberSteps(steps),
  };
  return { plan, words: { title: "", done: "", verb: "" }, notes: [] };
}

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
    const judged = await judgePlan(createWorded(steps), createSession(store), PORTS);
    const codes = new Set(judged.findings.map(({ code }) => code));
    assert.deepEqual([codes.has("nothingToDo"), codes.has("notRead")], [false, false], [...codes].join());
    const attached = judged.contents.attachments.filter(({ policyId }) => SCPS.get(policyId)?.awsManaged === false);
    assert.deepEqual(attached, []);
    store.dispose();
  });
});

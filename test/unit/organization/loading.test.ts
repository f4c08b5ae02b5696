import assert from "node:assert/strict";
import { CONNECTION_CLOSED } from "../../../src/organization/errors";
import type { LoadOutcome } from "../../../src/organization/loading/loadEverything";
import { countRequests, getLowerBound, getMinimum } from "../../../src/organization/loading/minimum";
import { estimateRest, type LoadProgress } from "../../../src/organization/loading/progress";
import { formatOrganizationFile, parseOrganizationFile } from "../../../src/organization/file";
import type { OrganizationContents } from "../../../src/organization/model";
import { toContents } from "../../../src/organization/toContents";
import { generateOrganization } from "../../../src/sandbox/generate";
import type { Fault } from "../../../src/sandbox/types";
import { createSimulation, type Simulation } from "../../simulation/simulation";

const SMALL = generateOrganization({ accounts: 100, seed: 1 });
const LARGE = generateOrganization({ accounts: 1000, seed: 1 });
const TAKEN_AT = "2026-11-24T10:00:00Z";
const MIDDLE = generateOrganization({ accounts: 400, seed: 1 });

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

/** What is the same however it was read: without order, time and what is never listed. */
function toComparable(contents: OrganizationContents | undefined) {
  assert.ok(contents);
  const sort = <T extends { readonly id: string }>(items: readonly T[]) =>
    [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  const enabled = new Set(contents.roots.flatMap(({ policyTypes }) => policyTypes.map(({ type }) => type)));
  return {
    organizationalUnits: sort(contents.organizationalUnits),
    accounts: sort(contents.accounts),
    policies: sort(contents.policies.filter(({ type }) => enabled.has(type))),
    attachments: contents.attachments
      .filter(({ policyId }) => policyId !== "p-RCPFullAWSAccess")
      .map(({ policyId, targetId }) => `${policyId} ${targetId}`)
      .sort(),
  };
}

function assertComplete({ store, world }: Simulation, outcome: LoadOutcome): void {
  assert.deepEqual(outcome, { gaps: [], error: undefined, stopped: undefined });
  assert.deepEqual(toComparable(toContents(store, "")), toComparable(world.getContents()));
}

/** With more SCPs than roots, OUs and accounts. */
function createFewTargets(): OrganizationContents {
  const many = generateOrganization({ accounts: 2000, seed: 3 });
  const scps = many.policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY");
  const [root] = many.roots;
  const ids = new Set([root?.id, ...scps.map(({ id }) => id)]);
  const contents = {
    ...many,
    roots: many.roots.map((r) => ({
      ...r,
      policyTypes: [{ type: "SERVICE_CONTROL_POLICY", status: "ENABLED" as const }],
    })),
    organizationalUnits: [],
    accounts: many.accounts.slice(0, 5).map((account) => ({ ...account, parentId: root?.id ?? "" })),
    policies: scps,
  };
  for (const { id } of contents.accounts) ids.add(id);
  const attachments = many.attachments.filter(({ policyId, targetId }) => ids.has(policyId) && ids.has(targetId));
  return { ...contents, attachments };
}

describe("loading everything", () => {
  for (const { name, share, rival } of [
    { name: "at half of AWS's rates", share: 0.5 },
    { name: "at all of AWS's rates", share: 1 },
    { name: "at half of them beside a client that takes 40 %", share: 0.5, rival: 0.4 },
  ]) {
    it(`is nearly as fast as AWS's rates allow, in the fewest requests, never throttled: ${name}`, async () => {
      const simulation = createSimulation({ contents: MIDDLE, share, ...(rival !== undefined && { rival }) });
      assertComplete(simulation, await simulation.load());
      const { structure, policies } = getMinimum(MIDDLE);
      const bound = getLowerBound([...structure, ...policies], share);
      const ratio = simulation.clock.now() / 1000 / bound;
      assert.ok(ratio <= 1.1, `${ratio.toFixed(3)} times the bound`);
      assert.equal(sum(simulation.getRequestCounts()), countRequests([...structure, ...policies]));
      assert.equal(simulation.countThrottles(), 0);
    });
  }

  it("knows the structure nearly as soon as AWS's rates allow", async () => {
    const simulation = createSimulation({ contents: MIDDLE, share: 0.5 });
    await simulation.load({ scope: "structure" });
    const { structure } = getMinimum(MIDDLE);
    const ratio = simulation.clock.now() / 1000 / getLowerBound(structure, 0.5);
    assert.ok(ratio <= 1.05, `${ratio.toFixed(3)} times the bound`);
    assert.equal(sum(simulation.getRequestCounts()), countRequests(structure));
  });

  it("has the roots and what lies directly in them within a second, whatever else is read", async () => {
    const { clock, store, load } = createSimulation({ contents: MIDDLE, share: 0.5 });
    const loading = load();
    const look = async () => {
      const [root] = await store.loadRoots();
      return store.loadChildren(root?.id ?? "");
    };
    const { organizationalUnits } = await clock.run(look());
    assert.ok(organizationalUnits.length > 0 && clock.now() <= 1_000, `${clock.now()} ms`);
    await loading;
  });

  it("asks for nothing twice", async () => {
    const simulation = createSimulation({ contents: SMALL });
    await simulation.load();
    const before = sum(simulation.getRequestCounts());
    await simulation.load();
    assert.equal(sum(simulation.getRequestCounts()), before);
  });

  it("fills in every list that a view asks for", async () => {
    const { store, load, getRequestCounts } = createSimulation({ contents: SMALL });
    await load();
    const before = sum(getRequestCounts());
    for (const target of store.getKnownTargets()) {
      const id = target.kind === "account" ? target.account.id : "";
      if (!id) continue;
      assert.equal(store.getState({ part: "attached", targetId: id, type: "SERVICE_CONTROL_POLICY" }).state, "loaded");
      assert.ok((store.getAttached(id, "SERVICE_CONTROL_POLICY") ?? []).length > 0);
    }
    for (const { id } of SMALL.organizationalUnits) await store.loadChildren(id);
    assert.equal(sum(getRequestCounts()), before);
  });

  it("asks the targets where they are fewer than the policies", async () => {
    const simulation = createSimulation({ contents: createFewTargets(), share: 1 });
    assertComplete(simulation, await simulation.load());
    const counts = simulation.getRequestCounts();
    assert.equal(counts.ListPoliciesForTarget, 6);
    assert.equal(counts.ListTargetsForPolicy, undefined);
  });

  it("goes parent by parent where accounts come without their places", async () => {
    const simulation = createSimulation({ contents: SMALL, withoutPaths: true });
    assertComplete(simulation, await simulation.load());
    assert.equal(simulation.getRequestCounts().ListAccounts, 1);
  });

  it("answers the screen before the rest", async () => {
    const { clock, store, load, pacing } = createSimulation({ contents: MIDDLE, share: 0.5 });
    const loading = load();
    await clock.run(clock.sleep(10_000));
    const waited = () => pacing.getCounts().find(({ operation }) => operation === "DescribePolicy")?.sent;
    assert.ok(waited());
    const began = clock.now();
    const last = MIDDLE.policies.findLast(({ type }) => type === "SERVICE_CONTROL_POLICY");
    await clock.run(store.loadPolicy(last?.id ?? ""));
    // One a second at half the rate: it goes next, after the one under way.
    assert.ok(clock.now() - began <= 2_000, `${clock.now() - began} ms`);
    await loading;
  });

  it("says honestly how long it will take", async () => {
    const { clock, load, pacing } = createSimulation({ contents: MIDDLE, share: 0.5 });
    const estimates: { readonly at: number; readonly seconds: number; readonly isAtLeast: boolean }[] = [];
    await load({
      onProgress(progress: LoadProgress) {
        estimates.push({ at: clock.now() / 1000, ...estimateRest(progress, pacing.getCounts(), 0.5) });
      },
    });
    const end = clock.now() / 1000;
    const certain = estimates.filter(({ isAtLeast }) => !isAtLeast);
    assert.ok(certain.length > 100);
    for (const { at, seconds } of certain) {
      const left = end - at;
      assert.ok(Math.abs(seconds - left) <= Math.max(4, left * 0.2), `${seconds} s told, ${left} s left`);
    }
  });

  describe("with faults", () => {
    const error = (name: string, rest: Partial<Extract<Fault["effect"], { kind: "error" }>> = {}) =>
      ({ kind: "error", name, ...rest }) as const;
    for (const { name, faults } of [
      { name: "a storm of throttling", faults: [{ times: 60, effect: error("TooManyRequestsException") }] },
      { name: "errors of the server", faults: [{ times: 30, effect: error("InternalFailure", { status: 500 }) }] },
      { name: "connections that break", faults: [{ times: 20, effect: { kind: "reset" } }] },
      { name: "answers that break off", faults: [{ times: 20, effect: { kind: "truncate" } }] },
      {
        name: "empty pages",
        faults: ["ListRoots", "ListAccounts", "ListChildren", "ListPolicies", "ListTargetsForPolicy"].map(
          (operation) => ({
            operation,
            times: 1,
            effect: { kind: "emptyPage" },
          }),
        ),
      },
      { name: "slow answers", faults: [{ times: 40, effect: { kind: "delay", milliseconds: 5_000 } }] },
    ] satisfies readonly { readonly name: string; readonly faults: readonly Fault[] }[]) {
      it(`ends with the server's state: ${name}`, async () => {
        const simulation = createSimulation({ contents: SMALL, share: 1, faults });
        assertComplete(simulation, await simulation.load());
      });
    }

    for (const operation of [
      "ListOrganizationalUnitsForParent",
      "ListPolicies",
      "ListTargetsForPolicy",
      "DescribePolicy",
    ]) {
      it(`reads the rest where one permission is missing, and names the gap: ${operation}`, async () => {
        const faults: readonly Fault[] = [{ operation, effect: error("AccessDeniedException") }];
        const simulation = createSimulation({ contents: SMALL, share: 1, faults });
        const { gaps, stopped } = await simulation.load();
        assert.equal(stopped, undefined);
        assert.deepEqual([...new Set(gaps.map((gap) => gap.operation))], [operation]);
        assert.ok((simulation.getRequestCounts()[operation] ?? 0) <= 8, "it is not asked again and again");
        const contents = toContents(simulation.store, "");
        assert.ok(contents?.gaps?.some((gap) => gap.operation === operation));
        assert.equal(contents?.accounts.length, 100);
      });
    }

    it("lists OUs where their ids may not be listed", async () => {
      const faults: readonly Fault[] = [{ operation: "ListChildren", effect: error("AccessDeniedException") }];
      const simulation = createSimulation({ contents: MIDDLE, share: 1, faults });
      assertComplete(simulation, await simulation.load());
    });

    it("asks the policies where the targets may not be asked, fewer as they are", async () => {
      const faults: readonly Fault[] = [{ operation: "ListPoliciesForTarget", effect: error("AccessDeniedException") }];
      const simulation = createSimulation({ contents: createFewTargets(), share: 1, faults });
      assertComplete(simulation, await simulation.load());
      assert.ok((simulation.getRequestCounts().ListPoliciesForTarget ?? 0) <= 8, "it is not asked again and again");
    });

    it("goes parent by parent where all accounts may not be listed", async () => {
      const faults: readonly Fault[] = [{ operation: "ListAccounts", effect: error("AccessDeniedException") }];
      const simulation = createSimulation({ contents: SMALL, share: 1, faults });
      assertComplete(simulation, await simulation.load());
    });

    it("stops when the sign-in expires, and goes on where it stood", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      const loading = simulation.load();
      await simulation.clock.run(simulation.clock.sleep(500));
      simulation.faults.set([{ effect: error("ExpiredTokenException") }]);
      assert.equal((await loading).stopped?.kind, "signedOut");
      const before = simulation.getRequestCounts().ListAccounts ?? 0;
      assert.ok(before > 5 && before < 20);
      simulation.faults.set([]);
      assertComplete(simulation, await simulation.load());
      const again = (simulation.getRequestCounts().ListAccounts ?? 0) - 20;
      assert.ok(again <= 2, `${again} pages were asked for again`);
    });

    it("goes on with the targets of FullAWSAccess where they broke off", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      const loading = simulation.load();
      await simulation.clock.run(simulation.clock.sleep(3_000));
      simulation.faults.set([{ effect: error("ExpiredTokenException") }]);
      assert.equal((await loading).stopped?.kind, "signedOut");
      simulation.faults.set([]);
      assertComplete(simulation, await simulation.load());
      const { structure, policies } = getMinimum(MIDDLE);
      const again = sum(simulation.getRequestCounts()) - countRequests([...structure, ...policies]);
      assert.ok(again <= 12, `${again} requests were sent again`);
    });

    it("begins a sweep again when its token is taken no more", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      const loading = simulation.load();
      await simulation.clock.run(simulation.clock.sleep(500));
      const effect = error("InvalidInputException", { reason: "INVALID_NEXT_TOKEN" });
      simulation.faults.set([{ operation: "ListAccounts", times: 1, effect }]);
      assertComplete(simulation, await loading);
      assert.ok((simulation.getRequestCounts().ListAccounts ?? 0) > 21);
    });

    it("sends nothing more once called off, and goes on when started again", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      const { clock, getRequestCounts } = simulation;
      const ended = new AbortController();
      const loading = simulation.load({ signal: ended.signal });
      await clock.run(clock.sleep(10_000));
      ended.abort();
      const { stopped } = await loading;
      assert.deepEqual([stopped?.kind, stopped?.reason], ["cancelled", CONNECTION_CLOSED]);
      assertComplete(simulation, await simulation.load());
      const { structure, policies } = getMinimum(MIDDLE);
      assert.ok(sum(getRequestCounts()) - countRequests([...structure, ...policies]) <= 5);
    });

    for (const { name, seconds } of [
      { name: "in the middle of the sweep over all accounts", seconds: 0.8 },
      { name: "once the structure was read", seconds: 12 },
      { name: "when only texts were missing", seconds: 60 },
    ]) {
      it(`goes on after a restart where it stood: ${name}`, async () => {
        const first = createSimulation({ contents: LARGE, share: 1 });
        const ended = new AbortController();
        const loading = first.load({ signal: ended.signal });
        await first.clock.run(first.clock.sleep(seconds * 1000));
        const kept = formatOrganizationFile(toContents(first.store, TAKEN_AT) ?? assert.fail());
        const before = sum(first.getRequestCounts());
        ended.abort();
        await loading;

        const second = createSimulation({ contents: LARGE, share: 1 });
        const read = parseOrganizationFile(kept);
        await second.store.resume("contents" in read ? read.contents : assert.fail(read.problem));
        assert.equal(second.store.getSeededAt(), undefined);
        let told: { readonly at: number; readonly seconds: number } | undefined;
        const onProgress = (progress: LoadProgress) => {
          const { seconds, isAtLeast } = estimateRest(progress, second.pacing.getCounts(), 1);
          // What is known already is gone through at once.
          if (!isAtLeast && second.clock.now() >= 1_000) told ??= { at: second.clock.now() / 1000, seconds };
        };
        assertComplete(second, await second.load({ onProgress }));
        const left = second.clock.now() / 1000 - (told?.at ?? second.clock.now() / 1000);
        assert.ok(
          Math.abs((told?.seconds ?? 0) - left) <= Math.max(5, left * 0.2),
          `${told?.seconds} s told, ${left} s`,
        );
        const { structure, policies } = getMinimum(LARGE);
        const twice = before + sum(second.getRequestCounts()) - countRequests([...structure, ...policies]);
        assert.ok(before > 20 && twice <= 16, `${before} requests before, ${twice} twice`);
      });
    }

    it("begins the sweep anew after a restart where its token is taken no more", async () => {
      const contents = { ...MIDDLE, takenAt: TAKEN_AT, nextTokens: { ListAccounts: "none of this server" } };
      const gaps = [{ operation: "ListAccounts", reason: "not read" }];
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      await simulation.store.resume({ ...contents, accounts: MIDDLE.accounts.slice(0, 100), gaps });
      assertComplete(simulation, await simulation.load());
    });

    const moveAccounts = async ({ clock, world }: Simulation) => {
      const units = MIDDLE.organizationalUnits;
      for (let n = 0; n < 20; n++) {
        await clock.run(clock.sleep(100));
        const account = world.getContents()?.accounts[1 + ((n * 37) % 390)];
        const destination = units[(n * 11) % units.length];
        if (!account || !destination || account.parentId === destination.id) continue;
        world.run("MoveAccount", {
          AccountId: account.id,
          SourceParentId: account.parentId,
          DestinationParentId: destination.id,
        });
      }
    };
    const getShown = ({ store }: Simulation) =>
      [...MIDDLE.roots, ...MIDDLE.organizationalUnits].flatMap(({ id }) => store.getChildren(id)?.accounts ?? []);

    it("loses and doubles no account that moves while it is listed", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1 });
      const loading = simulation.load();
      await moveAccounts(simulation);
      assert.deepEqual((await loading).gaps, []);
      const shown = getShown(simulation);
      assert.equal(shown.length, 400);
      assert.equal(new Set(shown.map(({ id }) => id)).size, 400);
      simulation.store.refresh();
      assertComplete(simulation, await simulation.load());
    });

    it("doubles no account that moves while parents are read one by one, and finds each the next time", async () => {
      const simulation = createSimulation({ contents: MIDDLE, share: 1, withoutPaths: true });
      const loading = simulation.load();
      await moveAccounts(simulation);
      assert.deepEqual((await loading).gaps, []);
      const shown = getShown(simulation);
      assert.equal(new Set(shown.map(({ id }) => id)).size, shown.length);
      simulation.store.refresh();
      assertComplete(simulation, await simulation.load());
    });
  });
});

import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import { numberSteps } from "../../../src/changes/plan";
import { getInterruptedRuns, getRemainder } from "../../../src/changes/runs";
import { settleRun } from "../../../src/changes/settleRun";
import type { Step } from "../../../src/changes/step";
import { getTakeBack } from "../../../src/changes/takeBack";
import { describeState } from "./state";
import {
  attach,
  createPlan,
  DENY_S3 as DENY,
  DEVELOPMENT,
  getStates,
  PRODUCTION,
  QUARANTINE,
  ROOT,
  runToEnd,
  SCP,
  TECH_CORP,
} from "./techCorp";
import { createWorld, type World } from "./world";

const WEB = TECH_CORP.accounts.find(({ name }) => name === "Web Services");

describe("a run of a plan, against the sandbox", () => {
  let world: World;
  let waits: number[];
  let before: object;
  beforeEach(async () => {
    waits = [];
    world = await createWorld(TECH_CORP, waits);
    before = describeState(world.getContents());
  });
  afterEach(() => world.close());

  const ended = (...args: [readonly Step[], Parameters<World["run"]>[1]?]) => runToEnd(world, ...args);

  /** Runs it, takes it back and compares; answers the state in between. */
  async function runThereAndBack(steps: readonly Step[]): Promise<object> {
    const { run } = await ended(steps);
    assert.deepEqual(new Set(getStates(run)), new Set(["done"]), JSON.stringify(run.steps));
    const there = describeState(world.getContents());
    assert.notDeepEqual(there, before);
    const { plan, lasting } = getTakeBack(run, new Date().toISOString(), "Take back");
    assert.deepEqual(lasting, []);
    assert.ok(plan);
    const back = await world.run(plan);
    assert.ok(back.state === "ended");
    assert.equal(back.how, "complete", JSON.stringify(back));
    assert.deepEqual(describeState(world.getContents()), before);
    return there;
  }

  describe("can be taken back", () => {
    const policy = { type: SCP, name: "DenyS3", description: "No S3", content: DENY, tags: { Owner: "me" } };

    it("when it creates a policy and attaches it where it creates an organizational unit", async () => {
      await runThereAndBack([
        { kind: "createPolicy", policy },
        { kind: "createOrganizationalUnit", parentId: PRODUCTION, name: "Pilot", tags: { Stage: "pilot" } },
        attach("new:2", "new:1"),
        { kind: "moveAccount", accountId: WEB!.id, from: PRODUCTION, to: "new:2" },
      ]);
    });

    it("when it changes, renames and describes a policy", async () => {
      const { id, name, description, content } = TECH_CORP.policies.find((one) => one.id === "p-denyroot01")!;
      await runThereAndBack([
        { kind: "updatePolicy", policyId: id, from: { content }, to: { content: DENY } },
        {
          kind: "updatePolicy",
          policyId: id,
          from: { name, description },
          to: { name: "Other", description: "Other words" },
        },
      ]);
    });

    it("when it deletes a policy with its attachments, which come back under a new id", async () => {
      const one = TECH_CORP.policies.find(({ id }) => id === "p-denyroot01")!;
      const targets = TECH_CORP.attachments.filter(({ policyId }) => policyId === one.id);
      assert.ok(targets.length > 1);
      const { type, name, description, content } = one;
      await runThereAndBack([
        ...targets.map(
          ({ targetId }): Step => ({
            kind: "detachPolicy",
            policyId: one.id,
            policyType: type,
            targetId,
          }),
        ),
        {
          kind: "deletePolicy",
          policyId: one.id,
          was: { type, name, description, content, tags: TECH_CORP.tags[one.id] ?? {} },
        },
      ]);
      assert.ok(!world.getContents().policies.some(({ id }) => id === one.id));
    });

    it("when it switches SCPs off, which loses all attachments", async () => {
      const types = new Map(TECH_CORP.policies.map(({ id, type }) => [id, type]));
      const there = await runThereAndBack([
        {
          kind: "disablePolicyType",
          rootId: ROOT,
          policyType: SCP,
          attachments: TECH_CORP.attachments.filter(({ policyId }) => types.get(policyId) === SCP),
          targetIds: [...TECH_CORP.roots, ...TECH_CORP.organizationalUnits, ...TECH_CORP.accounts].map(({ id }) => id),
        },
      ]);
      assert.doesNotMatch(JSON.stringify(there), /FullAWSAccess on/);
    });

    it("when it renames and deletes organizational units", async () => {
      const { run } = await ended([
        { kind: "createOrganizationalUnit", parentId: ROOT, name: "Sandbox", tags: { A: "1" } },
        attach("new:1"),
      ]);
      const unit = run.steps[0]?.record;
      assert.ok(unit?.state === "done" && unit.created);
      before = describeState(world.getContents());
      await runThereAndBack([
        { kind: "updateOrganizationalUnit", organizationalUnitId: PRODUCTION, from: "Production", to: "Prod" },
        {
          kind: "deleteOrganizationalUnit",
          organizationalUnitId: unit.created,
          was: {
            parentId: ROOT,
            name: "Sandbox",
            tags: { A: "1" },
            attachments: [
              { policyId: "p-FullAWSAccess", policyType: SCP },
              { policyId: QUARANTINE, policyType: SCP },
            ],
          },
        },
      ]);
    });

    it("when it sets, changes and removes tags, whatever the keys are called", async () => {
      const tags = TECH_CORP.tags[WEB!.id] ?? {};
      const [first = "", second = ""] = Object.keys(tags);
      await runThereAndBack([
        {
          kind: "tagResource",
          resourceId: WEB!.id,
          tags: { [first]: "other", constructor: "new" },
          was: { [first]: tags[first] ?? "" },
        },
        { kind: "untagResource", resourceId: WEB!.id, was: { [second]: tags[second] ?? "" } },
      ]);
    });

    it("when it delegates", async () => {
      const servicePrincipal = "access-analyzer.amazonaws.com";
      await runThereAndBack([
        { kind: "enableAWSServiceAccess", servicePrincipal },
        { kind: "registerDelegatedAdministrator", accountId: WEB!.id, servicePrincipal },
        { kind: "putResourcePolicy", to: DENY },
        { kind: "putResourcePolicy", from: DENY, to: `${DENY} ` },
      ]);
    });

    it("when it renames an account", async () => {
      const { masterAccountId } = TECH_CORP.organization;
      const own = TECH_CORP.accounts.find(({ id }) => id === masterAccountId);
      await runThereAndBack([
        { kind: "putAccountName", accountId: WEB!.id, from: WEB!.name, to: "Web" },
        { kind: "putAccountName", accountId: masterAccountId, from: own!.name, to: "Payer" },
      ]);
    });

    it("when it invites an account", async () => {
      await runThereAndBack([
        {
          kind: "inviteAccountToOrganization",
          target: { type: "EMAIL", id: "aws+new@example.com" },
          notes: "Welcome",
          tags: {},
        },
      ]);
    });
  });

  it("creates an account, follows it until it is there, and says that this stays", async () => {
    const email = "aws+pilot@example.com";
    const { run, how } = await ended(
      [
        { kind: "createAccount", email, name: "Pilot", tags: { Stage: "pilot" } },
        { kind: "moveAccount", accountId: "new:1", from: ROOT, to: DEVELOPMENT },
      ],
      {},
    );
    assert.equal(how, "complete", JSON.stringify(run.steps));
    assert.equal(world.getContents().accounts.find((one) => one.email === email)?.parentId, DEVELOPMENT);
    const { plan, lasting } = getTakeBack(run, new Date().toISOString(), "Take back");
    assert.deepEqual(
      lasting.map(({ step }) => step.kind),
      ["createAccount"],
    );
    assert.deepEqual(
      plan?.steps.map(({ step }) => step.kind),
      ["moveAccount"],
    );
  });

  it("closes and removes accounts, and says that this stays", async () => {
    const [first, second] = TECH_CORP.accounts.filter(({ parentId }) => parentId === DEVELOPMENT);
    const { run } = await ended([
      { kind: "closeAccount", accountId: first!.id },
      { kind: "closeAccount", accountId: first!.id },
      { kind: "removeAccountFromOrganization", accountId: second!.id },
    ]);
    assert.deepEqual(getStates(run), ["done", "alreadySo", "done"]);
    const accounts = world.getContents().accounts;
    assert.equal(accounts.find(({ id }) => id === first!.id)?.state, "PENDING_CLOSURE");
    assert.equal(
      accounts.find(({ id }) => id === second!.id),
      undefined,
    );
    const { plan, lasting } = getTakeBack(run, "", "Take back");
    assert.deepEqual([plan, lasting.length], [undefined, 2]);
  });

  it("tells the reason of an account that AWS did not create", async () => {
    const { run } = await ended([
      { kind: "createAccount", email: WEB!.email, name: "Twice", tags: {} },
      { kind: "moveAccount", accountId: "new:1", from: ROOT, to: DEVELOPMENT },
    ]);
    const [created, moved] = run.steps;
    assert.ok(created?.record?.state === "failed");
    assert.equal(created.record.error.message, "EMAIL_ALREADY_EXISTS");
    assert.equal(moved?.record, undefined);
  });

  it("does nothing that is so already, and does not take that back", async () => {
    const { run } = await ended([attach(ROOT, "p-FullAWSAccess"), attach(PRODUCTION)]);
    assert.deepEqual(getStates(run), ["alreadySo", "done"]);
    assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 1);
    const { plan } = getTakeBack(run, "", "Take back");
    assert.equal(plan?.steps.length, 1);
  });

  it("stops where somebody else changed the same", async () => {
    const policyId = "p-denyroot01";
    const step: Step = { kind: "updatePolicy", policyId, from: { content: "{}" }, to: { content: DENY } };
    const { run, how } = await ended([step, attach(PRODUCTION)]);
    assert.equal(how, "stopped");
    assert.deepEqual(getStates(run), ["conflict", "notRun"]);
    assert.equal(world.sandbox.getRequestCounts().UpdatePolicy, undefined);
  });

  describe("sends nothing", () => {
    afterEach(() => {
      assert.equal(world.sandbox.getRequestCounts().AttachPolicy, undefined);
      assert.deepEqual(describeState(world.getContents()), before);
    });

    it("as another caller than the one who confirmed", async () => {
      const caller = { accountId: "111111111111", arn: "arn:aws:iam::111111111111:user/other", userId: "X" };
      const result = await world.run(createPlan([attach(PRODUCTION)]), { caller });
      assert.equal(result.state === "refused" && result.reason, "caller");
    });

    it("as another caller than the one who planned it", async () => {
      const plan = { ...createPlan([attach(PRODUCTION)]), callerArn: "arn:aws:iam::100200300400:user/somebody" };
      const result = await world.run(plan);
      assert.ok(result.state === "refused" && result.reason === "caller", JSON.stringify(result));
    });

    it("for no organization, unless it is about getting one", async () => {
      const result = await world.run({ ...createPlan([attach(PRODUCTION)]), organizationId: "" });
      assert.equal(result.state === "refused" && result.reason, "organization");
    });

    it("to another organization", async () => {
      const result = await world.run({ ...createPlan([attach(PRODUCTION)]), organizationId: "o-another0000" });
      assert.equal(result.state === "refused" && result.reason, "organization");
    });

    it("while another window runs a plan", async () => {
      const held = await world.ports.lock.acquire(TECH_CORP.organization.id);
      assert.ok("release" in held);
      const result = await world.run(createPlan([attach(PRODUCTION)]));
      assert.ok(result.state === "refused");
      assert.equal(result.reason, "locked");
      assert.match(result.found, /process \d+ on /);
      await held.release();
    });

    it("when the journal cannot be written", async () => {
      if (process.getuid?.() === 0) {
        const journal = { ...world.ports.journal, append: () => Promise.reject(new Error("ENOSPC: no space left")) };
        const result = await world.run(createPlan([attach(PRODUCTION)]), {}, { journal });
        assert.ok(result.state === "refused");
        assert.match(result.found, /ENOSPC/);
        return;
      }
      await chmod(world.folder, 0o500);
      const result = await world.run(createPlan([attach(PRODUCTION)]));
      await chmod(world.folder, 0o700);
      assert.equal(result.state === "refused" && result.reason, "journal");
    });
  });

  it("stops after the write whose outcome could not be recorded, and says so", async () => {
    let lines = 0;
    const { journal } = world.ports;
    const full = {
      ...journal,
      append: (...args: Parameters<typeof journal.append>) =>
        ++lines === 3 ? Promise.reject(new Error("ENOSPC")) : journal.append(...args),
    };
    const result = await world.run(createPlan([attach(PRODUCTION), attach(DEVELOPMENT)]), {}, { journal: full });
    assert.ok(result.state === "ended");
    assert.equal(result.journalError, "ENOSPC");
    assert.deepEqual(getStates(result.run), ["done", "notRun"]);
    assert.equal(world.sandbox.getRequestCounts().AttachPolicy, 1);
    const [interrupted] = getInterruptedRuns(await world.readRuns());
    assert.ok(interrupted);
    assert.deepEqual(getStates(await settleRun(interrupted, world.ports)), ["done", "notRun"]);
  });

  it("halts between waves until told to go on, and asks again who it is", async () => {
    const [first, second] = numberSteps([attach(PRODUCTION), attach(DEVELOPMENT)]);
    const plan = { ...createPlan([]), steps: [first!, { ...second!, wave: 1 }] };
    const halted = await world.run(plan, { onWave: async () => false });
    assert.ok(halted.state === "ended");
    assert.deepEqual([halted.how, ...getStates(halted.run)], ["stopped", "done", "notRun"]);
    const rest = getRemainder(halted.run, new Date().toISOString());
    const finished = await world.run(rest!);
    assert.ok(finished.state === "ended");
    assert.equal(finished.how, "complete");

    let arn: string | undefined;
    const { reads } = world.ports;
    const getCallerIdentity = async () => ({ ...(await reads.getCallerIdentity()), ...(arn !== undefined && { arn }) });
    const onWave = async () => {
      arn = "arn:aws:iam::100200300400:user/somebody-else";
      return true;
    };
    const waves = [attach(PRODUCTION), attach(WEB!.id)].map((step, wave) => ({ id: String(wave + 1), step, wave }));
    const other = await world.run(
      { ...createPlan([]), steps: waves },
      { onWave },
      { reads: { ...reads, getCallerIdentity } },
    );
    assert.ok(other.state === "ended");
    assert.deepEqual([other.how, other.halted], ["stopped", { reason: "caller", found: arn }]);
    assert.deepEqual(getStates(other.run), ["alreadySo", "notRun"]);
  });

  it("keeps in step with AWS however many steps there are", async () => {
    const steps = Array.from({ length: 1500 }, (): Step => ({ kind: "enableAllFeatures" }));
    const journal = { ...world.ports.journal, append: async () => undefined };
    const describeOrganization = async () => TECH_CORP.organization;
    const reads = { ...world.ports.reads, describeOrganization };
    const started = performance.now();
    const result = await world.run(createPlan(steps), {}, { journal, reads });
    const taken = performance.now() - started;
    assert.ok(result.state === "ended" && result.how === "complete");
    assert.ok(taken < 10_000, `${taken} ms for nothing`);
  });

  it("can be cancelled between two steps", async () => {
    let sent = 0;
    const { run, how } = await ended([attach(PRODUCTION), attach(DEVELOPMENT)], {
      onProgress: (_planned, record) => void (record && sent++),
      isCancelled: () => sent > 0,
    });
    assert.equal(how, "cancelled");
    assert.deepEqual(getStates(run), ["done", "notRun"]);
  });
});

import assert from "node:assert/strict";
import type { Step } from "../../../src/changes/step";
import { fillInLosses, getTakeBack, getUnknownLosses } from "../../../src/changes/takeBack";
import { describeState } from "./state";
import { attach, createPlan, DENY_S3, getStates, QUARANTINE, ROOT, runToEnd, SCP, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

const BACKUP = "BACKUP_POLICY";
const FULL = "p-FullAWSAccess";
const UNIT: Step = { kind: "createOrganizationalUnit", parentId: ROOT, name: "Pilot", tags: { Stage: "pilot" } };

describe("what was changed since a plan was made", () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
  });
  afterEach(() => world.close());

  const run = async (...steps: readonly Step[]) => (await runToEnd(world, steps)).run;

  async function getConflict(step: Step): Promise<string | undefined> {
    const [done] = (await run(step)).steps;
    return done?.record?.state === "conflict" ? done.record.found : undefined;
  }

  it("is no policy of the plan's where it bears the same name, unless it says the same", async () => {
    const policy = { type: SCP, name: "Deny S3", description: "", content: DENY_S3, tags: {} };
    const plan = [{ kind: "createPolicy", policy }, attach(ROOT, "new:1")] as const;
    await run({ kind: "createPolicy", policy: { ...policy, content: DENY_S3.replace("s3", "sqs") } });
    const [theirs] = world.getContents().policies.filter(({ name }) => name === policy.name);
    const refused = await run(...plan);
    assert.deepEqual(getStates(refused), ["conflict", "notRun"]);
    assert.equal(world.sandbox.getRequestCounts().AttachPolicy, undefined);
    await world.ports.writes.updatePolicy(theirs?.id ?? "", { content: DENY_S3 });
    assert.deepEqual(getStates(await run(...plan)), ["alreadySo", "done"]);
    assert.ok(world.getContents().attachments.some((one) => one.policyId === theirs?.id && one.targetId === ROOT));
  });

  describe("is not lost with an organizational unit", () => {
    let id: string;
    let remove: Step;
    beforeEach(async () => {
      const [created] = (await run(UNIT)).steps;
      assert.ok(created?.record?.state === "done" && created.record.created);
      id = created.record.created;
      const attachments = [{ policyId: FULL, policyType: SCP }];
      const was = { parentId: ROOT, name: "Pilot", tags: { Stage: "pilot" }, attachments };
      remove = { kind: "deleteOrganizationalUnit", organizationalUnitId: id, was };
    });

    it("that was renamed", async () => {
      await run({ kind: "updateOrganizationalUnit", organizationalUnitId: id, from: "Pilot", to: "Live" });
      assert.match((await getConflict(remove)) ?? "", /named Live/);
    });

    it("that a policy was attached to", async () => {
      await run(attach(id));
      assert.match((await getConflict(remove)) ?? "", /QuarantineAccount attached/);
    });

    it("that a policy was detached from", async () => {
      await run(attach(id), { kind: "detachPolicy", policyId: FULL, policyType: SCP, targetId: id });
      const attachments = [FULL, QUARANTINE].map((policyId) => ({ policyId, policyType: SCP }));
      assert.ok(remove.kind === "deleteOrganizationalUnit");
      assert.match(
        (await getConflict({ ...remove, was: { ...remove.was, attachments } })) ?? "",
        /FullAWSAccess detached/,
      );
    });

    it("that has other tags", async () => {
      await run({ kind: "tagResource", resourceId: id, tags: { Owner: "me" }, was: {} });
      assert.match((await getConflict(remove)) ?? "", /tags/);
    });

    it("and what is as it was is deleted", async () => assert.equal(await getConflict(remove), undefined));
  });

  it("is not lost with the tags of a policy", async () => {
    const policy = { type: SCP, name: "DenyS3", description: "", content: DENY_S3, tags: {} };
    const created = await run({ kind: "createPolicy", policy });
    const [step] = getTakeBack(created, "", "Take back").plan?.steps ?? [];
    assert.ok(step?.step.kind === "deletePolicy");
    await run({ kind: "tagResource", resourceId: step.step.policyId, tags: { Owner: "me" }, was: {} });
    assert.match((await getConflict(step.step)) ?? "", /tags/);
  });

  describe("when a policy type was enabled", () => {
    const policies = TECH_CORP.policies.filter(({ type }) => type === BACKUP);
    const held = TECH_CORP.attachments.filter(({ policyId }) => policies.some(({ id }) => id === policyId));
    const off: Step = {
      ...{ kind: "disablePolicyType", rootId: ROOT, policyType: BACKUP, attachments: held, targetIds: [ROOT] },
    };
    const on: Step = { kind: "enablePolicyType", rootId: ROOT, policyType: BACKUP };

    it("stops what would switch it off without knowing of an attachment", async () => {
      assert.ok(held.length > 0);
      assert.match((await getConflict({ ...off, attachments: held.slice(1) })) ?? "", /made since/);
      const [more] = policies;
      const gone = { policyId: more?.id ?? "", targetId: ROOT };
      assert.match((await getConflict({ ...off, attachments: [...held, gone] })) ?? "", /removed since/);
    });

    it("is known to the plan that takes it back, and comes back when that is taken back", async () => {
      await run(off);
      const enabled = await run(
        on,
        ...held.map(
          ({ policyId, targetId }): Step => ({
            ...{ kind: "attachPolicy", policyType: BACKUP, policyId, targetId },
          }),
        ),
      );
      const before = describeState(world.getContents());
      const { plan } = getTakeBack({ ...enabled, steps: enabled.steps.slice(0, 1) }, "", "Take back");
      assert.ok(plan);
      assert.deepEqual(getUnknownLosses(plan), [BACKUP]);
      const lost = fillInLosses(plan, BACKUP, { attachments: held, targetIds: [ROOT] });
      assert.deepEqual(getUnknownLosses(lost), []);
      const undone = await run(...lost.steps.map(({ step }) => step));
      assert.deepEqual(getStates(undone), ["done"]);
      assert.notDeepEqual(describeState(world.getContents()), before);
      const again = getTakeBack(undone, "", "Take back").plan;
      await run(...(again?.steps.map(({ step }) => step) ?? []));
      assert.deepEqual(describeState(world.getContents()), before);
    });
  });

  describe("of a delegation policy", () => {
    const put: Step = { kind: "putResourcePolicy", to: DENY_S3, tags: { Owner: "me" } };

    async function getTags(): Promise<object | undefined> {
      const found = await world.aws.changeReads.findResourcePolicy();
      return found && world.aws.changeReads.listTags(found.id);
    }

    it("comes back with its tags when it was deleted", async () => {
      await run(put);
      assert.deepEqual(await getTags(), { Owner: "me" });
      const deleted = await run({ kind: "deleteResourcePolicy", was: DENY_S3, tags: { Owner: "me" } });
      assert.equal(await getTags(), undefined);
      const { plan } = getTakeBack(deleted, "", "Take back");
      assert.ok(plan);
      await world.run({ ...createPlan([]), steps: plan.steps });
      assert.deepEqual(await getTags(), { Owner: "me" });
    });

    it("are tags that are not lost with it", async () => {
      await run(put);
      assert.match((await getConflict({ kind: "deleteResourcePolicy", was: DENY_S3, tags: {} })) ?? "", /tags/);
    });
  });
});

import assert from "node:assert/strict";
import type { Change } from "../../../src/changes/change";
import type { ChangeReader, ChangeRecord, PolicyWriter } from "../../../src/changes/ports";
import { type ChangeContext, runChange } from "../../../src/changes/run";
import { ANSWER_LOST, OrganizationError } from "../../../src/organization/errors";
import type { Policy } from "../../../src/organization/model";

const POLICY = "p-examplepolicy1";
const TARGET = "222222222222";
const ORGANIZATION = "o-exampleorgid";
const CALLER = {
  accountId: "111111111111",
  arn: "arn:aws:sts::111111111111:assumed-role/Admin/session-1",
  userId: "AROAEXAMPLE:session-1",
};
const ATTACH: Change = { kind: "attach", policyId: POLICY, targetId: TARGET };
const DETACH: Change = { kind: "detach", policyId: POLICY, targetId: TARGET };
const UPDATE: Change = { kind: "update", policyId: POLICY, from: "{ }", to: "{}" };
const FAILURE = new OrganizationError("unavailable", "AWS failed");
const LOST = new OrganizationError("unavailable", "cut", { reason: ANSWER_LOST });

/** An organization of one policy and one target, with a log of what happens in which order. */
function createWorld() {
  const world = {
    content: "{ }",
    attached: ["p-FullAWSAccess"],
    caller: CALLER,
    organizationId: ORGANIZATION,
    log: [] as string[],
    records: [] as ChangeRecord[],
    failAppend: undefined as ((record: ChangeRecord) => boolean) | undefined,
    /** Called for each write: before it takes effect, or instead of it when it throws. */
    before: () => {},
    after: () => {},
    failReads: false,
  };
  const read = () => {
    if (world.failReads) throw new OrganizationError("offline", "no network");
  };
  const write = (name: string, effect: () => void) => {
    world.log.push(name);
    world.before();
    effect();
    world.after();
  };
  const summary = {
    id: POLICY,
    arn: "",
    name: "Deny leaving",
    description: "",
    type: "SERVICE_CONTROL_POLICY",
    awsManaged: false,
  };
  const reader: ChangeReader = {
    getCallerIdentity: async () => world.caller,
    describeOrganization: async () => ({
      id: world.organizationId,
      arn: "",
      featureSet: "ALL",
      masterAccountId: "111111111111",
      masterAccountArn: "",
      masterAccountEmail: "",
    }),
    async describePolicy(): Promise<Policy> {
      read();
      return { ...summary, content: world.content };
    },
    async *listPoliciesForTarget() {
      read();
      for (const id of world.attached) yield { ...summary, id };
    },
  };
  const writer: PolicyWriter = {
    attachPolicy: async (policyId) => write("attach", () => world.attached.push(policyId)),
    detachPolicy: async (policyId) =>
      write("detach", () => {
        world.attached = world.attached.filter((id) => id !== policyId);
      }),
    updatePolicyContent: async (_policyId, content) =>
      write("update", () => {
        world.content = content;
      }),
  };
  const context: ChangeContext = {
    reader,
    writer,
    journal: {
      async append(record) {
        if (world.failAppend?.(record)) throw new Error("disk full");
        world.log.push(record.state);
        world.records.push(record);
      },
      read: async () => world.records,
    },
    now: () => "2026-11-24T10:00:00.000Z",
    caller: CALLER,
    organizationId: ORGANIZATION,
  };
  return { world, context };
}

describe("running a change", () => {
  it("records what was before, then writes, then records the outcome", async () => {
    const { world, context } = createWorld();
    const outcome = await runChange(ATTACH, context);
    assert.equal(outcome.state, "done");
    assert.deepEqual(world.log, ["intended", "attach", "done"]);
    assert.deepEqual(world.records[0]?.attachedBefore, ["p-FullAWSAccess"]);
    assert.deepEqual(world.attached, ["p-FullAWSAccess", POLICY]);
    assert.equal(world.records[0]?.id, world.records[1]?.id);
  });

  it("keeps the prior text to the byte", async () => {
    const { world, context } = createWorld();
    await runChange(UPDATE, context);
    const change = world.records[0]?.change;
    assert.equal(change?.kind === "update" && change.from, "{ }");
    assert.equal(world.content, "{}");
  });

  it("names the change that it takes back", async () => {
    const { world, context } = createWorld();
    await runChange(ATTACH, { ...context, undoes: "earlier" });
    assert.equal(world.records[1]?.undoes, "earlier");
  });

  it("sends nothing that it cannot record", async () => {
    const { world, context } = createWorld();
    world.failAppend = () => true;
    assert.deepEqual(await runChange(ATTACH, context), { state: "refused", reason: "journal", found: "disk full" });
    assert.deepEqual(world.log, []);
  });

  it("tells that the outcome could not be recorded", async () => {
    const { world, context } = createWorld();
    world.failAppend = (record) => record.state === "done";
    const outcome = await runChange(ATTACH, context);
    assert.equal(outcome.state === "done" && outcome.journalError instanceof Error, true);
  });

  it("sends nothing when somebody else is signed in now", async () => {
    const { world, context } = createWorld();
    const arn = "arn:aws:sts::111111111111:assumed-role/ReadOnly/session-1";
    world.caller = { ...CALLER, arn };
    assert.deepEqual(await runChange(ATTACH, context), { state: "refused", reason: "caller", found: arn });
    assert.deepEqual(world.log, []);
  });

  it("takes renewed credentials of the same role for the same caller", async () => {
    const { world, context } = createWorld();
    world.caller = { ...CALLER, arn: "arn:aws:sts::111111111111:assumed-role/Admin/session-2" };
    assert.equal((await runChange(ATTACH, context)).state, "done");
  });

  it("sends nothing to another organization", async () => {
    const { world, context } = createWorld();
    world.organizationId = "o-otherorgid00";
    assert.deepEqual(await runChange(ATTACH, context), {
      state: "refused",
      reason: "organization",
      found: "o-otherorgid00",
    });
    assert.deepEqual(world.log, []);
  });

  it("does not ask again who is signed in for the later changes of a plan", async () => {
    const { world, context } = createWorld();
    world.organizationId = "o-otherorgid00";
    assert.equal((await runChange(ATTACH, { ...context, isVerified: true })).state, "done");
  });

  it("does not overwrite a text that changed meanwhile, even by white space", async () => {
    const { world, context } = createWorld();
    world.content = "{  }";
    assert.deepEqual(await runChange(UPDATE, context), { state: "conflict", current: "{  }" });
    assert.deepEqual(world.log, []);
  });

  for (const [name, change, attached] of [
    ["attaching what is attached", ATTACH, [POLICY]],
    ["detaching what is not", DETACH, []],
  ] as const) {
    it(`has nothing to do for ${name}`, async () => {
      const { world, context } = createWorld();
      world.attached = [...attached];
      assert.deepEqual(await runChange(change, context), { state: "alreadySo" });
      assert.deepEqual(world.log, []);
    });
  }

  it("sends once, and tells AWS's refusal", async () => {
    const { world, context } = createWorld();
    world.before = () => {
      throw new OrganizationError("limit", "You have attached the maximum number of policies");
    };
    const outcome = await runChange(ATTACH, context);
    assert.equal(outcome.state === "failed" && outcome.error.kind, "limit");
    assert.deepEqual(world.log, ["intended", "attach", "failed"]);
  });

  it("takes an attachment that somebody else made just before for already so", async () => {
    const { world, context } = createWorld();
    world.before = () => {
      world.attached.push(POLICY);
      throw new OrganizationError("conflict", "duplicate", { awsName: "DuplicatePolicyAttachmentException" });
    };
    assert.deepEqual(await runChange(ATTACH, context), { state: "alreadySo" });
    assert.equal(world.records.at(-1)?.state, "failed");
  });

  describe("when the answer is lost", () => {
    for (const change of [ATTACH, UPDATE]) {
      it(`finds that the ${change.kind} took effect`, async () => {
        const { world, context } = createWorld();
        world.after = () => {
          throw LOST;
        };
        assert.equal((await runChange(change, context)).state, "done");
        assert.deepEqual(world.log, ["intended", change.kind, "done"]);
      });

      it(`does not take the ${change.kind} for failed that may be carried out yet`, async () => {
        const { world, context } = createWorld();
        world.before = () => {
          throw LOST;
        };
        assert.equal((await runChange(change, context)).state, "unknown");
        assert.deepEqual(world.log, ["intended", change.kind, "unknown"]);
      });
    }

    it("says unknown when nothing can be read either", async () => {
      const { world, context } = createWorld();
      world.after = () => {
        world.failReads = true;
        throw LOST;
      };
      const outcome = await runChange(ATTACH, context);
      assert.equal(outcome.state, "unknown");
      assert.deepEqual(world.log, ["intended", "attach", "unknown"]);
    });
  });

  it("finds that nothing happened when AWS answered with a failure of its own", async () => {
    const { world, context } = createWorld();
    world.before = () => {
      throw FAILURE;
    };
    assert.equal((await runChange(ATTACH, context)).state, "failed");
    assert.deepEqual(world.log, ["intended", "attach", "failed"]);
  });

  it("fails without sending when what is there cannot be read", async () => {
    const { world, context } = createWorld();
    world.failReads = true;
    const outcome = await runChange(ATTACH, context);
    assert.equal(outcome.state === "failed" && outcome.error.kind, "offline");
    assert.deepEqual(world.log, []);
  });
});

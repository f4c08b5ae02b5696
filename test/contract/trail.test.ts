import assert from "node:assert/strict";
import { connect } from "../../src/aws/main";
import type { AwsConnection } from "../../src/aws/types";
import { getTexts, loadHistory, type HistorySubject } from "../../src/editor/history/history";
import { formatReport } from "../../src/editor/history/report";
import { isOrganizationError } from "../../src/organization/errors";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox } from "../../src/sandbox/types";
import type { TrailEvent } from "../../src/organization/trail";
import { DENY_S3, SCP } from "./fixture";

const TECH_CORP = createTechCorp();
const POLICY = "p-quarantn1";
const ROOT = "r-tc01";
const PRODUCTION = "ou-tc01-prod4kx7";
const DEVELOPMENT = "ou-tc01-devl8m2q";
const WEB = "210987654321";
const NAMES: Readonly<Record<string, string>> = {
  [PRODUCTION]: "Production",
  [DEVELOPMENT]: "Dev_elopment",
  [WEB]: "Web",
};
const fill = (text: string, ...values: readonly (string | number)[]) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)]));

describe("who changed it, through the real SDK", () => {
  let sandbox: Sandbox;
  let aws: AwsConnection;

  const open = (started: Sandbox) => {
    const { endpoint, region, accessKeyId, secretAccessKey } = started;
    return connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
  };

  beforeEach(async () => {
    sandbox = await startSandbox({ contents: TECH_CORP });
    aws = open(sandbox);
  });
  afterEach(async () => {
    aws.dispose();
    await sandbox.close();
  });

  const load = (subject: HistorySubject) => loadHistory(subject, aws.trail);
  const getNames = (events: readonly TrailEvent[]) => events.map(({ name }) => name);
  const policy: HistorySubject = { kind: "policy", id: POLICY, type: SCP };

  function report(subject: HistorySubject, history: Awaited<ReturnType<typeof loadHistory>>) {
    const getName = (id: string) => NAMES[id] ?? id;
    const facts = { name: "It", id: subject.id, history, accountId: "1", askedAt: "2026-11-24", getName };
    return formatReport({ ...facts, formatTime: (at) => at.slice(0, 10) }, fill);
  }

  it("tells of a policy who did what to it, the newest first, and its texts", async () => {
    const { changeWrites: writes } = aws;
    await writes.updatePolicy(POLICY, { content: DENY_S3 });
    await writes.updatePolicy("p-denyroot01", { name: "Another" });
    await writes.attachPolicy(POLICY, PRODUCTION);
    await writes.updatePolicy(POLICY, { content: `${DENY_S3} ` });
    const history = await load(policy);
    assert.deepEqual(getNames(history.events).toSorted(), ["AttachPolicy", "UpdatePolicy", "UpdatePolicy"]);
    for (const { principal } of history.events) assert.match(principal, /^arn:aws:iam::\d{12}:user\/orgscope$/);
    const texts = [...getTexts(history).values()];
    assert.deepEqual(texts, [
      { before: undefined, after: DENY_S3 },
      { before: DENY_S3, after: `${DENY_S3} ` },
    ]);
    const { text, places } = report(policy, history);
    const lines = text.split("\n");
    assert.equal(places.size, 3);
    for (const line of places.values()) assert.match(lines[line] ?? "", /^## \d{4}-\d\d-\d\d · orgscope · /);
    assert.match(text, /attached to Production/);
  });

  it("does not count what AWS refused", async () => {
    await assert.rejects(aws.changeWrites.attachPolicy(POLICY, "ou-tc01-nowhere1"));
    const events: TrailEvent[] = [];
    for await (const event of aws.trail.lookUpEvents("AttachPolicy")) events.push(event);
    assert.deepEqual(
      events.map(({ errorCode }) => errorCode),
      ["TargetNotFoundException"],
    );
    assert.deepEqual((await load({ kind: "organizationalUnit", id: "ou-tc01-nowhere1" })).events, []);
  });

  it("tells of an account and of both OUs that it was moved", async () => {
    await aws.changeWrites.moveAccount(WEB, PRODUCTION, DEVELOPMENT);
    const expected: readonly (readonly [HistorySubject, RegExp])[] = [
      [{ kind: "account", id: WEB }, /moved from Production to Dev\\_elopment/],
      [{ kind: "organizationalUnit", id: PRODUCTION }, /Web moved away to Dev\\_elopment/],
      [{ kind: "organizationalUnit", id: DEVELOPMENT }, /Web moved in from Production/],
    ];
    for (const [subject, words] of expected) {
      const history = await load(subject);
      assert.deepEqual(getNames(history.events), ["MoveAccount"]);
      assert.match(report(subject, history).text, words);
    }
    assert.deepEqual((await load({ kind: "root", id: ROOT })).events, []);
  });

  it("tells that switching off its type detached a policy", async () => {
    await aws.changeWrites.disablePolicyType(ROOT, "BACKUP_POLICY");
    await aws.changeWrites.disablePolicyType(ROOT, SCP);
    assert.deepEqual(getNames((await load(policy)).events), ["DisablePolicyType"]);
  });

  it("tells who asked for an account, which only the answer names", async function () {
    this.timeout(10_000);
    const request = await aws.changeWrites.createAccount({
      ...{ kind: "createAccount", email: "aws+pilot@example.com", name: "Pilot", tags: {} },
    });
    await aws.changeWrites.createAccount({
      ...{ kind: "createAccount", email: "aws+other@example.com", name: "Other", tags: {} },
    });
    let id: string | undefined;
    while (id === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      id = (await aws.changeReads.describeAccountCreation(request)).accountId;
    }
    const { events } = await load({ kind: "account", id });
    assert.deepEqual(getNames(events), ["CreateAccount"]);
    assert.match(events[0]?.principal ?? "", /user\/orgscope$/);
  });

  it("reads every page, and knows after a restart what was done before", async () => {
    for (let count = 0; count < 60; count++) {
      await aws.changeWrites.updatePolicy(POLICY, { description: `${count}` });
    }
    assert.equal((await load(policy)).events.length, 60);
    assert.equal(sandbox.getRequestCounts().LookupEvents, 7);
    const again = await startSandbox({ contents: sandbox.getContents()! });
    const reconnected = open(again);
    assert.equal((await loadHistory(policy, reconnected.trail)).events.length, 60);
    reconnected.dispose();
    await again.close();
  });

  it("fails as denied where it may not be asked, and stops when it is called off", async () => {
    sandbox.setFaults([
      { operation: "LookupEvents", effect: { kind: "error", name: "AccessDeniedException", status: 400 } },
    ]);
    await assert.rejects(load(policy), (error) => isOrganizationError(error, "denied"));
    sandbox.setFaults([]);
    await assert.rejects(loadHistory(policy, aws.trail, AbortSignal.abort()), (error) =>
      isOrganizationError(error, "cancelled"),
    );
  });
});

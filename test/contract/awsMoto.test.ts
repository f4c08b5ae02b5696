/**
 * Against moto's server, an emulator that knows AWS Organizations in part. Before 5.2 it fills in neither `Paths` nor
 * `State`, knows no RCPs, and answers what it does not know in HTML or XML.
 */
import assert from "node:assert/strict";
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { connect } from "../../src/aws/main";
import type { AwsConnection } from "../../src/aws/types";
import { numberSteps } from "../../src/changes/plan";
import { runPlan } from "../../src/changes/runPlan";
import { createStore } from "../../src/organization/createStore";
import { isOrganizationError } from "../../src/organization/errors";
import { type Moto, startMoto } from "./moto";

const SCP = "SERVICE_CONTROL_POLICY";
const CONTENT = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*" }] }';

describe("the connection to AWS, against moto", () => {
  let moto: Moto | undefined;
  let aws: AwsConnection;
  let ids: { readonly root: string; readonly unit: string; readonly account: string; readonly policy: string };

  before(async function () {
    this.timeout(90_000);
    moto = await startMoto();
    const { endpoint, region, accessKeyId, secretAccessKey } = moto;
    const credentials = { accessKeyId, secretAccessKey };
    const client = new OrganizationsClient({ endpoint, region, credentials });
    await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    const root = (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? "";
    await client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: SCP })).catch(() => undefined);
    const { OrganizationalUnit } = await client.send(
      new CreateOrganizationalUnitCommand({ ParentId: root, Name: "Production" }),
    );
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: "Web Services", Email: "web@example.com" }),
    );
    const { Policy } = await client.send(
      new CreatePolicyCommand({ Name: "Deny EC2", Description: "", Type: SCP, Content: CONTENT }),
    );
    ids = {
      root,
      unit: OrganizationalUnit?.Id ?? "",
      account: CreateAccountStatus?.AccountId ?? "",
      policy: Policy?.PolicySummary?.Id ?? "",
    };
    await client.send(
      new MoveAccountCommand({ AccountId: ids.account, SourceParentId: root, DestinationParentId: ids.unit }),
    );
    client.destroy();
    aws = connect({ credentials: { kind: "static", ...credentials }, endpoint });
  });

  after(async () => {
    aws?.dispose();
    await moto?.stop();
  });

  it("browses", async () => {
    const store = createStore(aws.reader);
    const [root] = await store.loadRoots();
    assert.equal(root?.id, ids.root);
    assert.ok(store.getEnabledPolicyTypes().includes(SCP));
    const { organizationalUnits } = await store.loadChildren(ids.root);
    assert.deepEqual(
      organizationalUnits.map((unit) => unit.name),
      ["Production"],
    );
    const accounts = await store.loadAccounts();
    const account = accounts.find(({ id }) => id === ids.account);
    assert.equal(account?.parentId, ids.unit);
    assert.equal(account?.state, "ACTIVE");
    assert.equal(store.getAccountsBelow(ids.unit)?.length, 1);
    assert.ok((await store.loadPolicies(SCP)).some((policy) => policy.name === "Deny EC2"));
    assert.equal((await store.loadPolicy(ids.policy)).content, CONTENT);
    assert.ok((await store.loadAttached(ids.root, SCP)).some((policy) => policy.id === "p-FullAWSAccess"));
  });

  it("attaches, detaches and saves", async () => {
    const organization = await aws.reader.describeOrganization();
    const { policy: policyId, unit: targetId } = ids;
    const on = { policyId, policyType: SCP, targetId };
    const plan = {
      title: "Test",
      organizationId: organization.id,
      plannedAt: new Date().toISOString(),
      steps: numberSteps([
        { kind: "attachPolicy", ...on },
        { kind: "attachPolicy", ...on },
        { kind: "detachPolicy", ...on },
        { kind: "updatePolicy", policyId, from: { content: CONTENT }, to: { content: `${CONTENT}\n` } },
        { kind: "createOrganizationalUnit", parentId: targetId, name: "Pilot", tags: { Stage: "pilot" } },
        { kind: "moveAccount", accountId: ids.account, from: targetId, to: "new:5" },
      ]),
    };
    const result = await runPlan(
      plan,
      {
        reads: aws.changeReads,
        writes: aws.changeWrites,
        journal: { append: async () => undefined, read: async () => [], forget: async () => undefined },
        lock: { acquire: async () => ({ isHeld: async () => true, release: async () => undefined }) },
        now: () => new Date().toISOString(),
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      },
      { runId: "1", caller: await aws.caller.getCallerIdentity(), connection: "test" },
    );
    assert.ok(result.state === "ended", JSON.stringify(result));
    assert.deepEqual(
      result.run.steps.map(({ record }) => record?.state),
      ["done", "alreadySo", "done", "done", "done", "done"],
      JSON.stringify(result.run.steps),
    );
    assert.equal((await aws.reader.describePolicy(policyId)).content, `${CONTENT}\n`);
  });

  it("tells what is not there, and what moto does not offer, as errors of ours", async () => {
    await assert.rejects(aws.reader.describePolicy("p-nothing0001"), (error) => isOrganizationError(error));
    const results = await Promise.allSettled([
      aws.reader.describeEffectivePolicy(ids.account, "TAG_POLICY"),
      aws.reader.listTags(ids.account),
      aws.reader.listHandshakes()[Symbol.asyncIterator]().next(),
      aws.reader.listDelegatedServices(ids.account)[Symbol.asyncIterator]().next(),
      aws.reader.listPolicies("RESOURCE_CONTROL_POLICY")[Symbol.asyncIterator]().next(),
    ]);
    for (const result of results) {
      if (result.status === "rejected") assert.ok(isOrganizationError(result.reason), String(result.reason));
    }
  });
});

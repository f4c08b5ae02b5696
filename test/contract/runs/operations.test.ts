import assert from "node:assert/strict";
import { connect } from "../../../src/aws/main";
import type { Step } from "../../../src/changes/step";
import { getTakeBack } from "../../../src/changes/takeBack";
import { loadDeleteSteps, loadReplaceSteps } from "../../../src/editor/operations/policySteps";
import { loadDeleteUnitSteps, loadUnitTree } from "../../../src/editor/operations/structureSteps";
import { loadUnitSteps, UNIT_TEMPLATES } from "../../../src/editor/operations/unitTemplates";
import { getAccountSteps, getKnownPlaces, parseAccountRows } from "../../../src/engine/accountRows";
import { createStore } from "../../../src/organization/createStore";
import type { OrganizationStore } from "../../../src/organization/store";
import { startSandbox } from "../../../src/sandbox/main";
import { describeState } from "./state";
import { getStates, PRODUCTION, ROOT, runToEnd, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

describe("what operations plan, against the sandbox", () => {
  let world: World;
  let store: OrganizationStore;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
    store = createStore(world.aws.reader);
    await Promise.all([store.loadOrganization(), store.loadRoots()]);
  });
  afterEach(async () => {
    store.dispose();
    await world.close();
  });

  async function runThereAndBack(steps: readonly Step[]): Promise<void> {
    const before = describeState(world.getContents());
    const { run } = await runToEnd(world, steps);
    assert.deepEqual(new Set(getStates(run)), new Set(["done"]), JSON.stringify(run.steps));
    const { plan } = getTakeBack(run, new Date().toISOString(), "Take back");
    assert.ok(plan);
    const back = await world.run(plan);
    assert.ok(back.state === "ended");
    assert.equal(back.how, "complete", JSON.stringify(back));
    assert.deepEqual(describeState(world.getContents()), before);
  }

  it("deletes policies wherever they are attached, and brings them back", async () =>
    runThereAndBack(await loadDeleteSteps(store, ["p-denyroot01", "p-regionseu1"])));

  it("replaces a policy everywhere, and back", async () => {
    const policy = await store.loadPolicy("p-denyroot01");
    await runThereAndBack(await loadReplaceSteps(store, policy, "p-quarantn1", new Date().toISOString()));
  });

  it("deletes an OU whose accounts move up, and brings it back with all that was on it", async () => {
    const { organizationalUnits } = await store.loadChildren(ROOT);
    const unit = organizationalUnits.find(({ id }) => id === PRODUCTION);
    assert.ok(unit);
    await runThereAndBack(await loadDeleteUnitSteps(store, await loadUnitTree(store, unit), ROOT));
  });

  it("creates OUs of a template, the ones below the others, and back", async () => {
    const template = UNIT_TEMPLATES.find(({ id }) => id === "recommended");
    assert.ok(template);
    await runThereAndBack(await loadUnitSteps(store, PRODUCTION, template.units));
  });

  it("creates accounts of a CSV file, each in its OU", async () => {
    const text = "name,email,ou\nPilot One,one@example.com,Root/Production\nPilot Two,two@example.com,\n";
    const { rows, problems } = parseAccountRows(text, getKnownPlaces(TECH_CORP), String);
    assert.deepEqual(problems, []);
    const { run } = await runToEnd(world, getAccountSteps(rows, ROOT));
    assert.deepEqual(getStates(run), ["done", "done", "done"], JSON.stringify(run.steps));
    const { accounts } = world.getContents();
    assert.equal(accounts.find(({ name }) => name === "Pilot One")?.parentId, PRODUCTION);
    assert.equal(accounts.find(({ name }) => name === "Pilot Two")?.parentId, ROOT);
  });
});

describe("an account that was invited", () => {
  it("reads what it was sent", async () => {
    const [invitation] = TECH_CORP.handshakes ?? [];
    const party = invitation?.parties.find(({ type }) => type !== "ORGANIZATION");
    assert.ok(invitation && party);
    const sandbox = await startSandbox({ contents: TECH_CORP, callerAccountId: party.id });
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
    const aws = connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
    const received: string[] = [];
    for await (const { id } of aws.changeReads.listReceivedHandshakes()) received.push(id);
    aws.dispose();
    await sandbox.close();
    assert.deepEqual(received, [invitation.id]);
  });
});

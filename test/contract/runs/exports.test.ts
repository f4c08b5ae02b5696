import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { exportAwsScript } from "../../../src/changes/exports/awsScript";
import { OrganizationDraft } from "../../../src/changes/organizationDraft";
import type { Step } from "../../../src/changes/step";
import { describeState } from "./state";
import { attach, createPlan, DENY_S3, PRODUCTION, QUARANTINE, ROOT, SCP, TECH_CORP } from "./techCorp";
import { createWorld, type World } from "./world";

/** What a shell, the command line's `file://` and `@`, or a sheet could take for more than a text. */
const HOSTILE = [
  `it's "quoted" \`whoami\` $(touch hacked) $HOME ; touch hacked`,
  "two\nlines\r\nand\ttabs\u2028",
  "--name",
  "=1+1",
  "file:///etc/passwd",
  "@file",
  "é😀",
  "!! * ? [a] {b} ~ \\ '",
];

const STEPS: readonly Step[] = HOSTILE.flatMap((name, index): Step[] => {
  const first = index * 5;
  return [
    {
      kind: "createPolicy",
      policy: { type: SCP, name, description: name, content: `${DENY_S3}\r\n `, tags: { Owner: `a-${index}` } },
    },
    { kind: "createOrganizationalUnit", parentId: index % 2 ? PRODUCTION : ROOT, name, tags: {} },
    attach(`new:${first + 2}`, `new:${first + 1}`),
    {
      kind: "updatePolicy",
      policyId: `new:${first + 1}`,
      from: { name, description: name },
      to: { name: `${name}.`, description: "" },
    },
    { kind: "createOrganizationalUnit", parentId: `new:${first + 2}`, name: "Inner", tags: { Key: "with space" } },
  ];
});

describe("a plan as a script of aws commands", function () {
  this.timeout(180_000);
  let world: World;
  let folder: string;
  beforeEach(async () => {
    world = await createWorld(TECH_CORP);
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-script-"));
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true });
  });

  async function runScript(steps: readonly Step[], organizationId = TECH_CORP.organization.id): Promise<void> {
    const plan = { ...createPlan(steps), organizationId, title: HOSTILE[1] ?? "" };
    for (const [name, text] of exportAwsScript(plan, new OrganizationDraft(TECH_CORP))) {
      await writeFile(path.join(folder, name), text);
    }
    const { endpoint, accessKeyId, secretAccessKey, region } = world.sandbox;
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    };
    await promisify(execFile)("bash", [path.join(folder, "run.sh")], { env });
  }

  it("does what the plan does, whatever the names are", async () => {
    const other = await createWorld(TECH_CORP);
    const result = await other.run(createPlan(STEPS.slice(0, 10)));
    const wanted = describeState(other.getContents());
    await other.close();
    assert.ok(result.state === "ended" && result.how === "complete", JSON.stringify(result));
    await runScript(STEPS.slice(0, 10));
    assert.deepEqual(describeState(world.getContents()), wanted);
    await assert.rejects(promisify(execFile)("ls", [path.join(folder, "hacked")]));
  });

  it("keeps every kind of name as it is", async () => {
    const created = STEPS.filter(({ kind }) => kind === "createPolicy").slice(4);
    await runScript(created);
    const names = world.getContents().policies.map(({ name }) => name);
    for (const name of HOSTILE.slice(4)) assert.ok(names.includes(name), name);
    assert.equal(world.getContents().policies.find(({ name }) => name === "@file")?.content, `${DENY_S3}\r\n `);
  });

  it("waits for an account and moves it", async () => {
    await runScript([
      { kind: "createAccount", email: "aws+pilot@example.com", name: "Pilot", tags: {} },
      { kind: "moveAccount", accountId: "new:1", from: ROOT, to: PRODUCTION },
    ]);
    assert.equal(world.getContents().accounts.find(({ name }) => name === "Pilot")?.parentId, PRODUCTION);
  });

  it("says why AWS did not create an account, and goes no further", async () => {
    const email = TECH_CORP.organization.masterAccountEmail;
    await assert.rejects(
      runScript([
        { kind: "createAccount", email, name: "Twice", tags: {} },
        { kind: "moveAccount", accountId: "new:1", from: ROOT, to: PRODUCTION },
      ]),
      /did not create the account:\s+EMAIL_ALREADY_EXISTS/,
    );
  });

  it("renames accounts, that of its caller too", async () => {
    const { masterAccountId } = TECH_CORP.organization;
    const others = TECH_CORP.accounts.slice(0, 2);
    assert.ok(others.some(({ id }) => id === masterAccountId));
    await runScript(
      others.map(({ id, name }) => ({ kind: "putAccountName", accountId: id, from: name, to: `${name} 2` })),
    );
    const names = world.getContents().accounts.map(({ name }) => name);
    for (const { name } of others) assert.ok(names.includes(`${name} 2`), name);
  });

  it("waits until a policy type is off, and on again", async () => {
    const policyType = "TAG_POLICY";
    const before = describeState(world.getContents());
    const { attachments } = TECH_CORP;
    const policies = new Set(TECH_CORP.policies.filter(({ type }) => type === policyType).map(({ id }) => id));
    const lost = attachments.filter(({ policyId }) => policies.has(policyId));
    assert.ok(lost.length > 0);
    await runScript([
      { kind: "disablePolicyType", rootId: ROOT, policyType, attachments: [], targetIds: [] },
      { kind: "enablePolicyType", rootId: ROOT, policyType },
      ...lost.map((one): Step => ({ kind: "attachPolicy", policyType, ...one })),
    ]);
    const script = await readFile(path.join(folder, "run.sh"), "utf8");
    assert.match(script, /TAG_POLICY'\\''\]\)' --output text\)" != 0 \]; do/);
    assert.match(script, /ENABLED'\\''\]\)' --output text\)" != 1 \]; do/);
    assert.deepEqual(describeState(world.getContents()), before);
  });

  it("shows no name in another order, and none on a line of its own", async () => {
    await runScript([
      { kind: "createOrganizationalUnit", parentId: ROOT, name: "a\u202egnp.\u2066b\u2029c", tags: {} },
    ]);
    const script = await readFile(path.join(folder, "run.sh"), "utf8");
    assert.match(script, /^# 1\. Create the organizational unit a gnp\. b c in Root$/m);
    assert.ok(world.getContents().organizationalUnits.some(({ name }) => name === "a\u202egnp.\u2066b\u2029c"));
  });

  it("can be run again after it was stopped, and stops at what AWS refuses", async () => {
    const detach: Step = { kind: "detachPolicy", policyId: QUARANTINE, policyType: SCP, targetId: ROOT };
    const listPlaces = () =>
      world.getContents().attachments.flatMap(({ policyId, targetId }) => (policyId === QUARANTINE ? [targetId] : []));
    await runScript([attach(PRODUCTION)]);
    await runScript([attach(PRODUCTION), attach(ROOT), detach, detach]);
    assert.deepEqual(listPlaces(), [PRODUCTION]);
    await assert.rejects(runScript([attach("ou-tc01-nowhere1"), attach(ROOT)]), /TargetNotFoundException/);
    assert.deepEqual(listPlaces(), [PRODUCTION]);
  });

  it("changes nothing in another organization", async () => {
    await assert.rejects(
      runScript([attach(PRODUCTION)], "o-another0000"),
      /This is not the organization o-another0000/,
    );
    const hostile = `$(touch hacked) \`touch hacked\` '; touch hacked; '`;
    await assert.rejects(runScript([attach(PRODUCTION)], hostile), /This is not the organization \$\(touch hacked\)/);
    await assert.rejects(promisify(execFile)("ls", [path.join(folder, "hacked")]));
    assert.equal(world.sandbox.getRequestCounts().AttachPolicy, undefined);
  });
});

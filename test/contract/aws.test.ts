import assert from "node:assert/strict";
import { connect } from "../../src/aws/main";
import type { AwsConnection, ConnectOptions } from "../../src/aws/types";
import { createStore } from "../../src/organization/createStore";
import { loadTags } from "../../src/organization/loadTags";
import type { OrganizationErrorKind } from "../../src/organization/errors";
import { createTechCorp, generateOrganization, startSandbox } from "../../src/sandbox/main";
import type { Fault, Sandbox, SandboxOptions } from "../../src/sandbox/types";

const SCP = "SERVICE_CONTROL_POLICY";

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Ends what a test started, however it ended. */
const ends: (() => unknown)[] = [];

async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  ends.push(() => sandbox.close());
  return sandbox;
}

function connectTo(sandbox: Sandbox, options: Partial<ConnectOptions> = {}): AwsConnection {
  const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
  const credentials = { kind: "static", accessKeyId, secretAccessKey } as const;
  const connection = connect({ credentials, endpoint, region, ...options });
  ends.push(() => connection.dispose());
  return connection;
}

describe("the connection to AWS, against the sandbox", () => {
  let sandbox: Sandbox;
  let aws: AwsConnection;

  beforeEach(async () => {
    sandbox = await start({ contents: createTechCorp() });
    aws = connectTo(sandbox);
  });

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const setFault = (fault: Fault) => sandbox.setFaults([fault]);

  it("says where requests go", async () => {
    assert.deepEqual(await aws.getEndpoint(), {
      url: sandbox.endpoint,
      custom: true,
      partition: "aws",
      region: "us-east-1",
    });
  });

  it("knows who is calling", async () => {
    const { accountId, arn } = await aws.caller.getCallerIdentity();
    const organization = await aws.reader.describeOrganization();
    assert.equal(accountId, organization.masterAccountId);
    assert.ok(arn.includes(accountId));
  });

  it("reads the whole organization through the store", async () => {
    const store = createStore(aws.reader);
    const contents = createTechCorp();
    const accounts = await store.loadAccounts();
    assert.equal(accounts.length, contents.accounts.length);
    const [root] = await store.loadRoots();
    assert.ok(root);
    const { organizationalUnits } = await store.loadChildren(root.id);
    assert.deepEqual(
      organizationalUnits.map((unit) => unit.name),
      ["Development", "Production", "Security"],
    );
    const production = organizationalUnits.find((unit) => unit.name === "Production");
    assert.ok(production);
    const { accounts: inProduction } = await store.loadChildren(production.id);
    assert.ok(inProduction.some((account) => account.name === "Web Services"));
    for (const type of store.getEnabledPolicyTypes()) {
      for (const policy of await store.loadPolicies(type)) {
        const { content } = await store.loadPolicy(policy.id);
        assert.notEqual(content, "");
        await store.loadTargets(policy.id);
      }
      await store.loadAttached(root.id, type);
    }
    const [account] = accounts;
    assert.ok(account);
    assert.equal(typeof (await store.loadTags(account.id)), "object");
    assert.ok((await store.loadHandshakes()).length > 0);
    for (const [id, services] of Object.entries(contents.delegatedServices ?? {})) {
      assert.deepEqual(await store.loadDelegatedServices(id), services);
    }
  });

  it("reads the tags of an organization a hundred at once", async () => {
    const contents = generateOrganization({ accounts: 230, seed: 3 });
    const tags = Object.fromEntries(contents.accounts.map(({ id, name }) => [id, { Name: name, Note: "a, b = ü" }]));
    sandbox = await start({ contents: { ...contents, tags } });
    aws = connectTo(sandbox);
    const tagged = await collect(aws.reader.listTagged());
    assert.deepEqual(Object.fromEntries(tagged.map((one) => [one.resourceId, one.tags])), tags);
    assert.equal(sandbox.getRequestCounts()["GetResources"], 3);
  });

  it("sees no tags of others as a delegated administrator, and asks for each", async () => {
    const contents = createTechCorp();
    const [callerAccountId = ""] = Object.keys(contents.delegatedServices ?? {});
    sandbox = await start({ contents, callerAccountId });
    aws = connectTo(sandbox);
    assert.deepEqual(await collect(aws.reader.listTagged()), []);
    const store = createStore(aws.reader);
    const accounts = await store.loadAccounts();
    await store.loadRoots();
    await loadTags(store);
    for (const { id } of accounts) assert.deepEqual(store.getTags(id), contents.tags[id] ?? {});
  });

  it("follows pages, empty ones included", async () => {
    sandbox = await start({ contents: generateOrganization({ accounts: 130, seed: 1 }) });
    aws = connectTo(sandbox);
    sandbox.setFaults([{ operation: "ListAccounts", times: 1, effect: { kind: "emptyPage" } }]);
    const accounts = await collect(aws.reader.listAccounts());
    assert.equal(new Set(accounts.map((account) => account.id)).size, 130);
    assert.ok(accounts.every((account) => account.parentId));
  });

  it("stops paging when the signal aborts", async () => {
    sandbox = await start({ contents: generateOrganization({ accounts: 130, seed: 1 }) });
    aws = connectTo(sandbox);
    const ended = new AbortController();
    let count = 0;
    await assert.rejects(
      async () => {
        for await (const _ of aws.reader.listAccounts({ signal: ended.signal })) if (++count === 1) ended.abort();
      },
      { kind: "cancelled" },
    );
    assert.equal(sandbox.getRequestCounts()["ListAccounts"], 1);
  });

  it("calls off a request under way", async () => {
    setFault({ effect: { kind: "delay", milliseconds: 5_000 } });
    const ended = new AbortController();
    setTimeout(() => ended.abort(), 50);
    const start = Date.now();
    await assert.rejects(aws.reader.describeOrganization({ signal: ended.signal }), { kind: "cancelled" });
    assert.ok(Date.now() - start < 2_000);
  });

  const ERRORS: readonly (readonly [string, number, OrganizationErrorKind, string?])[] = [
    ["AccessDeniedException", 400, "denied"],
    ["AWSOrganizationsNotInUseException", 400, "noOrganization"],
    ["TargetNotFoundException", 400, "notFound"],
    ["ConcurrentModificationException", 400, "conflict"],
    ["ConstraintViolationException", 400, "limit", "OU_DEPTH_LIMIT_EXCEEDED"],
    ["MalformedPolicyDocumentException", 400, "malformed"],
    ["InvalidInputException", 400, "invalid", "INVALID_PATTERN_TARGET_ID"],
    ["UnsupportedAPIEndpointException", 400, "unsupported"],
    ["UnrecognizedClientException", 400, "signedOut"],
    ["ExpiredTokenException", 400, "signedOut"],
  ];

  for (const [name, status, kind, reason] of ERRORS) {
    it(`tells ${name} as ${kind}`, async () => {
      setFault({ effect: { kind: "error", name, status, message: "In AWS's words", ...(reason && { reason }) } });
      await assert.rejects(aws.reader.describeOrganization(), {
        name: "OrganizationError",
        kind,
        awsName: name,
        operation: "DescribeOrganization",
        ...(reason && { reason }),
      });
      assert.equal(sandbox.getRequestCounts()["DescribeOrganization"], 1);
    });
  }

  for (const [name, status] of [
    ["TooManyRequestsException", 400],
    ["ServiceException", 500],
  ] as const) {
    it(`reads again after ${name}`, async () => {
      setFault({ times: 2, effect: { kind: "error", name, status } });
      assert.match((await aws.reader.describeOrganization()).id, /^o-/);
    });
  }

  it("reads again after a cut connection", async () => {
    setFault({ times: 1, effect: { kind: "reset" } });
    assert.match((await aws.reader.describeOrganization()).id, /^o-/);
  });

  it("refuses a wrong secret as signed out, without showing it", async () => {
    const { accessKeyId } = sandbox;
    const secretAccessKey = "not-the-secret-of-the-sandbox";
    const wrong = connectTo(sandbox, { credentials: { kind: "static", accessKeyId, secretAccessKey } });
    await assert.rejects(wrong.reader.describeOrganization(), (error: Error & { kind?: string }) => {
      assert.equal(error.kind, "signedOut");
      assert.ok(!error.message.includes(secretAccessKey) && !error.message.includes(accessKeyId));
      return true;
    });
  });

  it("says offline when nothing listens there", async () => {
    const nowhere = connectTo(sandbox, { endpoint: "http://127.0.0.1:9" });
    await assert.rejects(nowhere.reader.describeOrganization(), { kind: "offline" });
  });

  it("says noOrganization in a standalone account", async () => {
    const standalone = await start({ accountId: "210987654321" });
    const alone = connectTo(standalone);
    assert.equal((await alone.caller.getCallerIdentity()).accountId, "210987654321");
    await assert.rejects(alone.reader.describeOrganization(), { kind: "noOrganization" });
  });

  it("logs each request without its contents", async () => {
    const lines: string[] = [];
    const logged = connectTo(sandbox, { log: (line) => lines.push(line) });
    setFault({ operation: "ListRoots", effect: { kind: "error", name: "AccessDeniedException", status: 400 } });
    await logged.reader.describeOrganization();
    await collect(logged.reader.listRoots()).catch(() => undefined);
    assert.match(lines[0] ?? "", /^DescribeOrganization ok \d+ ms$/);
    assert.match(lines[1] ?? "", /^ListRoots denied \(AccessDeniedException\) \d+ ms$/);
  });

  it("meets no throttling with the share that is the default", async () => {
    const strict = await start({ contents: createTechCorp(), rates: true });
    const lines: string[] = [];
    const paced = connectTo(strict, { requestShare: 0.5, log: (line) => lines.push(line) });
    const policies = await collect(paced.reader.listPolicies(SCP));
    await Promise.all(policies.slice(0, 3).map((policy) => paced.reader.describePolicy(policy.id)));
    assert.deepEqual(
      lines.filter((line) => line.includes("throttled")),
      [],
    );
  });
});

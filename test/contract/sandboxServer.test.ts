/** What the sandbox's server does besides answering: signatures, hosts, faults, rates, pages, saving. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { OrganizationContents } from "../../src/organization/model";
import { createTechCorp, generateOrganization, startSandbox } from "../../src/sandbox/main";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/types";
import { createClient, type Client } from "./client";

const AUDIT = "765432109876";
const QUARANTINE = "p-quarantn1";
const TEAM_A = "432109876543";

describe("the sandbox's server", () => {
  const started: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of started.splice(0).reverse()) await each.close();
  });

  async function start(
    options: SandboxOptions = { contents: createTechCorp() },
  ): Promise<{ sandbox: Sandbox; client: Client }> {
    const sandbox = await startSandbox(options);
    const client = createClient(sandbox);
    started.push(sandbox, client);
    return { sandbox, client };
  }

  /** A request without the SDK. */
  function send(sandbox: Sandbox, headers: Record<string, string>, body = "{}") {
    return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
      (resolve, reject) => {
        const target = { "x-amz-target": "AWSOrganizationsV20161128.DescribeOrganization" };
        const sent = request(sandbox.endpoint, { method: "POST", headers: { ...target, ...headers } }, (answer) => {
          let text = "";
          answer.on("data", (chunk) => (text += chunk));
          answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
        });
        sent.on("error", reject);
        sent.end(body);
      },
    );
  }

  describe("signatures", () => {
    it("a wrong secret is refused", async () => {
      const { sandbox } = await start();
      const client = createClient({ ...sandbox, secretAccessKey: "wrong" });
      assert.equal(await client.fail("DescribeOrganization"), "InvalidSignatureException");
    });

    it("an unknown key is refused", async () => {
      const { sandbox } = await start();
      const client = createClient({ ...sandbox, accessKeyId: "AKIAWRONG" });
      assert.equal(await client.fail("DescribeOrganization"), "UnrecognizedClientException");
    });

    it("no signature is refused, with status 403 and AWS's content type", async () => {
      const { sandbox } = await start();
      const answer = await send(sandbox, {});
      assert.equal(answer.status, 403);
      assert.equal(answer.headers["content-type"], "application/x-amz-json-1.1");
      assert.match(String(answer.headers["x-amzn-requestid"]), /^[0-9a-f-]{36}$/);
      assert.match(answer.body, /^\{"__type":"MissingAuthenticationTokenException",/);
    });

    it("another body than the signed one is refused, and so is an old signature", async () => {
      const { sandbox } = await start();
      const signed = await captureHeaders(sandbox);
      assert.equal((await send(sandbox, signed)).status, 200, "the captured request is good");
      assert.match((await send(sandbox, signed, "[]")).body, /InvalidSignatureException/);
      const now = Date.now;
      Date.now = () => now() + 6 * 60_000;
      try {
        assert.match((await send(sandbox, signed)).body, /InvalidSignatureException.*expired/);
      } finally {
        Date.now = now;
      }
    });

    it("any will do when told so", async () => {
      const { sandbox } = await start({ contents: createTechCorp(), anyCredentials: true });
      const client = createClient({ ...sandbox, accessKeyId: "any", secretAccessKey: "any" });
      assert.equal(await client.fail("DescribeOrganization"), "done");
    });

    it("STS tells who signs, and refuses in XML", async () => {
      const { sandbox } = await start();
      const { endpoint, region } = sandbox;
      const ask = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
        new STSClient({ endpoint, region, credentials, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
      const identity = await ask(sandbox);
      assert.equal(identity.Account, "100200300400");
      assert.equal(identity.Arn, "arn:aws:iam::100200300400:user/orgscope");
      await assert.rejects(ask({ ...sandbox, secretAccessKey: "wrong" }), { name: "SignatureDoesNotMatch" });
    });

    it("a member's credentials get a member's rights", async () => {
      const { client } = await start({ contents: createTechCorp(), callerAccountId: TEAM_A });
      assert.equal(await client.fail("DescribeOrganization"), "done");
      assert.equal(await client.fail("ListAccounts"), "AccessDeniedException");
    });
  });

  describe("host names", () => {
    for (const [host, status] of [
      ["127.0.0.1:80", 200],
      ["localhost", 200],
      ["organizations.localhost:8080", 200],
      ["[::1]:80", 200],
      ["evil.example", 403],
      ["127.0.0.1.evil.example", 403],
    ] as const) {
      it(`${host}: ${status}`, async () => {
        const { sandbox } = await start({ contents: createTechCorp(), anyCredentials: true });
        assert.equal((await send(sandbox, { host })).status, status);
      });
    }
  });

  describe("faults", () => {
    const attach = { PolicyId: QUARANTINE, TargetId: AUDIT };
    const isAttached = async (client: Client) =>
      (await client.call("ListTargetsForPolicy", { PolicyId: QUARANTINE })).Targets.length > 0;

    it("an error strikes as often as told", async () => {
      const { sandbox, client } = await start();
      const effect = { kind: "error", name: "ConcurrentModificationException", message: "Try again." } as const;
      sandbox.setFaults([{ operation: "AttachPolicy", times: 1, effect }]);
      assert.equal(await client.fail("AttachPolicy", attach), "ConcurrentModificationException");
      assert.equal(await isAttached(client), false);
      assert.equal(await client.fail("AttachPolicy", attach), "done");
    });

    it("an error carries reason and status", async () => {
      const { sandbox, client } = await start();
      const effect = { kind: "error", name: "ConstraintViolationException", reason: "X", status: 400 } as const;
      sandbox.setFaults([{ effect }]);
      assert.equal(await client.fail("ListRoots"), "ConstraintViolationException X");
    });

    it("a reset connection changes nothing", async () => {
      const { sandbox, client } = await start();
      sandbox.setFaults([{ operation: "AttachPolicy", effect: { kind: "reset" } }]);
      assert.match(await client.fail("AttachPolicy", attach), /^(Error|TimeoutError)$/);
      assert.equal(await isAttached(client), false);
    });

    it("a lost response has changed what it said it would", async () => {
      const { sandbox, client } = await start();
      sandbox.setFaults([{ operation: "AttachPolicy", effect: { kind: "loseResponse" } }]);
      assert.match(await client.fail("AttachPolicy", attach), /^(Error|TimeoutError)$/);
      assert.equal(await isAttached(client), true);
    });

    it("a delay delays", async () => {
      const { sandbox, client } = await start();
      sandbox.setFaults([{ operation: "ListRoots", effect: { kind: "delay", milliseconds: 120 } }]);
      const before = performance.now();
      assert.equal(await client.fail("ListRoots"), "done");
      assert.ok(performance.now() - before >= 115);
    });

    it("an empty page leads on", async () => {
      const { sandbox, client } = await start();
      sandbox.setFaults([{ operation: "ListAccounts", times: 1, effect: { kind: "emptyPage" } }]);
      const empty = await client.call("ListAccounts");
      assert.deepEqual(empty.Accounts, []);
      assert.equal((await client.call("ListAccounts", { NextToken: empty.NextToken })).Accounts.length, 8);
    });
  });

  it("rates: a burst passes, then requests are refused", async () => {
    const { client } = await start({ contents: createTechCorp(), rates: true });
    const outcomes: string[] = [];
    for (let n = 0; n < 4; n++) outcomes.push(await client.fail("DescribePolicy", { PolicyId: QUARANTINE }));
    assert.deepEqual(outcomes.slice(0, 2), ["done", "done"]);
    assert.ok(outcomes.includes("TooManyRequestsException"), outcomes.join());
  });

  it("counts requests by operation", async () => {
    const { sandbox, client } = await start();
    for (let n = 0; n < 3; n++) await client.call("ListRoots");
    await client.fail("DescribePolicy", { PolicyId: "p-00000000" });
    assert.deepEqual(sandbox.getRequestCounts(), { ListRoots: 3, DescribePolicy: 1 });
  });

  it("hands the new state over before it answers a write, and for writes alone", async () => {
    const saved: OrganizationContents[] = [];
    const { client } = await start({
      contents: createTechCorp(),
      onDidWrite: async (contents) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        saved.push(contents);
      },
    });
    await client.call("ListRoots");
    await client.fail("DeletePolicy", { PolicyId: "p-denyleave1" });
    assert.equal(saved.length, 0);
    await client.call("AttachPolicy", { PolicyId: QUARANTINE, TargetId: AUDIT });
    assert.equal(saved.length, 1);
    assert.ok(saved[0]?.attachments.some(({ policyId, targetId }) => policyId === QUARANTINE && targetId === AUDIT));
  });

  it("hands states over in the order of the writes, even when the first takes longer", async () => {
    const counts: number[] = [];
    let pause = 60;
    const { client } = await start({
      contents: createTechCorp(),
      onDidWrite: async ({ organizationalUnits }) => {
        await new Promise((resolve) => setTimeout(resolve, (pause -= 30)));
        counts.push(organizationalUnits.length);
      },
    });
    const create = (Name: string) => client.call("CreateOrganizationalUnit", { ParentId: "r-tc01", Name });
    await Promise.all([create("A"), create("B")]);
    assert.deepEqual(counts, [4, 5]);
  });

  it("an account without an organization makes one", async () => {
    const { sandbox, client } = await start({ accountId: "111122223333" });
    assert.equal(sandbox.getContents(), undefined);
    assert.equal(await client.fail("DescribeOrganization"), "AWSOrganizationsNotInUseException");
    const { Organization } = await client.call("CreateOrganization", { FeatureSet: "ALL" });
    assert.equal(Organization.MasterAccountId, "111122223333");
    assert.equal(sandbox.getContents()?.accounts.length, 1);
  });

  it("pages through 50,000 accounts without slowing down", async function () {
    this.timeout(60_000);
    const { client } = await start({ contents: generateOrganization({ accounts: 50_000, seed: 1 }) });
    let NextToken: string | undefined;
    const before = performance.now();
    for (let page = 0; page < 200; page++) {
      NextToken = (await client.call("ListAccounts", NextToken === undefined ? {} : { NextToken })).NextToken;
    }
    assert.ok(performance.now() - before < 10_000, "200 pages");
  });
});

/** The headers of a request that the SDK signed for this sandbox; its body is `{}`. */
async function captureHeaders(sandbox: Sandbox): Promise<Record<string, string>> {
  const { OrganizationsClient, DescribeOrganizationCommand } = await import("@aws-sdk/client-organizations");
  const client = new OrganizationsClient({ endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox });
  let headers: Record<string, string> = {};
  client.middlewareStack.add(
    (next) => (args) => {
      ({ headers } = args.request as { headers: Record<string, string> });
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  await client.send(new DescribeOrganizationCommand({}));
  client.destroy();
  return headers;
}

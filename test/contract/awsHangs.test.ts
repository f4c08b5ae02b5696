import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { systemClock } from "../../src/aws/clock";
import { createCall, createOrganizationReader } from "../../src/aws/organizations";
import { Pacing } from "../../src/aws/pacing";
import { createRequestHandler } from "../../src/aws/requestHandler";
import { createSender } from "../../src/aws/sender";
import { createTaggedReader } from "../../src/aws/taggedResources";
import { createStore } from "../../src/organization/createStore";
import { ANSWER_LOST, isOrganizationError } from "../../src/organization/errors";
import type { OrganizationReader } from "../../src/organization/ports";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";

/** As patient as a test may be; otherwise what every connection is made of. */
const LIMITS = { connectionTimeout: 400, requestTimeout: 400, socketTimeout: 600 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function createReader(endpoint: string, keys = { accessKeyId: "a", secretAccessKey: "b" }): OrganizationReader {
  const requestHandler = createRequestHandler(false, LIMITS);
  ends.push(() => requestHandler.destroy());
  const client = new OrganizationsClient({
    endpoint,
    region: "us-east-1",
    credentials: keys,
    requestHandler,
    maxAttempts: 1,
  });
  const pacing = new Pacing({ share: undefined, untilThrottled: false, clock: systemClock });
  const isSso = () => Promise.resolve(false);
  const send = createSender({ pacing, ended: new AbortController().signal, isSso, log: undefined });
  const listTagged = createTaggedReader(() => assert.fail("nobody asks for tags"), send);
  return createOrganizationReader(
    createCall(() => Promise.resolve(client), send),
    { listTagged, listAlternateContacts: () => assert.fail("nobody asks for contacts") },
  );
}

async function openSandbox() {
  const sandbox = await startSandbox({ contents: createTechCorp() });
  ends.push(() => sandbox.close());
  return { sandbox, reader: createReader(sandbox.endpoint, sandbox) };
}

const fail = (answer: Promise<unknown>) =>
  answer.then(
    () => assert.fail("it was answered"),
    (error: unknown) => error,
  );

describe("a request that is never answered", () => {
  it("is given up, and told as an endpoint that gives no answer in time", async () => {
    const { sandbox, reader } = await openSandbox();
    sandbox.setFaults([{ operation: "ListRoots", effect: { kind: "delay", milliseconds: 20_000 } }]);
    const failed = await fail(createStore(reader).loadRoots());
    assert.ok(isOrganizationError(failed, "offline"), String(failed));
    assert.match(failed.message, /no answer in time/);
    // Whether it was carried out is not known.
    assert.equal(failed.reason, ANSWER_LOST);
    assert.equal(sandbox.getRequestCounts()["ListRoots"], 1);
  });

  it("costs its own answer only, and is asked for again", async () => {
    const { sandbox, reader } = await openSandbox();
    sandbox.setFaults([{ operation: "ListAccounts", times: 1, effect: { kind: "delay", milliseconds: 20_000 } }]);
    const store = createStore(reader);
    const [accounts, roots] = await Promise.allSettled([store.loadAccounts(), store.loadRoots()]);
    assert.equal(accounts.status, "rejected");
    assert.equal(roots.status, "fulfilled");
    assert.equal(store.getState({ part: "accounts" }).state, "failed");
    assert.equal((await store.loadAccounts()).length, createTechCorp().accounts.length);
  });

  it("is given up where the answer breaks off and no end comes", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.write('{"Roots":[');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    const reader = createReader(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const failed = await fail(createStore(reader).loadRoots());
    assert.ok(isOrganizationError(failed, "offline"), String(failed));
    assert.equal(failed.reason, ANSWER_LOST);
  });
});

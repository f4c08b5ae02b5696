import assert from "node:assert/strict";
import { connect } from "../../src/aws/main";
import type { AwsConnection } from "../../src/aws/types";
import { compareOpinions, prepareSimulation } from "../../src/evaluation/simulation";
import type { EvaluationRequest } from "../../src/evaluation/request";
import { isOrganizationError } from "../../src/organization/errors";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/types";
import type { SimulationQuestion } from "../../src/terms/simulation";
import { simulate } from "../reference/simulator";
import { catalogue } from "../unit/policy/language";

const WEB = "210987654321";
const DATABASE = "321098765432";
const ROOT = "o-techcorp42/r-tc01";

let sandbox: Sandbox | undefined;
let aws: AwsConnection | undefined;
afterEach(async () => {
  aws?.dispose();
  await sandbox?.close();
});

async function open(options: SandboxOptions): Promise<AwsConnection> {
  sandbox = await startSandbox({ contents: createTechCorp(), ...options });
  const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
  aws = connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
  return aws;
}

describe("AWS's second opinion, through the real SDK", () => {
  const ask = async (asked: Partial<EvaluationRequest>, seen: SimulationQuestion[] = []) => {
    const { simulator } = await open({
      simulate(question) {
        seen.push(question);
        return simulate(question);
      },
    });
    const request = { id: "asked", accountId: WEB, action: "s3:GetObject", context: {}, ...asked };
    const prepared = prepareSimulation(createTechCorp(), request, catalogue);
    assert.ok("question" in prepared, JSON.stringify(prepared));
    const answer = await simulator.simulate(prepared.question);
    assert.deepEqual(seen, [prepared.question], "what was asked arrives whole");
    return { answer, prepared, agreement: compareOpinions(prepared.verdict, answer) };
  };

  it("agrees on a Deny", async () => {
    const { answer, agreement } = await ask({ action: "organizations:LeaveOrganization" });
    assert.deepEqual(answer, { decision: "explicitDeny", allowedByOrganizations: false });
    assert.equal(agreement, "same");
  });

  it("is given the context with its types, and a resource", async () => {
    const { answer, agreement } = await ask({
      resource: "arn:aws:s3:::bucket/key & <more>",
      principal: `arn:aws:iam::${WEB}:role/Reader`,
      context: { "aws:RequestedRegion": "eu-west-1", "aws:TagKeys": ["a", "b"], "aws:SecureTransport": "true" },
    });
    assert.deepEqual(answer, { decision: "allowed", allowedByOrganizations: true });
    assert.equal(agreement, "same");
  });

  it("knows a level without an SCP for one that allows nothing", async () => {
    const { simulator } = await open({ simulate });
    const text = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const question = { action: "s3:GetObject", levels: [[text], []], context: [] };
    assert.deepEqual(await simulator.simulate(question), { decision: "implicitDeny", allowedByOrganizations: false });
  });

  it("may say nothing of SCPs", async () => {
    const { simulator } = await open({ simulate: () => ({ decision: "allowed" }) });
    const question = { action: "s3:GetObject", levels: [], context: [] };
    assert.deepEqual(await simulator.simulate(question), { decision: "allowed" });
  });

  it("is not to be had of an endpoint that simulates nothing", async () => {
    const { simulator } = await open({});
    const question = { action: "s3:GetObject", levels: [], context: [] };
    await assert.rejects(simulator.simulate(question), (error) => isOrganizationError(error, "unsupported"));
  });
});

describe("AWS's report on services used, through the real SDK", () => {
  const USED = {
    [WEB]: { s3: "2026-11-20T10:00:00.000Z", ec2: "2026-11-01T00:00:00.000Z" },
    [DATABASE]: { s3: "2026-11-22T08:00:00.000Z" },
  };

  it("comes once AWS has put it together, and counts accounts", async () => {
    const { serviceUse } = await open({ servicesUsed: USED });
    const unit = createTechCorp().accounts.find(({ id }) => id === WEB)?.parentId;
    assert.deepEqual(await serviceUse.reportServiceUse(`${ROOT}/${unit}`), [
      {
        prefix: "ec2",
        lastUsed: "2026-11-01T00:00:00.000Z",
        lastPath: `${ROOT}/${unit}/${WEB}/`,
        accounts: 1,
      },
      {
        prefix: "s3",
        lastUsed: "2026-11-22T08:00:00.000Z",
        lastPath: `${ROOT}/${unit}/${DATABASE}/`,
        accounts: 2,
      },
    ]);
    const { GetOrganizationsAccessReport: looks = 0 } = sandbox?.getRequestCounts() ?? {};
    assert.ok(looks > 1, "the job was looked at until it was done");
  });

  it("comes page by page", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 250 }, (_, at) => [`service${at}`, "2026-11-01T00:00:00.000Z"]),
    );
    const { serviceUse } = await open({ servicesUsed: { [WEB]: many } });
    const found = await serviceUse.reportServiceUse(ROOT);
    assert.equal(new Set(found.map(({ prefix }) => prefix)).size, 250);
  });

  it("waits while AWS has too many of them to put together", async () => {
    const { serviceUse } = await open({
      servicesUsed: USED,
      faults: [
        {
          operation: "GenerateOrganizationsAccessReport",
          times: 1,
          effect: { kind: "error", name: "ReportGenerationLimitExceeded", status: 409 },
        },
      ],
    });
    assert.equal((await serviceUse.reportServiceUse(ROOT)).length, 2);
  });

  it("is refused to any account but the management account", async () => {
    const { serviceUse } = await open({ servicesUsed: USED, callerAccountId: WEB });
    await assert.rejects(serviceUse.reportServiceUse(ROOT), (error) => isOrganizationError(error, "denied"));
  });

  it("is refused for a path that leads nowhere", async () => {
    const { serviceUse } = await open({ servicesUsed: USED });
    const asked = serviceUse.reportServiceUse(`${ROOT}/ou-tc01-99999999`);
    await assert.rejects(asked, (error) => isOrganizationError(error, "invalid"));
  });
});

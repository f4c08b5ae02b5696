import assert from "node:assert/strict";
import { findServiceUse, type ServiceUseFindings } from "../../../src/engine/serviceUse";
import type { ServiceUse } from "../../../src/terms/serviceUse";
import { createOrganization, IDS } from "../../fixtures/scenarios/scenario";

const contents = createOrganization({});
const ROOT = `${IDS.organization}/${IDS.root}`;
const PRODUCTION = `${ROOT}/${IDS.production}`;
const DEVELOPMENT = `${ROOT}/${IDS.development}`;
const MEMBERS = [IDS.web, IDS.team];

/** Accounts by path, and when each used what. */
const USED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`${PRODUCTION}/${IDS.web}`]: { s3: "2026-11-20T00:00:00Z", ec2: "2026-11-01T00:00:00Z" },
  [`${DEVELOPMENT}/${IDS.team}`]: { s3: "2026-11-22T00:00:00Z" },
};

/** AWS's report: how many accounts used a service, and the last of them. */
function reportOn(path: string): readonly ServiceUse[] {
  return ["s3", "ec2", "sqs"].map((prefix) => {
    const uses = Object.entries(USED)
      .flatMap(([account, used]) => (account.startsWith(path) && used[prefix] ? [{ account, at: used[prefix] }] : []))
      .sort((a, b) => b.at.localeCompare(a.at));
    const [last] = uses;
    return { prefix, accounts: uses.length, ...(last && { lastUsed: last.at, lastPath: `${last.account}/` }) };
  });
}

async function find(
  wanted: Readonly<Record<string, readonly string[]>>,
  { targetIds = [IDS.root], limit = 100 }: { targetIds?: readonly string[]; limit?: number } = {},
): Promise<ServiceUseFindings & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const found = await findServiceUse({
    contents,
    targetIds,
    wanted: new Map(Object.entries(wanted).map(([prefix, ids]) => [prefix, new Set(ids)])),
    limit,
    fetchUse: async (path) => {
      asked.push(path);
      return reportOn(path);
    },
  });
  return { ...found, asked };
}

describe("who used services lately", () => {
  it("takes one report where at most one account used each", async () => {
    const { used, unused, untold, asked } = await find({ ec2: MEMBERS, sqs: MEMBERS, bedrock: MEMBERS });
    assert.deepEqual(used, [
      { prefix: "ec2", accounts: [{ accountId: IDS.web, lastUsed: "2026-11-01T00:00:00Z" }], more: [] },
    ]);
    assert.deepEqual(unused, ["sqs"]);
    assert.deepEqual(untold, ["bedrock"], "what AWS leaves out is not said to be unused");
    assert.deepEqual(asked, [ROOT]);
  });

  it("asks OUs in turn where several did, the latest first", async () => {
    const { used, asked } = await find({ s3: MEMBERS });
    assert.deepEqual(used, [
      {
        prefix: "s3",
        accounts: [
          { accountId: IDS.team, lastUsed: "2026-11-22T00:00:00Z" },
          { accountId: IDS.web, lastUsed: "2026-11-20T00:00:00Z" },
        ],
        more: [],
      },
    ]);
    assert.deepEqual(asked, [ROOT, PRODUCTION, DEVELOPMENT]);
  });

  it("leaves aside accounts in which nothing is newly denied", async () => {
    const { used, asked } = await find({ s3: [IDS.web] });
    assert.deepEqual(used, [
      { prefix: "s3", accounts: [{ accountId: IDS.web, lastUsed: "2026-11-20T00:00:00Z" }], more: [] },
    ]);
    assert.deepEqual(asked, [ROOT, PRODUCTION]);
  });

  it("says how many there are where it would take too many reports", async () => {
    const { used, asked } = await find({ s3: MEMBERS }, { limit: 2 });
    const last = { accountId: IDS.team, lastUsed: "2026-11-22T00:00:00Z" };
    assert.deepEqual(used, [{ prefix: "s3", accounts: [last], more: [{ targetId: IDS.root, accounts: 2, last }] }]);
    assert.deepEqual(asked, [ROOT]);
  });

  it("asks about an account itself, and never twice about what lies within another target", async () => {
    const { used, asked } = await find({ s3: [IDS.web] }, { targetIds: [IDS.web, IDS.production] });
    assert.deepEqual(used[0]?.accounts, [{ accountId: IDS.web, lastUsed: "2026-11-20T00:00:00Z" }]);
    assert.deepEqual(asked, [PRODUCTION]);
    assert.deepEqual((await find({ s3: [IDS.web] }, { targetIds: [IDS.web] })).asked, [`${PRODUCTION}/${IDS.web}`]);
  });
});

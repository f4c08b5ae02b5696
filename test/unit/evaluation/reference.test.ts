import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { TOPICS } from "../../fixtures/scenarios/all";
import { createOrganization, createRequest, IDS, type Scenario } from "../../fixtures/scenarios/scenario";
import { decide, deriveKeys, type ReferenceVerdict } from "../../reference/decision";
import { asList } from "../../reference/matching";

describe("the second implementation, from the guides alone,", () => {
  it("says the same of every scenario of which all is known", () => {
    let count = 0;
    for (const { topic, scenarios } of TOPICS) {
      for (const scenario of scenarios) {
        const verdict = refer(scenario);
        if (verdict === undefined) continue;
        assert.equal(verdict, scenario.verdict, `${topic}: ${scenario.scenario}`);
        count++;
      }
    }
    assert.ok(count >= 250, `${count}`);
  });
});

const SURE = new Set(["allowed", "explicitDeny", "implicitDeny"]);

/** Of a user or role of a member on a member's resource; `undefined` of what the second implementation has no words for. */
function refer(scenario: Scenario): ReferenceVerdict | undefined {
  const {
    accountId,
    principal,
    action,
    resource = "*",
    context,
    absentContext,
    ...request
  } = createRequest(scenario.request);
  const { resourceAccountId = accountId } = request;
  if (!SURE.has(scenario.verdict) || scenario.gaps || scenario.policyTypes || scenario.featureSet) return undefined;
  // It knows no operators but those of the guide, and nothing of keys that AWS manages.
  if (JSON.stringify(scenario).includes("StringResembles")) return undefined;
  if (scenario.rcps && action.startsWith("kms:")) return undefined;
  if (principal !== undefined && !isIdentity(principal, accountId)) return undefined;
  const organization = createOrganization(scenario);
  if (![accountId, resourceAccountId].every((id) => isMember(organization, id))) return undefined;
  const statements = listStatements(organization);
  if (statements === undefined || (!isExact(resource) && !statements.every(isAboutAll))) return undefined;
  const keys = {
    ...deriveKeys(organization, { accountId, ...(principal !== undefined && { arn: principal }) }, resourceAccountId),
    ...Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), asList(value)])),
  };
  const isTold = (key: string) => absentContext === true || key.toLowerCase() in keys;
  if (!statements.flatMap(listKeys).every(isTold)) return undefined;
  return decide(organization, { accountId, resourceAccountId, action, resource, context: keys });
}

function isIdentity(principal: unknown, accountId: string): principal is string {
  return (
    typeof principal === "string" &&
    principal.startsWith(`arn:aws:iam::${accountId}:`) &&
    !/service-role/.test(principal)
  );
}

function isMember({ accounts }: OrganizationContents, id: string): boolean {
  return id !== IDS.management && accounts.some((account) => account.id === id);
}

type Statement = Readonly<Record<string, unknown>>;

function listStatements({ policies }: OrganizationContents): readonly Statement[] | undefined {
  try {
    const documents = policies.map(({ content }) => JSON.parse(content) as { Statement: Statement | Statement[] });
    return documents.flatMap(({ Statement: found }): readonly Statement[] => [found].flat());
  } catch {
    return undefined;
  }
}

const isExact = (resource: string) => resource.startsWith("arn:") && !/[*?]/.test(resource);
const isAboutAll = ({ Resource }: Statement) => asList(Resource).join() === "*";

function listKeys(statement: Statement): readonly string[] {
  const block = (statement.Condition ?? {}) as Readonly<Record<string, object>>;
  const variables = JSON.stringify(statement).matchAll(/\$\{([^},]+:[^},]+)/g);
  return [...Object.values(block).flatMap(Object.keys), ...Array.from(variables, ([, key = ""]) => key)];
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import type { EvaluationRequest } from "../../../src/evaluation/request";
import type { Verdict } from "../../../src/evaluation/verdict";
import type { OrganizationContents } from "../../../src/organization/model";
import { MINIFY_STEPS, minifyPolicy } from "../../../src/policy/minify/minify";
import { createOrganization, createRequest, type Document, IDS, policy } from "../../fixtures/scenarios/scenario";
import { denyStatement, type KnownRequest, knownRequest, organizationParts } from "../../reference/arbitraries";
import { decide } from "../../reference/decision";

/** The same cases each time; a wider search is a matter of another seed. */
const RUNS = { numRuns: 120, seed: 20261124 };
const hiddenKeys = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 });

const evaluate = (organization: OrganizationContents, request: Partial<EvaluationRequest>) =>
  createEvaluator(organization).evaluate(createRequest(request));

/** The verdict of the naive reading of the guides. */
function refer(organization: OrganizationContents, { action, resource, context }: KnownRequest) {
  const keys = Object.fromEntries(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  return decide(organization, { accountId: IDS.web, resourceAccountId: IDS.web, action, resource, context: keys });
}

const isDenial = ({ verdict }: Pick<Verdict, "verdict">) => verdict === "explicitDeny" || verdict === "implicitDeny";

describe("the evaluator, of which all is known,", () => {
  it("agrees with a naive reading of the guides", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, (parts, request) => {
        const organization = createOrganization(parts);
        assert.equal(evaluate(organization, { ...request, absentContext: true }).verdict, refer(organization, request));
      }),
      { ...RUNS, numRuns: 300 },
    );
  });
});

describe("the evaluator, of which some is not known,", () => {
  it("is never surely wrong", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, (parts, request, hidden) => {
        const organization = createOrganization(parts);
        const verdict = evaluate(organization, hide(request, hidden));
        const truth = refer(organization, request);
        if (verdict.verdict === "conditional") return;
        // A missing Allow is sure whatever else a Deny that depends might add.
        if (verdict.verdict === "implicitDeny") assert.ok(isDenial({ verdict: truth }), truth);
        else assert.equal(verdict.verdict, truth);
      }),
      RUNS,
    );
  });

  it("names the keys that lead to the answer", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, (parts, request, hidden) => {
        const organization = createOrganization(parts);
        let asked = hide(request, hidden);
        let verdict = evaluate(organization, asked);
        for (let round = 0; verdict.verdict === "conditional"; round++) {
          assert.ok(round < 5, "the keys that it names do not help");
          const missing = new Set((verdict.missingContext ?? []).map((key) => key.toLowerCase()));
          const told = Object.entries(request.context).filter(([key]) => missing.has(key.toLowerCase()));
          assert.ok(told.length > 0, "it names no key that the request has");
          asked = { ...asked, context: { ...asked.context, ...Object.fromEntries(told) } };
          verdict = evaluate(organization, asked);
        }
        const truth = refer(organization, request);
        if (verdict.verdict !== "implicitDeny") assert.equal(verdict.verdict, truth);
      }),
      RUNS,
    );
  });

  it("gives the same answer once the resource's shape is an ARN of it, if it was sure", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, fc.nat(), (parts, request, at) => {
        fc.pre(request.resource.startsWith("arn:"));
        const organization = createOrganization(parts);
        const head = request.resource.split(":").slice(0, 5).join(":").length + 1;
        const cut = head + (at % (request.resource.length - head + 1));
        const shape = `${request.resource.slice(0, cut)}*`;
        const verdict = evaluate(organization, { ...request, resource: shape, absentContext: true });
        if (verdict.verdict === "conditional" || verdict.verdict === "implicitDeny") return;
        assert.equal(verdict.verdict, refer(organization, request));
      }),
      RUNS,
    );
  });
});

describe("SCPs", () => {
  it("deny no less for one more Deny", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, denyStatement, (parts, request, hidden, statement) => {
        const before = evaluate(createOrganization(parts), hide(request, hidden));
        const web = [...(parts.scps.web ?? []), policy(statement)];
        const after = evaluate(createOrganization({ ...parts, scps: { ...parts.scps, web } }), hide(request, hidden));
        if (isDenial(before)) assert.ok(isDenial(after));
        if (before.verdict === "explicitDeny") assert.equal(after.verdict, "explicitDeny");
        if (before.verdict === "conditional") assert.notEqual(after.verdict, "allowed");
      }),
      RUNS,
    );
  });

  it("do not depend on the order of policies and statements", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, (parts, request, hidden) => {
        const turned = { ...parts, scps: turn(parts.scps), rcps: turn(parts.rcps) };
        const one = evaluate(createOrganization(parts), hide(request, hidden));
        const other = evaluate(createOrganization(turned), hide(request, hidden));
        assert.equal(other.verdict, one.verdict);
        assert.deepEqual(new Set(other.missingContext), new Set(one.missingContext));
      }),
      RUNS,
    );
  });

  it("allow no more for one more level", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, (parts, request, hidden) => {
        const { production = [], ...scps } = parts.scps;
        const without = evaluate(createOrganization({ ...parts, scps }), hide(request, hidden));
        const withLevel = evaluate(
          createOrganization({ ...parts, scps: { ...scps, production } }),
          hide(request, hidden),
        );
        if (withLevel.verdict === "allowed") assert.equal(without.verdict, "allowed");
        if (isDenial(without)) assert.ok(isDenial(withLevel));
      }),
      RUNS,
    );
  });

  it("say the same after any step of minifying", () => {
    const steps = fc.subarray([...MINIFY_STEPS]);
    fc.assert(
      fc.property(organizationParts, knownRequest, hiddenKeys, steps, (parts, request, hidden, taken) => {
        const organization = createOrganization(parts);
        const policies = organization.policies.map((one) => ({ ...one, content: minifyPolicy(one.content, taken) }));
        const asked = hide(request, hidden);
        const [before, after] = [organization, { ...organization, policies }].map((one) => evaluate(one, asked));
        assert.equal(after?.verdict, before?.verdict);
        assert.deepEqual(new Set(after?.missingContext), new Set(before?.missingContext));
      }),
      RUNS,
    );
  });

  it("do not depend on white space", () => {
    fc.assert(
      fc.property(organizationParts, knownRequest, (parts, request) => {
        const spaced = (organization: OrganizationContents): OrganizationContents => ({
          ...organization,
          policies: organization.policies.map((entry) => ({
            ...entry,
            content: JSON.stringify(JSON.parse(entry.content), undefined, 4),
          })),
        });
        const organization = createOrganization(parts);
        assert.deepEqual(evaluate(spaced(organization), request), evaluate(organization, request));
      }),
      { ...RUNS, numRuns: 50 },
    );
  });
});

/** The request without the marked keys; those that it lacks stay said to be absent. */
function hide({ action, resource, context }: KnownRequest, hidden: readonly boolean[]): Partial<EvaluationRequest> {
  const known = Object.entries(context).filter((_, at) => !hidden[at]);
  return { action, resource, context: Object.fromEntries(known) };
}

function turn(levels: Readonly<Record<string, readonly Document[]>>): Record<string, readonly Document[]> {
  const turned = Object.entries(levels).map(([target, documents]) => [
    target,
    documents.toReversed().map(turnStatements),
  ]);
  return Object.fromEntries(turned);
}

function turnStatements(document: Document): Document {
  if (typeof document === "string") return document;
  return { ...document, Statement: (document.Statement as unknown[]).toReversed() };
}

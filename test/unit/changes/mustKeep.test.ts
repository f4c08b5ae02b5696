import assert from "node:assert/strict";
import fc from "fast-check";
import { numberSteps } from "../../../src/changes/plan";
import { renderPlanFinding } from "../../../src/changes/preflight/catalogue";
import type { PlanFacts } from "../../../src/changes/preflight/facts";
import type { Step } from "../../../src/changes/step";
import { applySteps, judgePlan } from "../../../src/engine/impact";
import { intersect, isEmpty, type ReadonlyBits } from "../../../src/evaluation/access/bits";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { Comparison } from "../../../src/evaluation/transition";
import {
  createOrganization,
  type Document,
  FULL_ACCESS,
  IDS,
  policy,
  type Statement,
} from "../../fixtures/scenarios/scenario";
import { SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";

const SCP = "SERVICE_CONTROL_POLICY";
const KEPT = { principal: "arn:*:iam::*:role/Admin", actions: ["ec2:*", "s3:GetObject", "kms:Decrypt"] };

/** Conditions that hang on who asks, from where, or on neither. */
const condition = fc
  .record({
    arn: fc.option(
      fc.tuple(
        fc.constantFrom("ArnLike", "ArnNotLike", "StringNotLikeIfExists", "StringEquals"),
        fc.constantFrom("arn:aws:iam::*:role/Admin", "arn:aws:iam::*:root", `arn:aws:iam::${IDS.web}:*`, "*"),
      ),
    ),
    path: fc.option(
      fc.tuple(
        fc.constantFrom("ForAnyValue:StringLike", "ForAnyValue:StringNotLike"),
        fc.constantFrom(`*/${IDS.production}/*`, `*/${IDS.inner}/*`, `*/${IDS.development}/`),
      ),
    ),
    region: fc.option(fc.constantFrom("StringEquals", "StringNotEquals")),
  })
  .map(({ arn, path, region }) => ({
    ...(arn && { [arn[0]]: { "aws:PrincipalArn": arn[1] } }),
    ...(path && { [path[0]]: { "aws:PrincipalOrgPaths": path[1] } }),
    ...(region && { [region]: { "aws:RequestedRegion": "eu-west-1" } }),
  }));

const statement = fc
  .record({
    Effect: fc.constantFrom("Deny", "Deny", "Allow"),
    Action: fc.constantFrom("*", "ec2:*", "s3:*", "kms:*"),
    Resource: fc.constant("*"),
    Condition: condition,
  })
  .map((parts): Statement => parts);
const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => policy(...statements));
const level = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.array(document, { maxLength: 2 }))
  .map(([full, own]): readonly Document[] => (full === 0 ? own : [FULL_ACCESS, ...own]));
const organization = fc
  .record({ root: level, production: level, inner: level, edge: level, web: level, development: level })
  .map((scps) => createOrganization({ scps }));

const move = (accountId: string, from: string, to: string): Step => ({ kind: "moveAccount", accountId, from, to });
const plan = fc.oneof<fc.Arbitrary<readonly Step[]>[]>(
  fc.constantFrom(
    [move(IDS.web, IDS.production, IDS.development)],
    [move(IDS.edge, IDS.inner, IDS.production)],
    [{ kind: "detachPolicy", policyId: "p-FullAWSAccess", policyType: SCP, targetId: IDS.production }],
  ),
  document.map((one) => [
    {
      kind: "createPolicy",
      policy: { type: SCP, name: "New", description: "", content: JSON.stringify(one), tags: {} },
    },
    { kind: "attachPolicy", policyId: "new:1", policyType: SCP, targetId: IDS.root },
  ]),
);

describe("what has to stay possible", () => {
  it("is looked for in few accounts, and found as if each had been asked for its principal", () => {
    fc.assert(
      fc.property(organization, plan, (contents, steps) => {
        const planned = numberSteps(steps);
        const facts: PlanFacts = {
          ...{ contents, callerRole: "management", asOf: "2026-11-24" },
          protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [KEPT] },
        };
        const whole = { title: "", organizationId: contents.organization.id, plannedAt: "", steps: planned };
        const { findings } = judgePlan(whole, facts, createAccessEngine(SMALL_UNIVERSE));
        const count = (...codes: readonly string[]) =>
          findings.find(({ code }) => codes.includes(code))?.data.accounts ?? 0;

        const asked = createAccessEngine(SMALL_UNIVERSE, { principal: "role/Admin" });
        const comparison = new Comparison(asked.judge(contents), asked.judge(applySteps(contents, planned)));
        const wanted = SMALL_UNIVERSE.match(KEPT.actions);
        const has = (...sets: readonly ReadonlyBits[]) => sets.some((set) => !isEmpty(intersect(set, wanted)));
        const members = contents.accounts.filter(({ id }) => id !== IDS.management);
        const changes = members.map(({ id }) => comparison.compare(id, id));
        const lost = changes.filter(({ newlyDenied }) => has(newlyDenied));
        const open = changes.filter((one) => !lost.includes(one) && has(one.newlyConditional, one.otherConditions));
        assert.deepEqual([count("keptLost", "keptForSome"), count("keptConditional")], [lost.length, open.length]);
      }),
      { numRuns: 30, seed: 20261124 },
    );
  });

  it("is named where no such action is known, since it would protect nothing", () => {
    const contents = createOrganization({ scps: { root: [FULL_ACCESS] } });
    const judge = (actions: readonly string[]) => {
      const steps = numberSteps([move(IDS.web, IDS.production, IDS.development)]);
      const facts: PlanFacts = {
        ...{ contents, callerRole: "management", asOf: "2026-11-24" },
        protections: { protectedTargets: [], managedElsewhere: [], mustKeep: [{ ...KEPT, actions }] },
      };
      const whole = { title: "", organizationId: contents.organization.id, plannedAt: "", steps };
      return judgePlan(whole, facts, createAccessEngine(SMALL_UNIVERSE)).findings.map(renderPlanFinding);
    };
    assert.deepEqual(judge(KEPT.actions), []);
    assert.deepEqual(judge([...KEPT.actions, "s3:GetObjekt"]), [
      "An entry of the setting orgscope.mustKeep is not understood, so that it protects nothing: s3:GetObjekt",
    ]);
  });
});

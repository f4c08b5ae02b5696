import assert from "node:assert/strict";
import fc from "fast-check";
import { createAccessEngine } from "../../../src/evaluation/access/engine";
import { hasBit } from "../../../src/evaluation/access/bits";
import { getProfileVerdict } from "../../../src/evaluation/access/profile";
import { listActions } from "../../../src/evaluation/access/summary";
import type { Step } from "../../../src/changes/step";
import { numberSteps } from "../../../src/changes/plan";
import { applySteps, judgeImpact } from "../../../src/engine/impact";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { TRANSITION_KINDS, type TransitionKind } from "../../../src/evaluation/transition";
import type { OrganizationContents } from "../../../src/organization/model";
import {
  allow,
  beside,
  createOrganization,
  createRequest,
  deny,
  FULL_ACCESS,
  IDS,
  policy,
} from "../../fixtures/scenarios/scenario";
import { SMALL_ACTIONS, SMALL_UNIVERSE } from "../../fixtures/smallCatalogue";
import { knownRequest, organizationParts } from "../../reference/arbitraries";

const SCP = "SERVICE_CONTROL_POLICY";
const engine = createAccessEngine(SMALL_UNIVERSE);
const REGION = { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } };

/** The kinds that happen and their actions, with the accounts by name. */
function judge(contents: OrganizationContents, ...changes: readonly Step[]) {
  return judgeImpact(engine, contents, numberSteps(changes)).groups.map(({ accounts, transition }) => ({
    accounts: accounts.members.map((account) => account.name),
    ...Object.fromEntries(
      TRANSITION_KINDS.flatMap((kind) => {
        const actions = listActions(SMALL_UNIVERSE, transition[kind]);
        return actions.length > 0 ? [[kind, actions]] : [];
      }),
    ),
  }));
}

const created = (statement: Readonly<Record<string, unknown>>, targetId: string): readonly Step[] => [
  {
    kind: "createPolicy",
    policy: { type: SCP, name: "Draft", description: "", content: JSON.stringify(policy(statement)), tags: {} },
  },
  { kind: "attachPolicy", policyId: "new:1", policyType: SCP, targetId },
];

describe("the impact of changes", () => {
  it("names what a Deny takes away, and from whom", () => {
    const impact = judge(createOrganization({}), ...created(deny({ Action: "ec2:Stop*" }), IDS.production));
    assert.deepEqual(impact, [{ accounts: ["Web"], newlyDenied: ["ec2:StopInstances"] }]);
  });

  it("counts the management account, closed and suspended accounts apart", () => {
    const contents = createOrganization({});
    const accounts = contents.accounts.map((account) =>
      account.name === "Team" ? { ...account, state: "CLOSED" as const } : account,
    );
    const { changed, unchanged } = judgeImpact(
      engine,
      { ...contents, accounts },
      numberSteps(created(deny({ Action: "ec2:*" }), IDS.root)),
    );
    const names = (list: readonly { readonly name: string }[]) => list.map((account) => account.name);
    assert.deepEqual(names(changed.members), ["Web"]);
    assert.deepEqual(names(changed.closed), ["Team"]);
    assert.deepEqual(names(unchanged.management), ["Billing"]);
  });

  it("tells what comes to depend on the request", () => {
    const region = deny({ Action: "sqs:*", Condition: REGION });
    assert.deepEqual(judge(createOrganization({}), ...created(region, IDS.web)), [
      { accounts: ["Web"], newlyConditional: ["sqs:SendMessage"] },
    ]);
  });

  it("tells what depends on other conditions than before", () => {
    const contents = createOrganization({ scps: { web: beside(deny({ Action: "sqs:*", Condition: REGION })) } });
    const other = deny({ Action: ["sqs:*"], Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } });
    const update = (statement: Readonly<Record<string, unknown>>): Step => ({
      kind: "updatePolicy",
      policyId: "p-scpweb1",
      from: {},
      to: { content: JSON.stringify(policy(statement)) },
    });
    assert.deepEqual(judge(contents, update(other)), [{ accounts: ["Web"], otherConditions: ["sqs:SendMessage"] }]);
    const reworded = deny({
      Condition: { StringNotEquals: { "AWS:requestedregion": ["eu-west-1"] } },
      Action: ["sqs:*"],
    });
    assert.deepEqual(judge(contents, update(reworded)), []);
  });

  it("blocks everything where the full access is taken away", () => {
    const contents = createOrganization({ scps: { production: [FULL_ACCESS, policy(allow({ Action: "s3:*" }))] } });
    const change: Step = {
      kind: "detachPolicy",
      policyId: "p-FullAWSAccess",
      policyType: SCP,
      targetId: IDS.production,
    };
    const [group] = judgeImpact(engine, contents, numberSteps([change])).groups;
    const denied = listActions(SMALL_UNIVERSE, group?.transition.newlyDenied ?? SMALL_UNIVERSE.nothing);
    const others = SMALL_UNIVERSE.names.filter((name) => !name.startsWith("s3:"));
    // But for what SCPs cannot restrict.
    assert.deepEqual(
      denied,
      others.filter((name) => !name.startsWith("mechanicalturk:") && name !== "sts:GetCallerIdentity"),
    );
  });

  it("previews a move", () => {
    const scps = { production: beside(deny({ Action: "iam:*" })), development: beside(deny({ Action: "kms:*" })) };
    const move: Step = { kind: "moveAccount", accountId: IDS.web, from: IDS.production, to: IDS.development };
    assert.deepEqual(judge(createOrganization({ scps }), move), [
      {
        accounts: ["Web"],
        newlyDenied: ["kms:CreateKey", "kms:Decrypt", "kms:ListKeys", "kms:RetireGrant"],
        newlyAllowed: ["iam:CreateRole", "iam:CreateUser", "iam:ListRoles", "iam:PassRole"],
      },
    ]);
  });

  it("names an Allow that is lost at one level, whatever is gained at another", () => {
    const allowed = policy(
      allow({ Action: "sqs:SendMessage", Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }),
      deny({ Action: "sqs:SendMessage", Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } }),
    );
    const contents = createOrganization({ scps: { web: [FULL_ACCESS, allowed] } });
    const detach: Step = { kind: "detachPolicy", policyId: "p-FullAWSAccess", policyType: SCP, targetId: IDS.web };
    const [group] = judge(contents, ...created(deny({ Action: "s3:*" }), IDS.root), detach).filter(({ accounts }) =>
      accounts.includes("Web"),
    );
    assert.deepEqual((group as { otherConditions?: readonly string[] }).otherConditions, ["sqs:SendMessage"]);
  });

  it("names what a policy that stays comes to say of an account that moves", () => {
    const outside = {
      StringNotLike: { "aws:PrincipalOrgPaths": `${IDS.organization}/${IDS.root}/${IDS.production}/*` },
      Bool: { "aws:MultiFactorAuthPresent": "false" },
    };
    const contents = createOrganization({
      scps: {
        root: beside(deny({ Action: "sqs:*", Condition: REGION }), deny({ Action: "sqs:*", Condition: outside })),
      },
    });
    const move: Step = { kind: "moveAccount", accountId: IDS.web, from: IDS.production, to: IDS.development };
    assert.deepEqual(judge(contents, move), [{ accounts: ["Web"], otherConditions: ["sqs:SendMessage"] }]);
  });

  it("decides nothing where something could not be read", () => {
    const gaps = [{ operation: "ListPoliciesForTarget", resource: IDS.web, reason: "AccessDenied" }];
    const contents = createOrganization({ gaps, scps: { development: beside(deny({ Action: "s3:*" })) } });
    const impact = judge(contents, ...created(deny({ Action: "ec2:Stop*", Condition: REGION }), IDS.production));
    assert.deepEqual(impact, [{ accounts: ["Web"], undecided: ["ec2:StopInstances"] }]);
  });

  it("misses no action of which a request comes to be denied or allowed", () => {
    const change = fc.record({
      attached: fc.constantFrom<readonly Step[]>(
        [],
        created(deny({ Action: "s3:*" }), IDS.root),
        created(allow({ Action: "sqs:*", Condition: REGION }), IDS.root),
        created(allow({}), IDS.web),
      ),
      moved: fc.constantFrom<readonly Step[]>(
        [],
        [{ kind: "moveAccount", accountId: IDS.web, from: IDS.production, to: IDS.development }],
      ),
      detached: fc.subarray([IDS.root, IDS.production, IDS.web]),
    });
    fc.assert(
      fc.property(
        organizationParts,
        change,
        fc.array(knownRequest, { minLength: 8, maxLength: 8 }),
        (parts, draft, asked) => {
          const before = createOrganization(parts);
          const hasFull = (targetId: string) =>
            before.attachments.some((one) => one.policyId === "p-FullAWSAccess" && one.targetId === targetId);
          const detached = draft.detached
            .filter(hasFull)
            .map(
              (targetId): Step => ({ kind: "detachPolicy", policyId: "p-FullAWSAccess", policyType: SCP, targetId }),
            );
          const steps = numberSteps([...draft.attached, ...draft.moved, ...detached]);
          const { groups } = judgeImpact(engine, before, steps);
          const [was, is] = [before, applySteps(before, steps)].map((one) => createEvaluator(one, SMALL_ACTIONS));
          for (const { action, resource: any, context } of asked) {
            const resource = SMALL_ACTIONS.getAction(action)?.resourceTypes.length === 0 ? "*" : any;
            // No principal of an account calls for another service by itself.
            const own = { ...context, "aws:SourceArn": [] };
            for (const { id } of before.accounts) {
              const request = createRequest({ accountId: id, action, resource, context: own, absentContext: true });
              const [earlier, later] = [was?.evaluate(request).verdict ?? "", is?.evaluate(request).verdict ?? ""];
              if (earlier.endsWith("Deny") === later.endsWith("Deny")) continue;
              const transition = groups.find(({ accounts }) =>
                accounts.members.some((one) => one.id === id),
              )?.transition;
              const at = SMALL_UNIVERSE.find(action) ?? 0;
              const isNamed = TRANSITION_KINDS.some((kind) => transition && hasBit(transition[kind], at));
              assert.ok(isNamed, `${id} ${action} ${JSON.stringify(own)}: ${earlier} → ${later}`);
            }
          }
        },
      ),
      { numRuns: 600, seed: 20261204 },
    );
  });

  it("says of each action what its verdicts before and after say", () => {
    const changes = fc.constantFrom<readonly Step[]>(
      [{ kind: "moveAccount", accountId: IDS.web, from: IDS.production, to: IDS.development }],
      [{ kind: "detachPolicy", policyId: "p-FullAWSAccess", policyType: SCP, targetId: IDS.production }],
      [{ kind: "attachPolicy", policyId: "p-scpproduction1", policyType: SCP, targetId: IDS.root }],
      [
        {
          kind: "disablePolicyType",
          rootId: IDS.root,
          policyType: "RESOURCE_CONTROL_POLICY",
          attachments: [],
          targetIds: [],
        },
      ],
      created(deny({ Action: "s3:*" }), IDS.root),
    );
    fc.assert(
      fc.property(organizationParts, changes, (parts, list) => {
        const before = createOrganization(parts);
        const steps = numberSteps(list);
        const { groups } = judgeImpact(engine, before, steps);
        const [was, is] = [engine.judge(before), engine.judge(applySteps(before, steps))];
        for (const { id } of before.accounts) {
          const transition = groups.find(({ accounts }) => accounts.members.some((one) => one.id === id))?.transition;
          for (const [at, name] of SMALL_UNIVERSE.names.entries()) {
            const kinds = TRANSITION_KINDS.filter((kind) => transition && ((transition[kind][0] ?? 0) >>> at) & 1);
            const verdicts = [was, is].map((matrix) => getProfileVerdict(matrix.getProfile(id), at));
            assert.ok(
              fits(kinds, verdicts[0] ?? "", verdicts[1] ?? ""),
              `${name}: ${verdicts.join(" → ")}, ${kinds.join()}`,
            );
          }
        }
      }),
      { numRuns: 100, seed: 20261124 },
    );
  });
});

function fits(kinds: readonly TransitionKind[], before: string, after: string): boolean {
  const classOf = (verdict: string) => (verdict.endsWith("Deny") ? "denied" : verdict);
  const [was, is] = [classOf(before), classOf(after)];
  if (kinds.length > 1) return false;
  switch (kinds[0]) {
    case undefined:
      return was === is;
    case "undecided":
      return was === "unknown" || is === "unknown";
    case "otherConditions":
      return was === "conditional" && is === "conditional";
    case "newlyDenied":
      return was !== "denied" && is === "denied";
    case "newlyAllowed":
      return was !== "allowed" && is === "allowed";
    case "newlyConditional":
      return was === "allowed" && is === "conditional";
    default:
      return was === "denied" && is === "conditional";
  }
}

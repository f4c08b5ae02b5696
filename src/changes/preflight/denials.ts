/** Denials that reach nearly everything or everybody: nobody is to send them by a reflex. */
import {
  addAll,
  type Bits,
  countBits,
  intersect,
  isEmpty,
  type ReadonlyBits,
  subtract,
} from "../../evaluation/access/bits";
import { type AccessMatrix, LEG_TYPES } from "../../evaluation/access/matrix";
import { gatherResidues, type Residue, type ResidueSet } from "../../evaluation/access/residue";
import type { Impact } from "../../evaluation/impact";
import { compilePolicy } from "../../policy/matching/compile";
import type { CompiledPolicy, CompiledStatement, WrittenCondition } from "../../policy/matching/policy";
import { isEvaluated, type PolicyType } from "../../terms/policyTypes";
import type { OrganizationDraft } from "../organizationDraft";
import type { Step } from "../step";
import { finding, type PlanFinding } from "./catalogue";

/** Attaching at a root, or changing there, what denies without a condition: it holds in every account below at once. */
export function* checkRootDenial(step: Step, draft: OrganizationDraft): Generator<PlanFinding> {
  const denial = getDenial(step, draft);
  if (!denial || !isEvaluated(denial.type)) return;
  const before = new Set(listPlainDenials(denial.from, denial.type).map(getKey));
  if (listPlainDenials(denial.to, denial.type).every((statement) => before.has(getKey(statement)))) return;
  for (const { id } of draft.getRoots()) {
    if (!denial.targets.includes(id)) continue;
    yield finding("deniesAtRoot", { policy: denial.policy, target: draft.getName(id) });
  }
}

interface Denial {
  readonly policy: string;
  readonly type: PolicyType;
  readonly targets: readonly string[];
  readonly from: string;
  readonly to: string;
}

function getDenial(step: Step, draft: OrganizationDraft): Denial | undefined {
  if (step.kind !== "attachPolicy" && step.kind !== "updatePolicy") return undefined;
  const policy = draft.getPolicy(step.policyId);
  if (!policy) return undefined;
  const { name, type, content: to } = policy;
  if (step.kind === "attachPolicy") return { policy: name, type, targets: [step.targetId], from: "", to };
  const content = step.to.content ?? to;
  return { policy: name, type, targets: draft.getTargets(step.policyId), from: to, to: content };
}

function listPlainDenials(content: string, type: PolicyType): readonly CompiledStatement[] {
  const { statements } = compilePolicy(content, type);
  return statements.filter(({ effect, written }) => effect === "Deny" && written.conditions.length === 0);
}

/** What is denied, and on which resources. */
function getKey({ written }: CompiledStatement): string {
  const { actions, exceptActions, resources, exceptResources } = written;
  return JSON.stringify([[...actions].sort(), exceptActions, [...resources].sort(), exceptResources]);
}

interface NearlyAll {
  readonly account: string;
  /** How many principals are exempt. */
  readonly exempt: number;
}

/**
 * Active accounts in which over half of all actions come to be denied, whoever is exempt; `isDead`: those in which
 * nothing is left, of which another finding speaks. `target`: the place that the plan touches.
 */
export function* checkNearlyEverything(
  { before, after, groups }: Impact,
  isDead: (accountId: string) => boolean,
  target: string,
): Generator<PlanFinding> {
  const found: NearlyAll[] = [];
  const known = new Map<string, Omit<NearlyAll, "account"> | undefined>();
  for (const { accounts, transition } of groups) {
    for (const { id, name } of accounts.members) {
      const key = `${before.getProfile(id).number} ${after.getProfile(id).number}`;
      if (!known.has(key)) {
        const open = transition.newlyConditional.slice();
        addAll(open, transition.otherConditions);
        known.set(key, isDead(id) ? undefined : measure(before, after, id, transition.newlyDenied, open));
      }
      const measured = known.get(key);
      if (measured) found.push({ account: name, ...measured });
    }
  }
  const [first] = found;
  if (!first) return;
  const exempt = Math.max(...found.map((one) => one.exempt));
  yield finding("deniesNearlyEverything", { account: first.account, accounts: found.length, exempt, target });
}

/** `undefined` where less than half is denied. `open`: what depends on the request, and did so on less or not at all. */
function measure(
  before: AccessMatrix,
  after: AccessMatrix,
  accountId: string,
  newlyDenied: ReadonlyBits,
  open: ReadonlyBits,
): Omit<NearlyAll, "account"> | undefined {
  const all = countBits(subtract(after.universe.everything, after.getProfile(accountId).notSubject));
  if ((countBits(newlyDenied) + countBits(open)) * 2 <= all) return undefined;
  const denied: Bits = newlyDenied.slice();
  const was = gatherDenials(before, accountId);
  const exempt = new Set<string>();
  for (const [key, { residue, actions }] of gatherDenials(after, accountId)) {
    const spared = listSpared(residue);
    const known = was.get(key)?.actions;
    const gained = intersect(known ? subtract(actions, known) : actions, open);
    if (!spared || isEmpty(gained)) continue;
    addAll(denied, gained);
    for (const one of spared) exempt.add(one);
  }
  return countBits(denied) * 2 > all ? { exempt: exempt.size } : undefined;
}

function gatherDenials(matrix: AccessMatrix, accountId: string): ReadonlyMap<string, ResidueSet> {
  const levels = LEG_TYPES.flatMap((type) => matrix.getLevels(accountId, type));
  const policies = new Set<CompiledPolicy>(levels.flatMap((level) => level.policies.map(({ compiled }) => compiled)));
  return gatherResidues(
    [...policies].flatMap((policy) => matrix.getStatements(policy)),
    "Deny",
  );
}

/** Whom a Deny spares that holds for everybody else on every resource; `undefined` for any other. */
function listSpared({ resources, exceptResources, conditions }: Residue): readonly string[] | undefined {
  const isEverywhere = !exceptResources && resources.every((pattern) => /^\*+$/.test(pattern));
  const isForOthers = (condition: WrittenCondition) => sparesNamed(condition) || sparesServices(condition);
  if (!isEverywhere || conditions.length === 0 || !conditions.every(isForOthers)) return undefined;
  return conditions.filter(sparesNamed).flatMap(({ values }) => values);
}

/** A condition that holds for everybody but those it names. */
function sparesNamed({ operator, key }: WrittenCondition): boolean {
  const isNegated = /^(?:String|Arn)Not(?:Equals|Like|EqualsIgnoreCase)(?:IfExists)?$/i.test(operator);
  return isNegated && /^aws:(?:principal|userid$|username$)/i.test(key);
}

/** A condition that holds for everybody but AWS's services. */
function sparesServices({ operator, key, values }: WrittenCondition): boolean {
  const isNo = /^Bool(?:IfExists)?$/i.test(operator) && values.every((value) => value.toLowerCase() === "false");
  return isNo && /^aws:(?:PrincipalIsAWSService|ViaAWSService)$/i.test(key);
}

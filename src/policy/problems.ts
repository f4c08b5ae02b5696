import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import type { Catalogue } from "./catalogue";
import { toCount } from "./count";
import type { PolicyDocument } from "./document";
import { isClear } from "./faults";
import type { PolicyContext, Problem } from "./language";
import { memoize } from "./memo";
import { hasStatements, resolvePolicyType } from "./policyType";
import type { Rule, RuleReach, RuleScope } from "./rules/rule";
import { RULES } from "./rules/rules";
import { applyRuleSettings } from "./ruleSettings";
import { sayOnce } from "./saidOnce";
import { getOutline } from "./statements";
import { dropSilenced } from "./suppression";
import { getSpan } from "./tree";

/** Fifty times the largest quota: of a text beyond this only syntax and size matter, and nobody waits for more. */
const MAX_ANALYSED = 512_000;

/** What every rule that reaches the document's type has to say, in the order of the text. */
export function findProblems(
  document: PolicyDocument,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly Problem[] {
  const steps = findProblemsInSteps(document, context, openCatalogue);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same with a pause after each rule: the first policy of all makes V8 compile them. */
export function* findProblemsInSteps(
  document: PolicyDocument,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): Generator<void, readonly Problem[]> {
  const type = resolvePolicyType(document, context);
  const breaks = document.faults.filter((fault) => !isClear(fault)).map((fault) => fault.span);
  const scope: RuleScope = {
    document,
    type,
    context,
    outline: getOutline(document),
    get catalogue() {
      return openCatalogue();
    },
    isBroken: (node) => {
      const { start, end } = getSpan(node);
      return breaks.some((span) => span.start < end && span.end > start);
    },
  };
  const problems: Problem[] = [];
  for (const rule of listRules(document, type)) {
    for (const { span, severity = rule.severity, data = {} } of rule.check(scope)) {
      problems.push({ code: rule.code, span, severity, data });
    }
    yield;
  }
  // What stands in a broken place cannot be judged.
  const isJudged = ({ code, span }: Problem) =>
    SYNTAX_CODES.has(code) || !breaks.some((broken) => broken.start < span.end && broken.end > span.start);
  const judged = sayOnce(problems.filter(isJudged));
  const found = judged.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const heard = context.allowComments ? dropSilenced(found, document) : found;
  return context.rules ? applyRuleSettings(heard, context.rules, document) : heard;
}

const SYNTAX_CODES: ReadonlySet<string> = new Set([
  "json-syntax",
  "json-comment",
  "json-trailing-comma",
  "second-document",
]);

function listRules({ text }: PolicyDocument, type: PolicyType): readonly Rule[] {
  return text.length > MAX_ANALYSED ? RULES_OF_JSON : rulesOf(type);
}

const RULES_OF_JSON = RULES.filter(({ reach }) => reach === "json");

const rulesOf = memoize((type): readonly Rule[] => {
  const reached = new Set<RuleReach>(["json"]);
  reached.add(hasStatements(type) ? "statements" : "management");
  if (type === SERVICE_CONTROL_POLICY) reached.add("scp");
  if (type === RESOURCE_CONTROL_POLICY) reached.add("rcp");
  return RULES.filter(({ reach }) => reached.has(reach));
});

const RULES_BY_CODE: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.code, rule]));

/** The most specific template of the problem's rule whose gaps its data fills. */
export function getMessageTemplate({ code, data }: Problem): string {
  const messages = RULES_BY_CODE.get(code)?.messages ?? [code];
  return messages.find((message) => getGaps(message).every((gap) => gap in data)) ?? messages[0];
}

export function renderMessage(problem: Problem): string {
  return getMessageTemplate(problem).replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = problem.data[name] ?? gap;
    return typeof value === "number" ? toCount(value) : value;
  });
}

function getGaps(message: string): readonly string[] {
  return Array.from(message.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name);
}

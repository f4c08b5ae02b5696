import { getActions } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { fitsKey, getKeyParts, isListedInPart } from "../conditionKeys";
import {
  type ConditionTest,
  getTestFacts,
  getTests,
  hasReadableTests,
  isDeny,
  isMetByAbsence,
} from "../conditionTests";
import { hasWildcard } from "../glob";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan, getStringNodes } from "../tree";
import { showDenyWhen } from "./examples";
import type { Finding, Rule } from "./rule";

export const partialKeyDeny: Rule = {
  code: "partial-key-deny",
  title: "Deny that the absence of a key meets",
  severity: "warning",
  reach: "statements",
  messages: [
    "{action} is judged on its {type} too, which carries no {key} as of {date}: absence meets this test, so that the action is always denied. Narrow the Resource, such as to {arn}.",
    "{count} of these {all} actions carry no {key}: absence meets this test, so that they are always denied.",
    "Only actions of {service} carry {key}: absence meets this test, so that all others are always denied.",
  ],
  why: "A negated test, a test with `IfExists` and `Null` of `true` are met where the key is absent. Amazon EC2 judges an action on each resource that it touches, and most keys come with one of them: `ec2:InstanceType` with the instance, a tag of the request with what is created. With `Resource` of `*` the image or the subnet meets the test, whatever the instance is. In the same way most actions of a service carry none of its keys.",
  bad: showDenyWhen('"StringNotLike":{"ec2:InstanceType":"t3.*"}', '"Action":"ec2:RunInstances","Resource":"*"'),
  good: showDenyWhen(
    '"StringNotLike":{"ec2:InstanceType":"t3.*"}',
    '"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*"',
  ),
  source: "reference_policies_actions-resources-contextkeys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || !hasReadableTests(statement)) continue;
      const finding = judgeResources(statement, catalogue) ?? judgeActions(statement, catalogue);
      if (finding) yield finding;
    }
  },
};

/** A resource that an action cannot do without, made ready to be asked for keys. */
interface NeededType {
  readonly name: string;
  readonly arn: string;
  /** How its resource begins: `instance/`. */
  readonly head: string;
  readonly carries: (key: string) => boolean;
}

const NEEDED = new WeakMap<Catalogue, Map<string, readonly NeededType[]>>();

/** Read once for each action, since policies are checked while one types. */
function getNeededTypes(action: string, catalogue: Catalogue): readonly NeededType[] {
  const known = NEEDED.get(catalogue) ?? new Map<string, readonly NeededType[]>();
  NEEDED.set(catalogue, known);
  const types = known.get(action) ?? readNeededTypes(catalogue.getAction(action));
  known.set(action, types);
  return types;
}

function readNeededTypes(action: ActionFacts | undefined): readonly NeededType[] {
  const own = action?.ownKeys ?? [];
  const keys = action?.resourceKeys ?? [];
  return (action?.resourceTypes ?? []).flatMap(({ name, arn, required }, at) => {
    const listed = keys[at] ?? [];
    if (!required || listed.length === 0) return [];
    const all = [...own, ...listed];
    const plain = new Set(all.map((key) => key.toLowerCase()));
    const withGap = all.filter((key) => getKeyParts(key).length > 1);
    return [
      {
        name,
        arn: toPattern(arn),
        head: getHead(arn),
        carries: (key: string) => plain.has(key) || withGap.some((known) => fitsKey(known, key)),
      },
    ];
  });
}

/** `arn:aws:ec2:*:*:instance/*` */
export function toPattern(template: string): string {
  return template.replace("${Partition}", "aws").replace(/\$\{\w+\}/g, "*");
}

/** What is certain of an ARN's last part; nothing of an ARN that stops short. */
export function getHead(arn: string): string {
  return /^[^*?$]*/.exec(arn.split(":").slice(5).join(":"))?.[0] ?? "";
}

const OF_RESOURCES = /^(ec2:|aws:(requesttag|resourcetag)\/|aws:tagkeys$)/;

/** An action of EC2 that needs several resources, one of which carries none of what is tested. */
function judgeResources(statement: Statement, catalogue: Catalogue): Finding | undefined {
  const tests = getTests(statement).filter(({ name }) => OF_RESOURCES.test(name));
  if (!tests.some(isMetByAbsence) || statement.get("NotResource")) return undefined;
  const actions = getActions(statement).flatMap((entry) =>
    entry.kind === "action" && entry.element === "Action" && /^ec2:[^*?]+$/i.test(entry.text) ? [entry.text] : [],
  );
  const resources = getStringNodes(statement.get("Resource")?.value).map((node) => String(node.value));
  if (actions.length === 0 || resources.length === 0) return undefined;
  if (resources.some((text) => hasPlaceholder(text) || !/^(\*|arn:)/.test(text))) return undefined;
  const heads = resources.flatMap((text) =>
    /^arn:[^:]*:(ec2|[^:]*[*?][^:]*):|^\*|^arn:[^:]*$/.test(text) ? [getHead(text)] : [],
  );
  for (const action of actions) {
    const types = getNeededTypes(action.toLowerCase(), catalogue);
    for (const type of types) {
      const absent = tests.filter(({ name }) => !type.carries(name));
      const [test] = absent;
      // A test that absence does not meet keeps the statement from this resource.
      if (!test || !absent.every(isMetByAbsence)) continue;
      const bearer = types.find((other) => other.carries(test.name));
      const isReached = heads.some((head) => head.startsWith(type.head) || type.head.startsWith(head));
      if (!bearer || !isReached) continue;
      return {
        span: getInnerSpan(test.keyNode),
        // A sample that AWS publishes relies on the contrary of what its reference says.
        severity: "info",
        data: { action, type: type.name, key: test.key, arn: bearer.arn, date: catalogue.date },
      };
    }
  }
  return undefined;
}

/** Who calls, and for whom: beside another test these only exempt. */
const CALLER = /^aws:(principal|via|calledvia|source)/;

/** All of a service, or everything, under a test of what few of its actions carry. */
function judgeActions(statement: Statement, catalogue: Catalogue): Finding | undefined {
  const tests = getTests(statement).filter(({ name }) => !CALLER.test(name));
  const [test] = tests;
  if (!test || !tests.every((other) => isMetByAbsence(other) && isOfService(other, catalogue))) return undefined;
  const service = test.name.slice(0, test.name.indexOf(":"));
  const span = getInnerSpan(test.keyNode);
  const entries = getActions(statement);
  const value = statement.get("Action")?.value ?? statement.get("NotAction")?.value;
  // An entry with a gap in it may be anything.
  if (entries.length === 0 || entries.length < getStringNodes(value).length) return undefined;
  const isWide = entries.some((entry) => entry.kind === "everything" || entry.element === "NotAction");
  if (isWide) return { span, data: { service, key: test.key } };
  const wide = entries.filter(
    (entry) => entry.kind === "action" && hasWildcard(entry.name) && !hasWildcard(entry.prefix),
  );
  const actions = wide.flatMap((entry) => (entry.kind === "action" ? catalogue.expand(entry.text) : []));
  const without = actions.filter(({ conditionKeys }) => !conditionKeys.some((key) => fitsKey(key, test.name)));
  // The reference may lack the key for one or another; where it names it for none another rule speaks.
  if (without.length === actions.length || without.length * 2 < actions.length) return undefined;
  return { span, data: { count: without.length, all: actions.length, key: test.key } };
}

function isOfService(test: ConditionTest, catalogue: Catalogue): boolean {
  return getTestFacts(test, catalogue)?.origin === "service" && !isListedInPart(test.name);
}

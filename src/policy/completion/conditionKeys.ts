import type { Node } from "jsonc-parser";
import type { ActionFacts, Catalogue } from "../catalogue";
import { countActions, toCount } from "../count";
import type { PolicyDocument } from "../document";
import {
  type ConditionKey,
  fitsKey,
  getKeyParts,
  getServiceKey,
  GLOBAL_KEYS,
  isAlwaysPresent,
  readServiceKey,
} from "../conditionKeys";
import { type ParsedOperator, parseOperator } from "../operators";
import type { OrganizationNames } from "../organizationNames";
import { getMembers, getStringNodes } from "../tree";
import { type Caret, isTyped } from "./caret";
import { fitsFamily } from "./operators";
import { suggestTagKeys } from "./organizationValues";
import { escapeSnippet, type Suggestion } from "./suggestion";

/** A pattern that matches more than so many actions narrows nothing. */
const MAX_NARROWING = 2000;

/**
 * Keys that the statement's actions carry, those that all of them carry first; then the global ones. Among each, keys
 * that the operator can test come before the others.
 */
export function suggestConditionKeys(
  { text }: PolicyDocument,
  caret: Caret,
  { operator, block, statement }: Extract<Caret["place"], { readonly kind: "conditionKey" }>,
  catalogue: Catalogue,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  const written = new Set(
    getMembers(block)
      .filter(({ key }) => !isTyped(key, caret))
      .map(({ name }) => name.toLowerCase()),
  );
  const parsed = parseOperator(operator);
  const actions = findActions(statement, catalogue);
  const carried = countCarried(actions);
  const own = [...carried]
    .filter(([name]) => !name.startsWith("aws:"))
    .map(([name, count]) => {
      const facts = getServiceKey(catalogue, name);
      const key = facts ? readServiceKey(facts) : { name, type: "String", multivalued: false, summary: "" };
      const isEverywhere = count === actions.length;
      const share = isEverywhere ? "" : `, ${toCount(count)} of ${countActions(actions.length)}`;
      const suggestion = toSuggestion(key, share, rankKey(key, parsed) + rankShare(count, actions.length));
      return { suggestion, note: share, isNamed: count * 2 >= actions.length };
    });
  const global = GLOBAL_KEYS.map((key) => {
    // Keys about tags reach only where an action carries them; the others reach everywhere.
    const isAbsent =
      TAG_KEY.test(key.name) && actions.length > 0 && ![...carried.keys()].some((name) => isSame(name, key));
    const note = isAbsent ? ", not carried by these actions" : "";
    return { suggestion: toSuggestion(key, note, rankKey(key, parsed) + (isAbsent ? 9 : 2)), note, isNamed: true };
  });
  const typed = text.slice(caret.span.start, caret.offset);
  const named = [...own, ...global].flatMap((offered) => nameTags(offered, typed, organization));
  // Also keys that a service puts into the credentials it hands out, so that any call may carry them.
  const handedOut = CREDENTIAL_KEYS.flatMap((name) => {
    const facts = carried.has(name) ? undefined : getServiceKey(catalogue, name);
    if (!facts) return [];
    const key = readServiceKey(facts);
    return toSuggestion(key, ", in the credentials of its calls", rankKey(key, parsed) + 4);
  });
  return [...named, ...handedOut].filter(({ label }) => !written.has(label.toLowerCase()));
}

/** So many tags stand among all keys; behind the slash stand all. */
const MAX_TAGS = 20;

const MAX_ORDER = 999;

interface OfferedKey {
  readonly suggestion: Suggestion;
  /** What its detail says of the actions that carry it. */
  readonly note: string;
  /** Whether it is offered with tags before it is begun: not for what few of the actions carry. */
  readonly isNamed: boolean;
}

/** A key behind which a tag follows, also with the tags that the organization uses: `aws:RequestTag/CostCenter`. */
function nameTags(
  { suggestion, note, isNamed }: OfferedKey,
  typed: string,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  if (!suggestion.label.includes("/")) return [suggestion];
  const [first = "", end, more] = getKeyParts(suggestion.label);
  if (end !== "" || more !== undefined || !/tags?\/$/i.test(first)) return [suggestion];
  const isBegun = typed.toLowerCase().startsWith(first.toLowerCase());
  if (!isBegun && (!isNamed || typed.includes("/"))) return [suggestion];
  const isGlobal = first.startsWith("aws:");
  const tags = suggestTagKeys(organization);
  const named = (isBegun ? tags : tags.slice(0, MAX_TAGS)).map(
    ({ label, detail = "" }, order): Suggestion => ({
      label: first + label,
      kind: "conditionKey",
      detail: detail + note,
      value: '"$1"',
      continues: true,
      // Who types a tag's name rather means a global key: the later in a text something is found, the less it counts.
      ...(!isGlobal && !isBegun && { filterText: first + first + label }),
      rank: isGlobal || isBegun ? suggestion.rank : suggestion.rank + BEHIND_GLOBAL,
      // Behind the keys without a tag, and before the one that leaves the tag open.
      order: order + 1,
    }),
  );
  return [...named, isGlobal || isBegun ? { ...suggestion, order: MAX_ORDER } : suggestion];
}

const BEHIND_GLOBAL = 3;

/** Of the services' own pages on IAM roles for EC2 instances, on Lambda's execution role and on Glue's condition keys. */
const CREDENTIAL_KEYS = [
  "ec2:RoleDelivery",
  "ec2:SourceInstanceARN",
  "glue:CredentialIssuingService",
  "glue:RoleAssumedBy",
  "lambda:SourceFunctionArn",
];

const TAG_KEY = /^aws:(?:RequestTag|ResourceTag|TagKeys)\b/;

function isSame(name: string, key: ConditionKey): boolean {
  return name === key.name || fitsKey(key.name, name);
}

/** Global keys stand at 2: before what a few of many actions carry, such as `s3:delimiter` for `s3:*`. */
function rankShare(count: number, of: number): number {
  if (count === of) return 0;
  return count * 2 >= of ? 1 : 3;
}

/** What the operator cannot test comes last; an operator over sets wants several values, the others one. */
function rankKey(key: ConditionKey, operator: ParsedOperator | undefined): number {
  if (!operator) return 0;
  // What every request carries nobody asks after.
  if (operator.facts.family === "Null" && isAlwaysPresent(key.name)) return 40;
  const fits = fitsFamily(operator.facts.family, key);
  const suits = operator.facts.family === "Null" || key.multivalued === (operator.set !== undefined);
  return fits && suits ? 0 : fits ? 20 : 40;
}

function toSuggestion(key: ConditionKey, note: string, rank: number): Suggestion {
  const [first = "", ...rest] = getKeyParts(key.name).map(escapeSnippet);
  const text = rest.reduce((so, part, index) => `${so}\${${index + 1}:name}${part}`, first);
  return {
    label: key.name,
    kind: "conditionKey",
    detail: `${key.type}${key.multivalued ? ", several values" : ""}${note}`,
    getDocumentation: () => key.summary,
    ...(rest.length > 0 && { text, isSnippet: true }),
    value: `"$${rest.length + 1}"`,
    continues: rest.length === 0,
    rank,
  };
}

/** The actions that a statement's Action matches; none where that is everything, or told by NotAction. */
export function findActions(statement: Node | undefined, catalogue: Catalogue): readonly ActionFacts[] {
  const found = new Set<ActionFacts>();
  for (const { name, value } of getMembers(statement)) {
    if (name !== "Action") continue;
    for (const node of getStringNodes(value)) {
      const pattern = String(node.value);
      // A pattern over services, such as `*:Get*`, would read the whole catalogue.
      if (!/^[\w-]+:./.test(pattern)) return [];
      for (const action of catalogue.expand(pattern)) found.add(action);
    }
  }
  return found.size > MAX_NARROWING ? [] : [...found];
}

function countCarried(actions: readonly ActionFacts[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const action of actions) {
    for (const key of action.conditionKeys) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

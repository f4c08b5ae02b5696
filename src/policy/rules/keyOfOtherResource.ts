import { getActions } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { fitsKey } from "../conditionKeys";
import { type ConditionTest, isMetByAbsence } from "../conditionTests";
import { hasWildcard } from "../glob";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getStringNodes } from "../tree";
import { getHead, toPattern } from "./partialKeys";

/** What carries a key of Amazon EC2, where the Resource names nothing of the kind. */
interface Bearer {
  readonly action: string;
  readonly type: string;
  readonly arn: string;
}

/**
 * EC2 judges an action on each resource that it touches, with the keys of that resource: a test of a volume's key is
 * never met where the Resource names instances alone. The reference lists the keys of each.
 */
export function findOtherBearer(statement: Statement, test: ConditionTest, catalogue: Catalogue): Bearer | undefined {
  if (!test.name.startsWith("ec2:") || isMetByAbsence(test)) return undefined;
  const heads = readHeads(statement);
  const actions = readActions(statement, catalogue);
  if (!heads || !actions) return undefined;
  let bearer: Bearer | undefined;
  for (const action of actions) {
    const carries = (keys: readonly string[] | undefined) => keys?.some((key) => fitsKey(key, test.name)) === true;
    if (carries(action.ownKeys)) return undefined;
    for (const [at, { name, arn }] of action.resourceTypes.entries()) {
      const keys = action.resourceKeys[at];
      const start = getHead(arn);
      const isReached = heads.some((head) => head.startsWith(start) || start.startsWith(head));
      // Of what has no keys at all the reference may know too little.
      if (isReached && (carries(keys) || !keys?.length)) return undefined;
      if (carries(keys)) bearer ??= { action: action.name, type: name, arn: toPattern(arn) };
    }
  }
  return bearer;
}

/** How the resources begin behind the account; nothing where all or others are meant, or where a gap may be anything. */
function readHeads(statement: Statement): readonly string[] | undefined {
  const texts = getStringNodes(statement.get("Resource")?.value).map((node) => String(node.value));
  if (texts.length === 0 || statement.get("NotResource")) return undefined;
  const areTelling = texts.every((text) => /^arn:[^:]*:ec2:[^:]*:[^:]*:[a-z]/.test(text) && !hasPlaceholder(text));
  return areTelling ? texts.map(getHead) : undefined;
}

/** The actions of EC2, written out; nothing where others are among them. */
function readActions(statement: Statement, catalogue: Catalogue): readonly ActionFacts[] | undefined {
  const found: ActionFacts[] = [];
  const entries = getActions(statement);
  for (const entry of entries) {
    const facts =
      entry.kind === "action" && entry.element === "Action" && !hasWildcard(entry.text)
        ? catalogue.getAction(entry.text)
        : undefined;
    if (!facts?.name.startsWith("ec2:")) return undefined;
    found.push(facts);
  }
  return entries.length === getStringNodes(statement.get("Action")?.value).length ? found : undefined;
}

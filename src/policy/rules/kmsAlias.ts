import type { Node } from "jsonc-parser";
import { getActions, type WrittenAction } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { isDeny } from "../conditionTests";
import { hasWildcard } from "../glob";
import { compileArn, compileWildcards, overlap } from "../matching/pattern";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan, getListed, getString } from "../tree";
import { showDeny } from "./examples";
import type { Finding, Rule } from "./rule";

export const kmsAlias: Rule = {
  code: "kms-alias",
  title: "Alias in place of a KMS key",
  severity: "warning",
  reach: "statements",
  messages: [
    "This is the alias itself, never the key behind it, and {action} acts on keys. Name keys, or test {key}.",
    "This is the alias itself, never the key behind it: of {pattern} only what acts on aliases is meant. Name keys, or test {key}.",
  ],
  why: "The ARN of an alias as a resource stands for the alias, as what `kms:UpdateAlias` and `kms:DeleteAlias` act on, and never for the key that it points to. A Deny of `kms:*` on it protects no key, and an exemption by it exempts none. Keys are named by their own ARN, or by their aliases in a test of `kms:ResourceAliases`, or of `kms:RequestAlias` for requests that name the alias.",
  bad: showDeny('"Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:alias/payments"'),
  good: showDeny(
    '"Action":"kms:Decrypt","Resource":"arn:aws:kms:*:*:key/*","Condition":{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/payments"}}',
  ),
  source: "alias-authorization",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const aliases = getAliases(statement);
      const [alias] = aliases;
      if (!alias) continue;
      // Who shields a list of all kinds of things from everything may well mean the alias, as one of them.
      const isOneOfMany = isDeny(statement) && aliases.length < getListed(statement.get("Resource")?.value).length;
      const found = getActions(statement).flatMap((action) => judge(action, catalogue, isOneOfMany) ?? []);
      const finding = found.find(({ severity }) => severity === "warning") ?? found[0];
      if (finding) yield { ...finding, span: getInnerSpan(alias) };
    }
  },
};

const KEY = "kms:ResourceAliases";

const ALIAS = /^arn:[^:]*:kms:[^:]*:[^:]*:alias\/[^:]*$/;

/** The aliases that a statement names as resources where nothing it names can be a key. */
export function getAliases(statement: Statement): readonly Node[] {
  const nodes = getListed(statement.get("Resource")?.value ?? statement.get("NotResource")?.value);
  const texts = nodes.map((node) => getString(node) ?? "");
  return texts.some((text) => ALIAS.test(text)) && texts.every(isNoKey)
    ? nodes.filter((_, at) => ALIAS.test(texts[at] ?? ""))
    : [];
}

const SOME_KEY = compileArn(compileWildcards("arn:*:kms:*:*:key/*")) ?? "";

function isNoKey(text: string): boolean {
  const compiled = hasPlaceholder(text) && !ALIAS.test(text) ? undefined : compileArn(compileWildcards(text));
  return compiled !== undefined && text.startsWith("arn:") && !overlap(compiled, SOME_KEY);
}

/** What to say of an entry of Action, some of which acts on keys and on no alias. */
function judge(action: WrittenAction, catalogue: Catalogue, isOneOfMany: boolean): Omit<Finding, "span"> | undefined {
  if (action.element !== "Action" || action.kind === "malformed") return undefined;
  const written = String(action.node.value);
  const matched = catalogue.expand(written === "*" ? "kms:*" : written).filter(({ name }) => name.startsWith("kms:"));
  if (!matched.some(actsOnKeysAlone)) return undefined;
  if (!hasWildcard(written)) return { severity: "warning", data: { key: KEY, action: written } };
  // Whose name has something of aliases may be all that is meant.
  const isForAll = !isOneOfMany && (action.kind === "everything" || action.name === "*");
  const severity = isForAll || matched.every(actsOnKeysAlone) ? "warning" : "info";
  return { severity, data: { key: KEY, pattern: written } };
}

/** Whether nothing that a statement names acts on aliases. */
export function isOfKeysAlone(statement: Statement, catalogue: Catalogue): boolean {
  return getActions(statement).every(
    ({ element, kind, node }) =>
      element === "Action" && kind !== "malformed" && catalogue.expand(String(node.value)).every(actsOnKeysAlone),
  );
}

function actsOnKeysAlone({ resourceTypes }: ActionFacts): boolean {
  return resourceTypes.length > 0 && resourceTypes.every(({ name }) => name === "key");
}

import { renderJson, replaceNode } from "../edits";
import { getAliases, isOfKeysAlone } from "../rules/kmsAlias";
import { hasWildcard } from "../glob";
import { getListed } from "../tree";
import { addTests } from "./addTests";
import { createFix, type Fixer, getStatementAt } from "./fix";

/** The keys behind the aliases: all keys of the same place, told apart by their aliases in a test. */
export const nameKeys: Fixer = function* (problem, scope) {
  const statement = getStatementAt(scope, problem.span.start);
  const resource = statement?.get("Resource")?.value;
  const aliases = statement ? getAliases(statement) : [];
  // Other resources would come under the test as well.
  if (!statement || !resource || aliases.length < getListed(resource).length) return;
  // What acts on aliases, as kms:CreateAlias does, would no longer be denied for these.
  if (!isOfKeysAlone(statement, scope.catalogue)) return;
  const texts = aliases.map(({ value }) => String(value));
  const keys = [...new Set(texts.map((text) => text.replace(/alias\/[^:]*$/, "key/*")))];
  const names = texts.map((text) => text.slice(text.indexOf(":alias/") + 1));
  const operator = names.some(hasWildcard) ? "ForAnyValue:StringLike" : "ForAnyValue:StringEquals";
  const { key } = problem.data;
  const [name = ""] = names;
  const tests = addTests(scope, statement, [[operator, String(key), names.length > 1 ? names : name]]);
  const [only = "*"] = keys;
  const edit = replaceNode(scope.document.text, resource, renderJson(keys.length > 1 ? keys : only));
  if (tests) yield createFix("Name keys and test {key}", { key: String(key) }, [edit, ...tests]);
};

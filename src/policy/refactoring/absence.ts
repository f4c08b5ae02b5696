/** Refactorings of what a condition says of requests without its key. */
import { isAlwaysPresent } from "../conditionKeys";
import { parseOperator } from "../operators";
import { moveKey } from "../fixes/conditions";
import { getString } from "../tree";
import { createRefactoring, type Refactorer } from "./refactoring";

const IF_EXISTS = "IfExists";

/**
 * Offers `IfExists` only where it changes the outcome, and says which way; where it changes nothing it can go. A negated
 * operator is met by absence as it is, and `ForAnyValue` by none.
 */
export const decideAbsence: Refactorer = function* ({ token, statement, document }) {
  if (token?.kind !== "conditionKey" && token?.kind !== "conditionValue") return;
  const { operator, key } = token.condition;
  const parsed = parseOperator(operator.name);
  const effect = getString(statement?.get("Effect")?.value);
  if (!parsed || parsed.set || parsed.facts.family === "Null" || (effect !== "Deny" && effect !== "Allow")) return;
  const isDeny = effect === "Deny";
  const isIdle = parsed.facts.isNegated || isAlwaysPresent(key.name);
  const other = parsed.ifExists ? operator.name.slice(0, -IF_EXISTS.length) : operator.name + IF_EXISTS;
  const change = (template: string) => [
    createRefactoring(
      "rewrite",
      template,
      { key: key.name, operator: other },
      () => moveKey(document, token.condition, other) ?? [],
    ),
  ];
  if (isIdle) {
    if (parsed.ifExists) yield* change("Write {operator}: IfExists changes nothing for {key}");
  } else if (parsed.ifExists) {
    yield* change(
      isDeny
        ? "No longer deny requests without {key}: {operator}"
        : "No longer allow requests without {key}: {operator}",
    );
  } else
    yield* change(
      isDeny ? "Also deny requests without {key}: {operator}" : "Also allow requests without {key}: {operator}",
    );
};

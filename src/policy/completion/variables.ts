import { getKeyParts } from "../conditionKeys";
import { findOpenVariable, LITERAL_VARIABLES, type VariableFacts, VARIABLES } from "../variables";
import type { Caret } from "./caret";
import { escapeSnippet, type Suggestion } from "./suggestion";

/**
 * Policy variables for a `$` that someone has typed, each also with a default; `undefined` where none has begun. The
 * brace that the editor may have closed is replaced too. `likely` ones come first.
 */
export function suggestVariables(
  text: string,
  caret: Caret,
  likely: readonly Suggestion[] = [],
): readonly Suggestion[] | undefined {
  const typed = text.slice(caret.span.start, caret.offset);
  const at = findOpenVariable(typed);
  if (at === undefined || !caret.isQuoted) return undefined;
  const rest = /^[^$"}]*\}?/.exec(text.slice(caret.offset, caret.span.end))?.[0] ?? "";
  const end = rest.endsWith("}") ? caret.offset + rest.length : caret.offset;
  const span = { start: caret.span.start + at, end };
  return [
    ...likely,
    ...VARIABLES.flatMap((facts, order) => toSuggestions(facts, order)),
    ...LITERAL_VARIABLES.map(
      ({ name, summary }, order): Suggestion => ({
        label: `\${${name}}`,
        kind: "variable",
        getDocumentation: () => summary,
        rank: 3,
        order,
      }),
    ),
  ].map((suggestion) => ({ ...suggestion, span }));
}

function toSuggestions({ name, summary }: VariableFacts, order: number): readonly Suggestion[] {
  const [first = "", ...gaps] = getKeyParts(name).map(escapeSnippet);
  const key = gaps.reduce((so, part, index) => `${so}\${${index + 1}:name}${part}`, first);
  const shown = getKeyParts(name).join("…");
  const shared = { kind: "variable", isSnippet: true, getDocumentation: () => summary, order } as const;
  return [
    { ...shared, label: `\${${shown}}`, text: `\\\${${key}\\}`, rank: 1 },
    {
      ...shared,
      label: `\${${shown}, '…'}`,
      text: `\\\${${key}, '\${${gaps.length + 1}:default}'\\}`,
      detail: "with a default",
      rank: 2,
    },
  ];
}

import type { Gap } from "./gaps";
import type { Guardrail, GuardrailForm } from "./guardrail";

const GAP = /«(\w+)»/g;

/** The guardrail as a snippet whose equal gaps share a tab stop; indented by tabs, which editors make their own. */
export function toSnippet(guardrail: Guardrail, form: GuardrailForm, values: Readonly<Record<string, Gap>>): string {
  const stops = new Map<string, number>();
  return layOut(guardrail, form)
    .split(/(«\w+»)/)
    .map((piece, index) => {
      if (index % 2 === 0) return escapeText(piece);
      const name = piece.slice(1, -1);
      const { value, isFixed } = getValue(values, name);
      if (isFixed) return escapeText(value);
      const stop = stops.get(name) ?? stops.size + 1;
      stops.set(name, stop);
      return `\${${stop}:${value.replace(/[\\$}]/g, "\\$&")}}`;
    })
    .join("");
}

/** Text of a snippet outside its gaps. */
export function escapeText(text: string): string {
  return text.replace(/[\\$]/g, "\\$&");
}

/** The guardrail as plain text, its gaps filled in. */
export function toText(guardrail: Guardrail, form: GuardrailForm, values: Readonly<Record<string, Gap>>): string {
  return layOut(guardrail, form).replace(GAP, (_, name: string) => getValue(values, name).value);
}

function layOut({ statements }: Guardrail, form: GuardrailForm): string {
  const print = (value: unknown) => JSON.stringify(value, undefined, "\t");
  switch (form) {
    case "statements":
      return statements.map(print).join(",\n");
    case "list":
      return print(statements);
    case "policy":
      return print({ Version: "2012-10-17", Statement: statements });
  }
}

function getValue(values: Readonly<Record<string, Gap>>, name: string): Gap {
  const gap = values[name];
  if (!gap) throw new Error(`A guardrail has a gap without a value: ${name}`);
  return gap;
}

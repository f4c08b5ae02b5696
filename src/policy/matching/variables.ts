import type { RequestContext } from "./context";
import { compileWildcards } from "./pattern";
import { open, type Open, undecidable } from "./truth";

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | undefined }
  | { readonly kind: "malformed"; readonly text: string };

/** A text with policy variables (IAM User Guide, Variables and tags), ready to be filled in. */
export interface Template {
  /** The whole text, where it has no variables. */
  readonly fixed: string | undefined;
  readonly parts: readonly Part[];
}

interface TemplateOptions {
  /** Whether `${…}` is special: policies of Version 2008-10-17, or without one, take it literally. */
  readonly variables: boolean;
  /** Whether `*` and `?` are wildcards; marked as `pattern.ts` wants them. */
  readonly wildcards: boolean;
}

/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const LITERALS = new Set(["*", "?", "$"]);

export function compileTemplate(text: string, options: TemplateOptions): Template {
  const mark = options.wildcards ? compileWildcards : (plain: string) => plain;
  if (!options.variables || !text.includes("${")) return { fixed: mark(text), parts: [] };
  const parts = [...readParts(text, mark)];
  const isFixed = parts.every((part) => part.kind === "text");
  return { fixed: isFixed ? parts.map((part) => (part.kind === "text" ? part.text : "")).join("") : undefined, parts };
}

/** The text filled in; `undefined` where a variable has no value, so that nothing can be equal or like it. */
export function fillIn(template: Template, context: RequestContext): string | undefined | Open {
  if (template.fixed !== undefined) return template.fixed;
  let result = "";
  for (const part of template.parts) {
    if (part.kind === "malformed") return undecidable(`The policy variable ${part.text} is malformed`);
    const text = part.kind === "text" ? part.text : getValue(part.key, part.fallback, context);
    if (typeof text !== "string") return text;
    result += text;
  }
  return result;
}

function getValue(key: string, fallback: string | undefined, context: RequestContext): string | undefined | Open {
  const value = context.get(key.toLowerCase());
  if (value.kind === "absent") return fallback;
  if (value.kind !== "present") return open({ kind: "key", key });
  return value.values.length === 1
    ? value.values[0]
    : undecidable(`The policy variable \${${key}} stands for several values`);
}

function* readParts(text: string, mark: (plain: string) => string): Generator<Part> {
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("${", at);
    if (start < 0) break;
    if (start > at) yield { kind: "text", text: mark(text.slice(at, start)) };
    const variable = readVariable(text, start);
    yield variable.part;
    at = variable.end;
  }
  if (at < text.length) yield { kind: "text", text: mark(text.slice(at)) };
}

/** Reads `${key}` or `${key, 'default'}`. */
function readVariable(text: string, start: number): { readonly part: Part; readonly end: number } {
  const close = text.indexOf("}", start);
  if (close < 0) return { part: { kind: "malformed", text: text.slice(start) }, end: text.length };
  const inside = text.slice(start + 2, close);
  if (LITERALS.has(inside)) return { part: { kind: "text", text: inside }, end: close + 1 };
  const comma = text.indexOf(",", start);
  if (comma < 0 || comma > close) {
    const isName = inside.includes(":") && !inside.includes("'");
    const part: Part = isName
      ? { kind: "variable", key: inside, fallback: undefined }
      : { kind: "malformed", text: text.slice(start, close + 1) };
    return { part, end: close + 1 };
  }
  const key = text.slice(start + 2, comma).trim();
  const quote = text.indexOf("'", comma);
  const quoteEnd = text.indexOf("'", quote + 1);
  const isDefault = quote >= 0 && quoteEnd >= 0 && text.slice(comma + 1, quote).trim() === "" && key.includes(":");
  if (!isDefault || text.charAt(quoteEnd + 1) !== "}") {
    return { part: { kind: "malformed", text: text.slice(start, close + 1) }, end: close + 1 };
  }
  return { part: { kind: "variable", key, fallback: text.slice(quote + 1, quoteEnd) }, end: quoteEnd + 2 };
}

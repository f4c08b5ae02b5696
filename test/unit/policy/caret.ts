import type { CompletionItem, PolicyContext, TextEdit } from "../../../src/policy/language";
import { language } from "./language";

/** Splits a text at the caret `|`, which stands where someone types. */
export function readCaret(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("|");
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** What is offered at the caret, best first, as the editor would filter it by what is typed. */
export function complete(marked: string, context?: PolicyContext): readonly CompletionItem[] {
  const { text, offset } = readCaret(marked);
  const { items } = language.getCompletions(language.parse(text), offset, context);
  return items
    .filter(({ edit, filterText, label }) => {
      const typed = text.slice(edit.span.start, offset).toLowerCase();
      return isSubsequence(typed, (filterText ?? label).toLowerCase());
    })
    .toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

export function isIncomplete(marked: string, context?: PolicyContext): boolean {
  const { text, offset } = readCaret(marked);
  return language.getCompletions(language.parse(text), offset, context).isIncomplete;
}

export function getLabels(marked: string, context?: PolicyContext): readonly string[] {
  return complete(marked, context).map((item) => item.label);
}

/** The document after the item of that label is accepted, with a snippet's gaps filled by their defaults. */
export function accept(marked: string, label: string, context?: PolicyContext): string {
  const { text } = readCaret(marked);
  const item = complete(marked, context).find((candidate) => candidate.label === label);
  if (!item) throw new Error(`not offered: ${label}`);
  const newText = item.snippet ? fillSnippet(item.edit.newText) : item.edit.newText;
  return applyEdits(text, [{ span: item.edit.span, newText }, ...(item.additionalEdits ?? [])]);
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

function fillSnippet(snippet: string): string {
  return snippet
    .replace(
      /\\([\\$}])|\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\d+/g,
      (_, escaped = "", word = "", choice = "") => {
        return escaped + word + choice;
      },
    )
    .replaceAll("\t", "  ");
}

function isSubsequence(typed: string, text: string): boolean {
  let at = 0;
  for (const character of typed) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

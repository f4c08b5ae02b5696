import { insertAt } from "../edits";
import { createFix, type Fixer } from "./fix";

/** The last of all remedies where comments are allowed: nothing is changed but that nobody is told any more. */
export const ignoreHere: Fixer = function* ({ code, span }, { document, context }) {
  if (!context.allowComments || code.startsWith("json-")) return;
  const { text } = document;
  const newline = text.indexOf("\n", span.start);
  const after = newline < 0 ? text.length : newline;
  const end = newline > span.start && text[newline - 1] === "\r" ? newline - 1 : after;
  // A second comment behind the first would be part of it.
  if (document.faults.some((fault) => fault.kind === "comment" && fault.span.start < end && fault.span.end >= end))
    return;
  const edit = insertAt(end, ` // orgscope-ignore ${code}`);
  yield createFix("Ignore {code} in this line, by a comment", { code }, [edit], { isPreferred: false });
};

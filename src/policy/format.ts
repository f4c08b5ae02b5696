import { applyEdits, format, stripComments } from "jsonc-parser";
import { parsePolicyDocument } from "./document";
import { isComplete } from "./faults";

/** Pretty-printed with two spaces and the text's own line ends; a broken text comes back as it is. */
export function formatJson(text: string): string {
  if (isUnreadable(text)) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const formatted = applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol })).trim();
  return /\n\s*$/.test(text) ? formatted + eol : formatted;
}

/** Without white space outside strings; a broken text comes back as it is. */
export function minifyText(text: string): string {
  return isUnreadable(text) ? text : minifyJson(text);
}

/** The text without white space outside strings, and without comments, which AWS would refuse. */
export function minifyJson(text: string): string {
  const plain = text.includes("/") ? stripComments(text) : text;
  let minified = "";
  let from = 0;
  let inString = false;
  for (let at = 0; at < plain.length; at++) {
    const code = plain.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (inString && code === 0x5c) at++;
    else if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff) {
      if (inString) continue;
      minified += plain.slice(from, at);
      from = at + 1;
    }
  }
  return minified + plain.slice(from);
}

function isUnreadable(text: string): boolean {
  return parsePolicyDocument(text).faults.some((fault) => !isComplete(fault));
}

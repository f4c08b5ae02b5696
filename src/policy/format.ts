import { applyEdits, format } from "jsonc-parser";
import { maskComments } from "./comments";
import { parsePolicyDocument } from "./document";
import { isComplete } from "./faults";
import { maskTemplate } from "./templates";

/**
 * Pretty-printed with two spaces and the text's own line ends; a broken text comes back as it is, and a template with
 * more than gaps for values and names.
 */
export function formatJson(text: string): string {
  if (isLeftAlone(text)) return text;
  const { json } = maskTemplate(text);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const formatted = applyEdits(text, format(json, undefined, { tabSize: 2, insertSpaces: true, eol })).trim();
  return /\n\s*$/.test(text) ? formatted + eol : formatted;
}

/** Without white space outside strings; what `formatJson` leaves as it is stays so here too. */
export function minifyText(text: string): string {
  return isLeftAlone(text) ? text : minifyJson(text, maskTemplate(text).json);
}

/**
 * The text without white space outside strings, and without comments, which AWS would refuse. `json` is the same text
 * with its gaps masked, so that they stay whole.
 */
export function minifyJson(text: string, json = text): string {
  const plain = json.includes("/") ? maskComments(json).text : json;
  let minified = "";
  let from = 0;
  let inString = false;
  for (let at = 0; at < plain.length; at++) {
    const code = plain.charCodeAt(at);
    if (code === 0x22) inString = !inString;
    else if (inString && code === 0x5c) at++;
    else if (code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff) {
      if (inString) continue;
      minified += text.slice(from, at);
      from = at + 1;
    }
  }
  return minified + text.slice(from);
}

function isLeftAlone(text: string): boolean {
  const { faults, isPlain } = parsePolicyDocument(text);
  return !isPlain || faults.some((fault) => !isComplete(fault));
}

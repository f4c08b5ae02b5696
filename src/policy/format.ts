import { format } from "jsonc-parser";
import { maskComments } from "./comments";
import { parsePolicyDocument, type PolicyDocument } from "./document";
import { isComplete } from "./faults";

/**
 * Pretty-printed with two spaces and the text's own line ends; a broken text comes back as it is, and a template with
 * more than gaps for values and names.
 */
export function formatJson(text: string): string {
  const document = parsePolicyDocument(text);
  if (isLeftAlone(document)) return text;
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  let formatted = "";
  let from = 0;
  for (const edit of format(document.masked, undefined, { tabSize: 2, insertSpaces: true, eol })) {
    // Of a line that is indented by just two hundred spaces the formatter has no text.
    const content = (edit.content as string | undefined) ?? eol + " ".repeat(200);
    formatted += text.slice(from, edit.offset) + content;
    from = edit.offset + edit.length;
  }
  formatted = (formatted + text.slice(from)).trim();
  return /[\r\n]\s*$/.test(text) ? formatted + eol : formatted;
}

/** Without white space outside strings; what `formatJson` leaves as it is stays so here too. */
export function minifyText(text: string): string {
  const document = parsePolicyDocument(text);
  return isLeftAlone(document) ? text : minifyJson(text, document.masked);
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

function isLeftAlone({ faults, isPlain }: PolicyDocument): boolean {
  return !isPlain || faults.some((fault) => !isComplete(fault));
}

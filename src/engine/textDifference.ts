/** What becomes other text: in a few lines for a question, and whole for a document. */
import { diffComm } from "node-diff3";
import { alignPolicy } from "../policy/alignment/align";
import type { Translate } from "../terms/translate";
import { toVisibleText } from "../terms/visibleText";

/** A question that outgrows the screen has its buttons below it. */
const SHOWN = 12;
/** Lines around a change that show where it is. */
const AROUND = 3;
/** Characters; AWS takes no policy of half as many. Comparing lines takes more than linear time. */
const COMPARED = 100_000;

/** `- eu-west-3`, `+ eu-north-1`: line by line, in the order of the text, without what is only laid out otherwise. */
export function tellTextDifference(before: string, after: string, t: Translate): readonly string[] {
  const [from, to] = [readLines(before, before), readLines(after, before)];
  const changed = compareLines(from, to).flatMap((part) =>
    "common" in part ? [] : [...part.removed.map((line) => `- ${line}`), ...part.added.map((line) => `+ ${line}`)],
  );
  const telling = changed.filter((line) => /[^\s[\]{}+-]/.test(line));
  return limitLines(telling.length > 0 ? telling : changed, t);
}

/** The first of many lines, and how many more the plan has. */
export function limitLines(lines: readonly string[], t: Translate): readonly string[] {
  if (lines.length <= SHOWN) return lines;
  const rest = lines.length - SHOWN + 1;
  return [...lines.slice(0, SHOWN - 1), t("… and {0} more lines: Show Plan has them all", rest)];
}

/** A text as a person reads it, laid out as `reference` is. */
export function toReadableLines(text: string, reference = text): readonly string[] {
  return toVisibleText(alignPolicy(text, reference)).trimEnd().split("\n");
}

/** Each line behind `+`, `-` or a space, with a few around each change; `…` where lines were left out. */
export function formatTextDifference(before: string, after: string): readonly string[] {
  const parts = compareLines(toReadableLines(before), toReadableLines(after, before));
  return parts.flatMap((part, index) => {
    if (!("common" in part))
      return [...part.removed.map((line) => `-${line}`), ...part.added.map((line) => `+${line}`)];
    const lines = part.common.map((line) => ` ${line}`);
    const [head, tail] = [index === 0 ? 0 : AROUND, index === parts.length - 1 ? 0 : AROUND];
    if (lines.length <= head + tail + 1) return lines;
    return [...lines.slice(0, head), "…", ...lines.slice(lines.length - tail)];
  });
}

type LinesPart =
  | { readonly common: readonly string[] }
  | { readonly removed: readonly string[]; readonly added: readonly string[] };

function compareLines(before: readonly string[], after: readonly string[]): readonly LinesPart[] {
  if (countCharacters(before) + countCharacters(after) > COMPARED) return [{ removed: before, added: after }];
  return diffComm([...before], [...after]).map((part) =>
    "common" in part ? { common: part.common } : { removed: part.buffer1, added: part.buffer2 },
  );
}

function countCharacters(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** Without what a following line brings along, and an item of a list as it reads. */
function readLines(text: string, reference: string): readonly string[] {
  return toReadableLines(text, reference)
    .map((line) => line.trim().replace(/,$/, ""))
    .map((line) => line.replace(/^"([^"\\]*)"$/, "$1"));
}

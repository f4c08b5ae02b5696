/** What a publication makes of a policy's text, for its question. No VS Code here. */
import { alignPolicy } from "../../policy/alignment/align";
import type { Translate } from "../../terms/translate";
import { compareLines } from "./mergeTexts";

/** A question that outgrows the screen has its buttons below it. */
const SHOWN = 12;

/** `- eu-west-3`, `+ eu-north-1`: line by line, in the order of the text, without what is only laid out otherwise. */
export function tellTextDifference(before: string, after: string, t: Translate): readonly string[] {
  const [from, to] = [readLines(before, before), readLines(after, before)];
  const changed = compareLines(from, to).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line}`),
    ...added.map((line) => `+ ${line}`),
  ]);
  const telling = changed.filter((line) => /[^\s[\]{}+-]/.test(line));
  const lines = telling.length > 0 ? telling : changed;
  if (lines.length <= SHOWN) return lines;
  const rest = lines.length - SHOWN + 1;
  return [
    ...lines.slice(0, SHOWN - 1),
    t("… and {0} more lines: Compare Draft With Published Policy has them all", rest),
  ];
}

/** Without what a following line brings along, and an item of a list as it reads. */
function readLines(text: string, reference: string): readonly string[] {
  return alignPolicy(text, reference)
    .split("\n")
    .map((line) => line.trim().replace(/,$/, ""))
    .map((line) => line.replace(/^"([^"\\]*)"$/, "$1"));
}

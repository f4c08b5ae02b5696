import type { Plan } from "../../changes/plan";

/** So many characters of a title tell plans apart in a list of files. */
const MAX_LENGTH = 50;

/** Day and title, for a file or folder: `2026-11-24-replace-denyrootuser`. Whole words, as many as there is room for. */
export function getFileName({ title, plannedAt }: Pick<Plan, "title" | "plannedAt">): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? ["plan"];
  const [first = "", ...more] = words;
  let name = first.slice(0, MAX_LENGTH);
  for (const word of more) {
    if (name.length + 1 + word.length > MAX_LENGTH) break;
    name += `-${word}`;
  }
  return `${plannedAt.slice(0, 10)}-${name}`;
}

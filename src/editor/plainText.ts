/**
 * Names come from AWS, where the owner of an account chooses its name. VS Code makes links of `[text](command:…)` in
 * notifications, progress and input boxes, and a click runs the command: no link of theirs may survive, and no line
 * break or bidirectional control may forge a line of a question.
 */
export function toPlainLine(text: string): string {
  return text.replaceAll("](", "] (").replace(BREAKS, " ");
}

const BREAKS = /[\p{Control}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

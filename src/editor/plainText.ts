import { toOneLine } from "../terms/oneLine";

/**
 * Names come from AWS, where the owner of an account chooses its name. VS Code makes links of `[text](command:…)` in
 * notifications, progress and input boxes, and a click runs the command: no link of theirs may survive, and no line
 * break or bidirectional control may forge a line of a question.
 */
export function toPlainLine(text: string): string {
  return toOneLine(text.replaceAll("](", "] ("));
}

/** The same for a tab, whose name is the last segment of a path. */
export function toTabName(text: string): string {
  return toOneLine(text).replace(/[/\\%]/g, "_");
}

import { coversAction } from "./covering";
import type { Problem } from "./language";

const UNKNOWN: ReadonlySet<string> = new Set(["unknown-action", "unknown-service", "unmatched-wildcard"]);

/**
 * Of an action that is not known and that another entry takes in, one finding: that it changes nothing, however it is
 * spelt; or that it is not known, where the entry that it is likely meant to be would not be taken in.
 */
export function sayOnce(problems: readonly Problem[]): readonly Problem[] {
  const covered = problems.filter(({ code }) => code === "redundant-action");
  if (covered.length === 0) return problems;
  // One marks the entry, the other its first part or its last.
  const byStart = new Map(covered.map((problem) => [problem.span.start, problem]));
  const byEnd = new Map(covered.map((problem) => [problem.span.end, problem]));
  const dropped = new Set<Problem>();
  for (const unknown of problems.filter(({ code }) => UNKNOWN.has(code))) {
    const redundant = byStart.get(unknown.span.start) ?? byEnd.get(unknown.span.end);
    if (redundant) dropped.add(isTakenIn(unknown, redundant) ? unknown : redundant);
  }
  return problems.filter((problem) => !dropped.has(problem));
}

function isTakenIn({ code, data: { nearest, elsewhere, service } }: Problem, { data }: Problem): boolean {
  const meant = elsewhere ?? nearest;
  // Written twice, it is meant twice.
  if (meant === undefined || data.wider === undefined) return true;
  return coversAction(String(data.wider), writeMeant(code, String(meant), String(service), String(data.entry)));
}

/** The whole entry that a finding suggests: it names the whole of some, and the part that is wrong of others. */
function writeMeant(code: string, meant: string, service: string, entry: string): string {
  if (code === "unknown-service") return meant + entry.slice(entry.indexOf(":"));
  return meant.includes(":") ? meant : `${service}:${meant}`;
}

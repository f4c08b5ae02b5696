/** What a command is about: plain data with ids of AWS, whatever was clicked, selected or passed. */
export type Subject =
  /** A root, OU or account. */
  | { readonly kind: "target"; readonly targetId: string }
  /** A policy; with `targetId` its attachment to that target. */
  | { readonly kind: "policy"; readonly policyId: string; readonly targetId?: string };

/** The targets among the subjects, each once. */
export function getTargetIds(subjects: readonly Subject[]): readonly string[] {
  return [...new Set(subjects.flatMap((subject) => (subject.kind === "target" ? [subject.targetId] : [])))];
}

/** The policies among the subjects, each once. */
export function getPolicyIds(subjects: readonly Subject[]): readonly string[] {
  return [...new Set(subjects.flatMap((subject) => (subject.kind === "policy" ? [subject.policyId] : [])))];
}

import type { PolicyDocument } from "../../policy/document";
import { getOutline } from "../../policy/statements";

/** Whether a statement of the policy allows anything at all. */
export function hasAllow(document: PolicyDocument): boolean {
  return getOutline(document).statements.some((statement) => statement.get("Effect")?.value?.value === "Allow");
}

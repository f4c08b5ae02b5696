import { compilePolicy } from "../../policy/matching/compile";
import type { OrganizationDraft } from "../organizationDraft";
import type { Step } from "../step";

/** What a step does to what is denied below its target: it adds to it, takes from it, or may do both. */
export type Direction = "denies" | "frees" | "either";

/** Tells the directions of steps; the texts of policies are looked at once. */
export function createDirections(): (step: Step, draft: OrganizationDraft) => Direction {
  const known = new Map<string, Direction>();
  return (step, draft) => {
    if (step.kind !== "attachPolicy" && step.kind !== "detachPolicy") return "either";
    const content = draft.getPolicy(step.policyId)?.content;
    if (content === undefined) return "either";
    const key = `${step.policyType} ${content}`;
    const attached = known.get(key) ?? getAttached(content, step.policyType);
    known.set(key, attached);
    if (attached === "either" || step.kind === "attachPolicy") return attached;
    return attached === "denies" ? "frees" : "denies";
  };
}

/** The direction of attaching: an Allow only adds to what its level allows, a Deny only takes from it. */
function getAttached(content: string, type: string): Direction {
  const { statements, problem } = compilePolicy(content, type);
  const effects = new Set(statements.map(({ effect }) => effect));
  if (problem !== undefined || effects.size !== 1) return "either";
  return effects.has("Deny") ? "denies" : "frees";
}

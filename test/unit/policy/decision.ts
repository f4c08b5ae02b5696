import { type ContextValue, present } from "../../../src/policy/matching/context";
import { parseAction } from "../../../src/policy/matching/actions";
import { compilePolicy } from "../../../src/policy/matching/compile";
import { or, type Truth } from "../../../src/policy/matching/truth";
import type { PolicyType } from "../../../src/terms/policyTypes";
import type { KnownRequest } from "../../reference/arbitraries";

/** What a policy says of a request: whether any Deny and whether any Allow matches; `open` where that cannot be told. */
export function decide(text: string, request: KnownRequest, type: PolicyType = "SERVICE_CONTROL_POLICY"): string {
  const { statements, problem } = compilePolicy(text, type);
  if (problem !== undefined) return problem;
  const action = parseAction(request.action);
  if (!action) throw new Error(request.action);
  const keys = new Map(Object.entries(request.context).map(([key, values]) => [key.toLowerCase(), present(...values)]));
  const absent: ContextValue = { kind: "absent" };
  const match = {
    action,
    resource: { kind: "exact", arn: request.resource } as const,
    context: { get: (key: string) => keys.get(key) ?? absent },
  };
  const judge = (effect: string) =>
    statements
      .filter((statement) => statement.effect === effect && statement.matchesAction(action))
      .reduce<Truth>((truth, statement) => or(truth, statement.matchRest(match)), false);
  const tell = (truth: Truth) => (typeof truth === "boolean" ? String(truth) : "open");
  return `deny ${tell(judge("Deny"))}, allow ${tell(judge("Allow"))}`;
}

import type { SimulationAnswer, SimulationQuestion } from "../../src/terms/simulation";
import { statementMatches } from "./matching";

/** SimulateCustomPolicy as its page tells: an Allow at every level, no Deny at any; keys that are not given are absent. */
export function simulate({ action, resource = "*", levels, context }: SimulationQuestion): SimulationAnswer {
  const known = Object.fromEntries(context.map(({ key, values }) => [key.toLowerCase(), values]));
  const effects = levels.map((texts) =>
    texts.flatMap((text) => {
      const { Version = "2008-10-17", Statement } = JSON.parse(text) as {
        Version?: string;
        Statement: object | object[];
      };
      return [Statement]
        .flat()
        .map((statement): Readonly<Record<string, unknown>> => ({ ...statement }))
        .filter((statement) => statementMatches(statement, action, resource, known, Version))
        .map(({ Effect }) => Effect);
    }),
  );
  if (effects.some((level) => level.includes("Deny")))
    return { decision: "explicitDeny", allowedByOrganizations: false };
  const isAllowed = effects.every((level) => level.includes("Allow"));
  return { decision: isAllowed ? "allowed" : "implicitDeny", allowedByOrganizations: isAllowed };
}

/** Ids that do not exist yet: `new:3` stands for what step 3 of the same plan creates. */
import type { Step } from "./step";

const NEW_ID = /^new:(.+)$/;

export function getNewId(stepId: string): string {
  return `new:${stepId}`;
}

export function isNewId(id: string): boolean {
  return NEW_ID.test(id);
}

/** The steps whose creations this one needs. */
export function getNeededSteps(step: Step): readonly string[] {
  const needed = new Set<string>();
  mapIds(step, (id) => {
    const stepId = NEW_ID.exec(id)?.[1];
    if (stepId !== undefined) needed.add(stepId);
    return id;
  });
  return [...needed];
}

/** The step with the ids that `created` knows by step id; `undefined` as long as one is missing. */
export function fillInNewIds(step: Step, created: ReadonlyMap<string, string>): Step | undefined {
  if (getNeededSteps(step).some((stepId) => !created.has(stepId))) return undefined;
  return mapIds(step, (id) => created.get(NEW_ID.exec(id)?.[1] ?? "") ?? id);
}

/** The step with some ids replaced by others. */
export function replaceIds(step: Step, ids: ReadonlyMap<string, string>): Step {
  return ids.size === 0 ? step : mapIds(step, (id) => ids.get(id) ?? id);
}

const IDS: ReadonlySet<string> = new Set([
  ...["policyId", "targetId", "targetIds", "rootId", "parentId", "organizationalUnitId", "accountId", "resourceId"],
  "handshakeId",
]);

/** Names, texts and tags stay what they are, also where one reads like an id. */
function mapIds(step: Step, map: (id: string) => string): Step {
  const areTags = step.kind === "tagResource" || step.kind === "untagResource";
  const visit = (value: unknown, key: string): unknown => {
    const isId = IDS.has(key) || (step.kind === "moveAccount" && (key === "from" || key === "to"));
    if (typeof value === "string") return isId ? map(value) : value;
    if (Array.isArray(value)) return value.map((item: unknown) => visit(item, key));
    if (typeof value !== "object" || value === null || key === "tags" || (areTags && key === "was")) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visit(member, name)]));
  };
  return visit(step, "") as Step;
}

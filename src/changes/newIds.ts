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
  mapTexts(step, (text) => {
    const stepId = NEW_ID.exec(text)?.[1];
    if (stepId !== undefined) needed.add(stepId);
    return text;
  });
  return [...needed];
}

/** The step with the ids that `created` knows by step id; `undefined` as long as one is missing. */
export function fillInNewIds(step: Step, created: ReadonlyMap<string, string>): Step | undefined {
  if (getNeededSteps(step).some((stepId) => !created.has(stepId))) return undefined;
  return mapTexts(step, (text) => created.get(NEW_ID.exec(text)?.[1] ?? "") ?? text);
}

/** The step with some ids replaced by others. */
export function replaceIds(step: Step, ids: ReadonlyMap<string, string>): Step {
  return ids.size === 0 ? step : mapTexts(step, (text) => ids.get(text) ?? text);
}

/** Policy texts, names and tags go through as well: none of them is an id as a whole. */
function mapTexts<T>(value: T, map: (text: string) => string): T {
  if (typeof value === "string") return map(value) as T & string;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, map)) as T & unknown[];
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, map)])) as T & object;
}

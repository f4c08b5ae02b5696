/**
 * A plan as a file (`*.orgplan.json`), to be reviewed and checked again elsewhere. What is read comes from anybody. That
 * it takes back or finishes a run is not believed: an undo is judged less strictly, and hides what it undoes.
 */
import { toOneLine } from "../terms/oneLine";
import { getNeededSteps } from "./newIds";
import type { Plan, PlannedStep } from "./plan";
import { Misshapen, readList, readObject, readStep, readText, UnknownKind } from "./stepShape";

export const PLAN_FORMAT = "orgscope/plan@1";

export function formatPlan(plan: Plan): string {
  return `${JSON.stringify({ format: PLAN_FORMAT, ...plan }, undefined, 2)}\n`;
}

export type ParsedPlan = { readonly plan: Plan } | { readonly problem: string };

/** `problem`: in English, why it is no plan, with the place. */
export function parsePlan(text: string): ParsedPlan {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problem: `It is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  try {
    return { plan: readPlan(value) };
  } catch (error) {
    if (error instanceof Misshapen) return { problem: error.message };
    throw error;
  }
}

function readPlan(value: unknown): Plan {
  const file = readObject(value, "The file");
  if (file.format !== PLAN_FORMAT) throw new Misshapen(explainFormat(file.format));
  const optional = ["callerArn", "reason"].flatMap((key) =>
    file[key] === undefined ? [] : [[key, readText(file[key], key)] as const],
  );
  const steps = readList(file.steps, "steps").map(readPlannedStep);
  if (steps.length === 0) throw new Misshapen("It has no steps.");
  checkOrder(steps);
  return {
    title: readText(file.title, "title"),
    organizationId: readText(file.organizationId, "organizationId"),
    plannedAt: readTime(file.plannedAt, "plannedAt"),
    steps,
    ...Object.fromEntries(optional),
  };
}

function explainFormat(format: unknown): string {
  if (typeof format !== "string" || !/^orgscope\/plan@\d{1,9}$/.test(format))
    return `Its format is not ${PLAN_FORMAT}.`;
  return `Its format is ${format}, and this version of Orgscope reads ${PLAN_FORMAT}. Another version wrote it.`;
}

function readPlannedStep(value: unknown, index: number): PlannedStep {
  const place = `steps[${index}]`;
  const planned = readObject(value, place);
  const wave = planned.wave ?? 0;
  if (typeof wave !== "number" || !Number.isInteger(wave) || wave < 0)
    throw new Misshapen(`${place}.wave is no number.`);
  const id = readId(planned.id, `${place}.id`);
  try {
    return { id, step: readStep(planned.step, `${place}.step`), wave };
  } catch (error) {
    if (!(error instanceof UnknownKind)) throw error;
    const kind = toOneLine(error.kind).slice(0, 60);
    throw new Misshapen(`Step ${id} is of a kind that this version of Orgscope does not know: ${kind}.`);
  }
}

/** Exports make names of files and variables of it. */
function readId(value: unknown, place: string): string {
  const id = readText(value, place);
  if (/^[1-9]\d{0,8}$/.test(id)) return id;
  throw new Misshapen(`${place} is no number.`);
}

/** Ids are unique, waves never fall, and a step needs only what comes before it. */
function checkOrder(steps: readonly PlannedStep[]): void {
  const seen = new Set<string>();
  let last = 0;
  for (const { id, step, wave } of steps) {
    if (seen.has(id)) throw new Misshapen(`Two steps have the id ${id}.`);
    const missing = getNeededSteps(step).find((needed) => !seen.has(needed));
    if (missing !== undefined)
      throw new Misshapen(`Step ${id} needs what step ${missing} creates, which is not before it.`);
    if (wave < last) throw new Misshapen(`Step ${id} belongs to an earlier wave than the one before it.`);
    seen.add(id);
    last = wave;
  }
}

/** What AWS says of times is compared with it as text. */
function readTime(value: unknown, place: string): string {
  const time = readText(value, place);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(time)) return time;
  throw new Misshapen(`${place} is no time such as 2026-11-24T10:00:00.000Z.`);
}

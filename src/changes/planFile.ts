/**
 * A plan as a file (`*.orgplan.json`), to be reviewed and checked again elsewhere. What is read comes from anybody: only
 * members that a step of its kind has are taken over, each of the right type. That it takes back or finishes a run is
 * not believed: an undo is judged less strictly, and hides what it undoes.
 */
import type { Plan, PlannedStep } from "./plan";
import { getNeededSteps } from "./newIds";
import type { PolicyFields, Step, StepKind, StepOf } from "./step";

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

class Misshapen extends Error {}

function readPlan(value: unknown): Plan {
  const file = readObject(value, "The file");
  if (file.format !== PLAN_FORMAT) throw new Misshapen(`Its format is not ${PLAN_FORMAT}.`);
  const optional = ["callerArn", "reason"].flatMap((key) =>
    file[key] === undefined ? [] : [[key, readText(file[key], key)] as const],
  );
  const steps = readList(file.steps, "steps").map(readPlannedStep);
  checkOrder(steps);
  return {
    title: readText(file.title, "title"),
    organizationId: readText(file.organizationId, "organizationId"),
    plannedAt: readTime(file.plannedAt, "plannedAt"),
    steps,
    ...Object.fromEntries(optional),
  };
}

function readPlannedStep(value: unknown, index: number): PlannedStep {
  const place = `steps[${index}]`;
  const planned = readObject(value, place);
  const wave = planned.wave ?? 0;
  if (typeof wave !== "number" || !Number.isInteger(wave) || wave < 0)
    throw new Misshapen(`${place}.wave is no number.`);
  return { id: readId(planned.id, `${place}.id`), step: readStep(planned.step, `${place}.step`), wave };
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

type Read = (value: unknown, place: string) => unknown;
type Shape = Readonly<Record<string, Read>>;

const optional =
  (read: Read): Read =>
  (value, place) =>
    value === undefined ? undefined : read(value, place);

const FIELDS: Shape = { name: optional(readText), description: optional(readText), content: optional(readText) };
const NEW_POLICY: Shape = {
  type: readText,
  name: readText,
  description: readText,
  content: readText,
  tags: readTags,
};
const ATTACHMENT: Shape = { policyId: readText, policyType: readText, targetId: readText };
const HANDSHAKE: Shape = { handshakeId: readText };
const DELEGATE: Shape = { accountId: readText, servicePrincipal: readText };

/** The members of each kind of step. */
const SHAPES: Readonly<Record<StepKind, Shape>> = {
  createPolicy: { policy: shape(NEW_POLICY) },
  updatePolicy: { policyId: readText, from: shape(FIELDS), to: shape(FIELDS) },
  deletePolicy: { policyId: readText, was: shape(NEW_POLICY) },
  attachPolicy: ATTACHMENT,
  detachPolicy: ATTACHMENT,
  enablePolicyType: { rootId: readText, policyType: readText },
  disablePolicyType: {
    rootId: readText,
    policyType: readText,
    attachments: list(shape({ policyId: readText, targetId: readText })),
    targetIds: list(readText),
  },
  createOrganizationalUnit: { parentId: readText, name: readText, tags: readTags },
  updateOrganizationalUnit: { organizationalUnitId: readText, from: readText, to: readText },
  deleteOrganizationalUnit: {
    organizationalUnitId: readText,
    was: shape({
      parentId: readText,
      name: readText,
      tags: readTags,
      attachments: list(shape({ policyId: readText, policyType: readText })),
    }),
  },
  moveAccount: { accountId: readText, from: readText, to: readText },
  createAccount: {
    email: readText,
    name: readText,
    roleName: optional(readText),
    iamUserAccessToBilling: optional(oneOf("ALLOW", "DENY")),
    tags: readTags,
  },
  closeAccount: { accountId: readText },
  removeAccountFromOrganization: { accountId: readText },
  putAccountName: { accountId: readText, from: readText, to: readText },
  inviteAccountToOrganization: {
    target: shape({ type: oneOf("ACCOUNT", "EMAIL"), id: readText }),
    notes: readText,
    tags: readTags,
  },
  cancelHandshake: HANDSHAKE,
  acceptHandshake: HANDSHAKE,
  declineHandshake: HANDSHAKE,
  tagResource: { resourceId: readText, tags: readTags, was: readTags },
  untagResource: { resourceId: readText, was: readTags },
  enableAWSServiceAccess: { servicePrincipal: readText },
  disableAWSServiceAccess: { servicePrincipal: readText },
  registerDelegatedAdministrator: DELEGATE,
  deregisterDelegatedAdministrator: DELEGATE,
  putResourcePolicy: { from: optional(readText), to: readText, tags: optional(readTags) },
  deleteResourcePolicy: { was: readText, tags: readTags },
  createOrganization: { featureSet: oneOf("ALL", "CONSOLIDATED_BILLING") },
  enableAllFeatures: {},
};

function readStep(value: unknown, place: string): Step {
  const { kind } = readObject(value, place);
  if (typeof kind !== "string" || !isStepKind(kind))
    throw new Misshapen(`${place}.kind is not known: ${String(kind)}.`);
  // The shape has every member of the kind; the table is checked against the kinds by the compiler.
  const step = { kind, ...(shape(SHAPES[kind])(value, place) as object) } as Step;
  if (step.kind === "updatePolicy") checkUpdate(step, place);
  return step;
}

/** What becomes another has to be known to be taken back. */
function checkUpdate({ from, to }: StepOf<"updatePolicy">, place: string): void {
  for (const key of Object.keys(to))
    readText(Object.hasOwn(from, key) && from[key as keyof PolicyFields], `${place}.from.${key}`);
}

function isStepKind(kind: string): kind is StepKind {
  return Object.hasOwn(SHAPES, kind);
}

function shape(members: Shape): Read {
  return (value, place) => {
    const object = readObject(value, place);
    const read = Object.entries(members).map(([key, member]) => [key, member(object[key], `${place}.${key}`)] as const);
    return Object.fromEntries(read.filter(([, member]) => member !== undefined));
  };
}

function list(read: Read): Read {
  return (value, place) => readList(value, place).map((item, index) => read(item, `${place}[${index}]`));
}

function oneOf(...values: readonly string[]): Read {
  return (value, place) => {
    if (typeof value === "string" && values.includes(value)) return value;
    throw new Misshapen(`${place} is none of ${values.join(", ")}.`);
  };
}

function readText(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw new Misshapen(`${place} is no text.`);
}

/** What AWS says of times is compared with it as text. */
function readTime(value: unknown, place: string): string {
  const time = readText(value, place);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(time)) return time;
  throw new Misshapen(`${place} is no time such as 2026-11-24T10:00:00.000Z.`);
}

function readTags(value: unknown, place: string): Readonly<Record<string, string>> {
  const entries = Object.entries(readObject(value, place));
  return Object.fromEntries(entries.map(([key, tag]) => [key, readText(tag, `${place}.${key}`)]));
}

function readList(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Misshapen(`${place} is no list.`);
}

function readObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Misshapen(`${place} is no object.`);
}

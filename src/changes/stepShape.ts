/**
 * What each kind of step is made of. Steps come back from files, which anybody or a later version may have written:
 * only members that a step of its kind has are taken over, each of the right type.
 */
import type { PolicyFields, Step, StepKind, StepOf } from "./step";

/** `message`: in English, what is not as it has to be, with the place. */
export class Misshapen extends Error {}

/** A kind of step that this version does not know. */
export class UnknownKind extends Error {
  readonly kind: string;

  constructor(kind: string) {
    super(`A step of an unknown kind: ${kind}`);
    this.kind = kind;
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

/** Takes over the members of its kind alone. */
export function readStep(value: unknown, place: string): Step {
  const { kind } = readObject(value, place);
  if (typeof kind !== "string") throw new Misshapen(`${place}.kind is no text.`);
  if (!isStepKind(kind)) throw new UnknownKind(kind);
  // The shape has every member of the kind; the table is checked against the kinds by the compiler.
  const step = { kind, ...(shape(SHAPES[kind])(value, place) as object) } as Step;
  if (step.kind === "updatePolicy") checkUpdate(step, place);
  return step;
}

/** Whether this version knows such steps, and what they are made of. */
export function isKnownStep(value: Step): boolean {
  try {
    readStep(value, "step");
    return true;
  } catch (error) {
    if (error instanceof Misshapen || error instanceof UnknownKind) return false;
    throw error;
  }
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

export function readText(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw new Misshapen(`${place} is no text.`);
}

function readTags(value: unknown, place: string): Readonly<Record<string, string>> {
  const entries = Object.entries(readObject(value, place));
  return Object.fromEntries(entries.map(([key, tag]) => [key, readText(tag, `${place}.${key}`)]));
}

export function readList(value: unknown, place: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Misshapen(`${place} is no list.`);
}

export function readObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Misshapen(`${place} is no object.`);
}

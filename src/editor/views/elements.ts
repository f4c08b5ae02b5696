/**
 * The rows of the three views: plain data that says what a row is about, never how it looks. `id` is a path of AWS
 * ids, since one thing can stand in several places. Names and states are read from the store when a row is described,
 * so that a row stays the same object while what is known of it grows.
 */
import type { StorePart } from "../../organization/store";
import type { TargetKind } from "../../terms/ids";
import type { PolicyType } from "../../terms/policyTypes";
import type { Subject } from "../subject";
import type { Grouping } from "./arrangement";
import type { IconKey } from "./description";

interface Base {
  readonly id: string;
  readonly parent?: Element;
  /** What commands take; absent for headings. */
  readonly subject?: Subject;
}

/** A root, OU or account in its place in the organization. */
export interface TargetElement extends Base {
  readonly kind: "target";
  readonly targetKind: TargetKind;
  readonly targetId: string;
  /** Stands open at first: what is looked for lies below it. */
  readonly isOpen?: true;
}

/** Accounts that have something in common; `value` says what, `undefined` that it is missing or not known. */
export interface GroupElement extends Base {
  readonly kind: "group";
  readonly grouping: Exclude<Grouping, { readonly by: "organizationalUnit" }>;
  readonly value: string | undefined;
  readonly isKnown: boolean;
  readonly count: number;
}

/** The open invitations to accounts that are not in the organization yet, or what the caller's account was sent. */
export interface InvitationsElement extends Base {
  readonly kind: "invitations";
  readonly areReceived: boolean;
}

export interface HandshakeElement extends Base {
  readonly kind: "handshake";
  readonly handshakeId: string;
  readonly isReceived: boolean;
}

export interface PolicyTypeElement extends Base {
  readonly kind: "policyType";
  readonly type: PolicyType;
}

/** The policies of a type that something is to be done about. */
export interface PolicyGroupElement extends Base {
  readonly kind: "policyGroup";
  readonly type: PolicyType;
  readonly group: "notAttached" | "nearLimit";
}

export interface PolicyElement extends Base {
  readonly kind: "policy";
  readonly type: PolicyType;
  readonly policyId: string;
  /** Opens to its targets. */
  readonly hasTargets: boolean;
}

/** A policy on a target, seen from the policy. */
export interface PolicyTargetElement extends Base {
  readonly kind: "policyTarget";
  readonly type: PolicyType;
  readonly policyId: string;
  readonly targetId: string;
}

/** A policy on a target, seen from `viewedId`, which is the target itself or lies below it. */
export interface AttachedPolicyElement extends Base {
  readonly kind: "attachedPolicy";
  readonly type: PolicyType;
  readonly policyId: string;
  readonly targetId: string;
  readonly viewedId: string;
}

/** A target that is near its number of policies of a type. */
export interface SlotsElement extends Base {
  readonly kind: "slots";
  readonly type: PolicyType;
  readonly targetId: string;
}

/** A heading of Details, with the parts that its rows come from. */
export interface SectionElement extends Base {
  readonly kind: "section";
  readonly section: Section;
  readonly parts: readonly StorePart[];
}

export type Section =
  | { readonly about: "attached"; readonly targetId: string; readonly type: PolicyType }
  | { readonly about: "targets"; readonly policyId: string; readonly type: PolicyType }
  | { readonly about: "tags"; readonly resourceId: string }
  | { readonly about: "delegatedServices"; readonly accountId: string }
  /** Asked for when somebody opens it: a request for each type of contact. */
  | { readonly about: "alternateContacts"; readonly accountId: string }
  | { readonly about: "facts" };

/** One fact: `E-mail  web@techcorp.example`. */
export interface FactElement extends Base {
  readonly kind: "fact";
  readonly label: string;
  readonly value: string;
  readonly icon: IconKey;
}

/** A part that could not be read. */
export interface FailedElement extends Base {
  readonly kind: "failed";
  readonly part: StorePart;
}

/** A part that is under way. */
export interface LoadingElement extends Base {
  readonly kind: "loading";
  readonly part: StorePart;
}

/** Says why rows are missing. */
export interface NoteElement extends Base {
  readonly kind: "note";
  readonly text: string;
}

export type Element =
  | TargetElement
  | GroupElement
  | InvitationsElement
  | HandshakeElement
  | PolicyTypeElement
  | PolicyGroupElement
  | PolicyElement
  | PolicyTargetElement
  | AttachedPolicyElement
  | SlotsElement
  | SectionElement
  | FactElement
  | FailedElement
  | LoadingElement
  | NoteElement;

function getChildId(parent: Element | undefined, id: string): string {
  return parent ? `${parent.id}/${id}` : id;
}

/** What every row below `parent` has. */
function below(parent: Element | undefined, id: string) {
  return { id: getChildId(parent, id), ...(parent && { parent }) };
}

export function createTarget(parent: Element | undefined, targetKind: TargetKind, targetId: string): TargetElement {
  // Without spreading: an OU may have thousands.
  const id = getChildId(parent, targetId);
  const subject = { kind: "target", targetId } as const;
  return parent
    ? { id, parent, kind: "target", targetKind, targetId, subject }
    : { id, kind: "target", targetKind, targetId, subject };
}

/** The topmost row of a tree that is arranged in some way; rows of other ways have other ids, so that each opens anew. */
export function createTopTarget(prefix: string, targetKind: TargetKind, targetId: string): TargetElement {
  return { ...createTarget(undefined, targetKind, targetId), id: `${prefix}/${targetId}` };
}

export function createGroup(prefix: string, group: Omit<GroupElement, "id" | "kind">): GroupElement {
  const key = group.value === undefined ? (group.isKnown ? "none" : "unknown") : `is/${group.value}`;
  return { id: `${prefix}/${key}`, kind: "group", ...group };
}

export function createInvitations(areReceived: boolean): InvitationsElement {
  return { id: areReceived ? "received" : "invitations", kind: "invitations", areReceived };
}

export function createHandshake(parent: InvitationsElement, handshakeId: string): HandshakeElement {
  return { ...below(parent, handshakeId), kind: "handshake", handshakeId, isReceived: parent.areReceived };
}

export function createPolicyType(type: PolicyType): PolicyTypeElement {
  return { id: type, kind: "policyType", type };
}

export function createPolicyGroup(parent: PolicyTypeElement, group: PolicyGroupElement["group"]): PolicyGroupElement {
  return { ...below(parent, group), kind: "policyGroup", type: parent.type, group };
}

export function createPolicy(parent: Element, type: PolicyType, policyId: string, hasTargets: boolean): PolicyElement {
  return {
    ...below(parent, policyId),
    kind: "policy",
    type,
    policyId,
    hasTargets,
    subject: { kind: "policy", policyId },
  };
}

export function createPolicyTarget(
  parent: Element,
  type: PolicyType,
  policyId: string,
  targetId: string,
): PolicyTargetElement {
  return {
    ...below(parent, targetId),
    kind: "policyTarget",
    type,
    policyId,
    targetId,
    subject: { kind: "policy", policyId, targetId },
  };
}

export function createAttachedPolicy(
  parent: Element,
  type: PolicyType,
  attachment: { readonly policyId: string; readonly targetId: string },
  viewedId: string,
): AttachedPolicyElement {
  const { policyId, targetId } = attachment;
  return {
    ...below(parent, `${targetId}/${policyId}`),
    kind: "attachedPolicy",
    type,
    policyId,
    targetId,
    viewedId,
    subject: { kind: "policy", policyId, targetId },
  };
}

export function createSlots(parent: Element, type: PolicyType, targetId: string): SlotsElement {
  return { ...below(parent, targetId), kind: "slots", type, targetId, subject: { kind: "target", targetId } };
}

export function createSection(id: string, section: Section, parts: readonly StorePart[]): SectionElement {
  return { id, kind: "section", section, parts };
}

/** `id` tells facts under one heading apart. */
export function createFact(
  parent: Element | undefined,
  fact: Pick<FactElement, "id" | "label" | "value" | "icon">,
): FactElement {
  return { ...fact, ...below(parent, fact.id), kind: "fact" };
}

/** `id` tells the failures under one row apart. */
export function createFailed(parent: Element | undefined, part: StorePart, id = "failed"): FailedElement {
  return { ...below(parent, id), kind: "failed", part };
}

export function createLoading(parent: Element, part: StorePart, id = "loading"): LoadingElement {
  return { ...below(parent, id), kind: "loading", part };
}

export function createNote(parent: Element | undefined, text: string): NoteElement {
  return { ...below(parent, "note"), kind: "note", text };
}

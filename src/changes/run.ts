import { ANSWER_LOST, isOrganizationError, OrganizationError } from "../organization/errors";
import type { CallerIdentity } from "../organization/model";
import type { PolicyType } from "../terms/policyTypes";
import type { Change } from "./change";
import { getRoleOfCaller } from "./caller";
import { isInEffect, listAttached } from "./inEffect";
import type { ChangeJournal, ChangeReader, ChangeRecord, PolicyWriter } from "./ports";

export interface ChangeContext {
  readonly writer: PolicyWriter;
  readonly journal: ChangeJournal;
  readonly reader: ChangeReader;
  /** ISO 8601, to the millisecond. */
  readonly now: () => string;
  /** Who confirmed the change, and where; both are read again before anything is sent. */
  readonly caller: CallerIdentity;
  readonly organizationId: string;
  /** For a later change of a plan: caller and organization were read again before its first. */
  readonly isVerified?: boolean;
  /** Id of the record that this change takes back. */
  readonly undoes?: string;
}

/** What became of a change. `journalError`: it happened, but its outcome could not be recorded. */
export type ChangeOutcome =
  | { readonly state: "done"; readonly record: ChangeRecord; readonly journalError?: unknown }
  /** The organization already was as wanted; this change did nothing. */
  | { readonly state: "alreadySo" }
  /** The stored text is no longer the one the change was made from; nothing was sent. */
  | { readonly state: "conflict"; readonly current: string }
  /** Nothing was sent: another caller or organization answers now, or the journal cannot be written. */
  | { readonly state: "refused"; readonly reason: "caller" | "organization" | "journal"; readonly found: string }
  /** Nothing changed: what it rests on could not be read, or AWS refused. */
  | { readonly state: "failed"; readonly error: OrganizationError; readonly journalError?: unknown }
  /** It was sent; whether it took effect could not be found out. */
  | {
      readonly state: "unknown";
      readonly record: ChangeRecord;
      readonly error: OrganizationError;
      readonly journalError?: unknown;
    };

/** Records a change, sends it once, and finds out what became of it. Never throws for what a port reports. */
export async function runChange(change: Change, context: ChangeContext): Promise<ChangeOutcome> {
  try {
    return (await findOther(context)) ?? (await prepare(change, context));
  } catch (error) {
    return { state: "failed", error: toError(error) };
  }
}

async function findOther(context: ChangeContext): Promise<ChangeOutcome | undefined> {
  const { reader, caller, organizationId, isVerified = false } = context;
  if (isVerified) return undefined;
  const [found, organization] = await Promise.all([reader.getCallerIdentity(), reader.describeOrganization()]);
  if (found.accountId !== caller.accountId || getRoleOfCaller(found.arn) !== getRoleOfCaller(caller.arn)) {
    return { state: "refused", reason: "caller", found: found.arn };
  }
  if (organization.id !== organizationId) return { state: "refused", reason: "organization", found: organization.id };
  return undefined;
}

async function prepare(change: Change, context: ChangeContext): Promise<ChangeOutcome> {
  const { reader, journal, now, caller, organizationId, undoes } = context;
  const policy = await reader.describePolicy(change.policyId);
  const at = now();
  let record: ChangeRecord = {
    id: `${at}/${change.policyId}`,
    organizationId,
    at,
    caller: caller.arn,
    state: "intended",
    change,
    ...(undoes !== undefined && { undoes }),
  };
  if (change.kind === "update") {
    if (policy.content === change.to) return { state: "alreadySo" };
    if (policy.content !== change.from) return { state: "conflict", current: policy.content };
  } else {
    const attachedBefore = await listAttached(change.targetId, policy.type, reader);
    if (attachedBefore.includes(change.policyId) === (change.kind === "attach")) return { state: "alreadySo" };
    record = { ...record, attachedBefore };
  }
  try {
    await journal.append(record);
  } catch (error) {
    return { state: "refused", reason: "journal", found: error instanceof Error ? error.message : String(error) };
  }
  return send(record, policy.type, context);
}

async function send(record: ChangeRecord, policyType: PolicyType, context: ChangeContext): Promise<ChangeOutcome> {
  const { change } = record;
  try {
    await write(change, context.writer);
  } catch (caught) {
    const error = toError(caught);
    const refused = isRefusal(error);
    const found = refused && error.kind !== "conflict" ? false : await findEffect(change, policyType, context.reader);
    const isThere = found === false && error.reason === ANSWER_LOST ? undefined : found;
    if (refused || isThere === false) {
      const journalError = await conclude({ ...record, state: "failed", error: error.message }, context);
      return isThere ? { state: "alreadySo" } : { state: "failed", error, ...journalError };
    }
    if (isThere === undefined) {
      const unknown: ChangeRecord = { ...record, state: "unknown", error: error.message };
      return { state: "unknown", record: unknown, error, ...(await conclude(unknown, context)) };
    }
  }
  const done: ChangeRecord = { ...record, state: "done" };
  return { state: "done", record: done, ...(await conclude(done, context)) };
}

function write(change: Change, writer: PolicyWriter): Promise<void> {
  switch (change.kind) {
    case "attach":
      return writer.attachPolicy(change.policyId, change.targetId);
    case "detach":
      return writer.detachPolicy(change.policyId, change.targetId);
    case "update":
      return writer.updatePolicyContent(change.policyId, change.to);
  }
}

/**
 * Whether AWS answered with a refusal, so that the write cannot have taken effect. A lost answer is none, nor is one
 * that could not be understood.
 */
function isRefusal(error: OrganizationError): boolean {
  return !isOrganizationError(error, "offline", "unavailable", "cancelled", "unsupported");
}

/** `undefined` when it cannot be read. */
async function findEffect(change: Change, type: PolicyType, reader: ChangeReader): Promise<boolean | undefined> {
  try {
    return await isInEffect(change, type, reader);
  } catch {
    return undefined;
  }
}

async function conclude(record: ChangeRecord, { journal }: ChangeContext): Promise<{ journalError?: unknown }> {
  try {
    await journal.append(record);
    return {};
  } catch (journalError) {
    return { journalError };
  }
}

function toError(error: unknown): OrganizationError {
  if (isOrganizationError(error)) return error;
  return new OrganizationError("unavailable", error instanceof Error ? error.message : String(error), { cause: error });
}

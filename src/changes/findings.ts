/** What the preflight may find, with its English message; `{name}` is filled in from a finding's data. */
export const FINDINGS = {
  alreadyAttached: { severity: "error", message: "{policy} is already attached to {target}." },
  notAttached: { severity: "error", message: "{policy} is not attached to {target}." },
  noSlot: {
    severity: "error",
    message: "{target} already has {attached} policies of this type attached; {max} is the most AWS allows.",
  },
  lastAttached: {
    severity: "error",
    message:
      "{policy} is the last policy of its type on {target}; AWS always keeps at least {min}. Attach another first.",
  },
  neverDetachable: { severity: "error", message: "AWS keeps {policy} attached everywhere; it cannot be detached." },
  awsManaged: { severity: "error", message: "{policy} is managed by AWS and cannot be changed." },
  tooLarge: { severity: "error", message: "{policy} would have {size} characters; {max} is the most AWS allows." },
  unchanged: { severity: "error", message: "{policy} already has this text." },
  typeNotEnabled: { severity: "error", message: "Policies of the type {type} are not enabled at the root." },
  withoutFullAccess: {
    severity: "warning",
    message: "Without {policy}, only what the other policies on {target} allow remains possible below it.",
  },
  attachedUnknown: {
    severity: "warning",
    message: "What is attached to {target} could not be read, so that slots and doubles were not checked.",
  },
  memberCaller: {
    severity: "warning",
    message: "You are signed in to a member account: AWS refuses this unless the account is a delegated administrator.",
  },
} as const satisfies Readonly<Record<string, { severity: FindingSeverity; message: string }>>;

/** An error stops the change; a warning is shown before it is confirmed. */
export type FindingSeverity = "error" | "warning";

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly data: Readonly<Record<string, string | number>>;
}

export function createFinding(code: FindingCode, data: Finding["data"] = {}): Finding {
  return { code, severity: FINDINGS[code].severity, data };
}

/** The English message, filled in. */
export function renderFinding({ code, data }: Finding): string {
  return FINDINGS[code].message.replace(/\{(\w+)\}/g, (hole, name: string) => String(data[name] ?? hole));
}

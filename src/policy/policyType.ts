import {
  getPolicyTypeFacts,
  POLICY_TYPES,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
  type PolicyType,
} from "../terms/policyTypes";
import type { PolicyDocument } from "./document";
import type { PolicyContext } from "./language";
import { getOutline } from "./statements";

const FOLDERS: Readonly<Record<string, PolicyType>> = {
  "service-control-policies": SERVICE_CONTROL_POLICY,
  service_control_policies: SERVICE_CONTROL_POLICY,
  scp: SERVICE_CONTROL_POLICY,
  scps: SERVICE_CONTROL_POLICY,
  "resource-control-policies": RESOURCE_CONTROL_POLICY,
  resource_control_policies: RESOURCE_CONTROL_POLICY,
  rcp: RESOURCE_CONTROL_POLICY,
  rcps: RESOURCE_CONTROL_POLICY,
};

/** Folders whose name says what lies in them. */
export const POLICY_FOLDERS: readonly string[] = Object.keys(FOLDERS);

/** What Terraform's `templatefile` is given ends like this: `deny-leave.scp.json.tftpl`. */
export const TEMPLATE_ENDINGS: readonly string[] = ["tftpl", "tpl"];

const TEMPLATE = new RegExp(`\\.(?:${TEMPLATE_ENDINGS.join("|")})$`, "i");

/** Whether a file's name says that it is a template of another. */
export function isTemplate(path: string): boolean {
  return TEMPLATE.test(path);
}

/**
 * The type that a file's name (`deny-leave.scp.json`, `deny_leave_scp.json`) or else its nearest telling folder (`scps/…`) declares.
 * `path` uses either slash.
 */
export function getDeclaredPolicyType(path: string): PolicyType | undefined {
  const parts = path.split(/[\\/]/);
  const name = (parts.pop() ?? "").replace(TEMPLATE, "");
  const [, kind] = /\.([a-z0-9-]+)\.jsonc?$/i.exec(name) ?? /[-_](scp|rcp)\.jsonc?$/i.exec(name) ?? [];
  const byName = kind && POLICY_TYPES.find((facts) => facts.kind === kind.toLowerCase());
  if (byName) return byName.id;
  for (const folder of parts.reverse()) {
    const type = FOLDERS[folder.toLowerCase()];
    if (type) return type;
  }
  return undefined;
}

/** The type by a document's outermost key; of two with statements, an RCP where every statement has a Principal. */
export function guessPolicyType(document: PolicyDocument): PolicyType | undefined {
  const { members, statements } = getOutline(document);
  const names = new Set(members.map((member) => member.name));
  if (!names.has("Statement")) return POLICY_TYPES.find(({ key }) => key !== undefined && names.has(key))?.id;
  const hasPrincipals = statements.length > 0 && statements.every((statement) => statement.get("Principal"));
  return hasPrincipals ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY;
}

/** The type that a context names, else the text's own, else SCP. */
export function resolvePolicyType(document: PolicyDocument, context: PolicyContext): PolicyType {
  return context.type ?? guessPolicyType(document) ?? SERVICE_CONTROL_POLICY;
}

/** What a file's name, its folder or, last, its content says it is; `undefined` for what is no organization policy. */
export function getPolicyType(fileName: string, document: PolicyDocument): PolicyType | undefined {
  return getDeclaredPolicyType(fileName) ?? guessPolicyType(document);
}

/** Whether documents of the type are made of statements, as SCPs and RCPs are. */
export function hasStatements(type: PolicyType): boolean {
  return getPolicyTypeFacts(type).key === "Statement";
}

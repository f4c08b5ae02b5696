/**
 * Where a policy opens: `orgscope:/<organization id>/<policy type>/<policy id>/<encoded name>.<kind>.json`.
 * The ids are the identity. The name is for people (it is the tab's title) and may be out of date.
 */
import { getIdKind } from "../../terms/ids";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";

/** Which policy of which organization. */
export interface PolicyAddress {
  readonly organizationId: string;
  readonly type: PolicyType;
  readonly policyId: string;
}

/** The path of a policy's URI, decoded as `vscode.Uri.path` is. */
export function formatPolicyPath({ organizationId, type, policyId }: PolicyAddress, name: string): string {
  return `/${organizationId}/${type}/${policyId}/${encodeName(name)}.${getPolicyTypeFacts(type).kind}.json`;
}

/** The address in a path; `undefined` unless organization, type and policy have the shape of ids of AWS. */
export function parsePolicyPath(path: string): PolicyAddress | undefined {
  const [start, organizationId = "", type = "", policyId = "", file, ...rest] = path.split("/");
  if (start !== "" || !file || rest.length > 0) return undefined;
  if (getIdKind(unmarkOrganizationId(organizationId)) !== "organization" || getIdKind(policyId) !== "policy")
    return undefined;
  return /^[A-Z0-9_]+$/.test(type) ? { organizationId, type, policyId } : undefined;
}

/** The name that stands in a path, as it was when the path was made. */
export function getNameInPath(path: string): string {
  const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*\.json$/, "");
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

/** One string for one policy, whatever its name; also the key of its draft. */
export function getPolicyKey({ organizationId, policyId }: Omit<PolicyAddress, "type">): string {
  return `${organizationId}/${policyId}`;
}

/**
 * Escapes what would end a path's segment, break a file name or turn the text around (control and bidirectional
 * characters), and nothing else: the rest is what a person reads on the tab.
 */
function encodeName(name: string): string {
  return name
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\p{Control}%/\\:*?"<>|#\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
      const encoded = encodeURIComponent(character);
      return encoded === character
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`
        : encoded;
    });
}

/**
 * Where a policy opens: `orgscope:/<organization id>/<name of its type>/<encoded name>.<kind>.json?<type>/<policy id>`.
 * The path is what breadcrumbs and tabs show to people, and may be out of date; organization and query are the identity.
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

/** The parts of a policy's URI that say which it is, decoded as those of `vscode.Uri` are. */
export interface PolicyUriParts {
  readonly path: string;
  readonly query: string;
}

export function formatPolicyUri({ organizationId, type, policyId }: PolicyAddress, name: string): PolicyUriParts {
  const { name: typeName, kind } = getPolicyTypeFacts(type);
  return { path: `/${organizationId}/${typeName}/${encodeName(name)}.${kind}.json`, query: `${type}/${policyId}` };
}

/** The address in a URI; `undefined` unless organization, type and policy have the shape of ids of AWS. */
export function parsePolicyAddress({ path, query }: PolicyUriParts): PolicyAddress | undefined {
  const [start, organizationId = "", typeName, file, ...rest] = path.split("/");
  const [type = "", policyId = "", ...more] = query.split("/");
  if (start !== "" || !typeName || !file || rest.length + more.length > 0) return undefined;
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

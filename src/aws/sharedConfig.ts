import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from "@smithy/core/config";
import type { Profile } from "./types";

type Section = Readonly<Record<string, string | undefined>>;

/** The shared AWS config and credentials files, merged: profiles by name, other sections as `services.<name>`. */
export type SharedConfig = Readonly<Record<string, Section>>;

const OTHER_SECTIONS = ["sso-session", "services"].map((kind) => kind + CONFIG_PREFIX_SEPARATOR);

/** Reads the files anew, since people edit them while the editor runs; empty when there are none. */
export async function fetchSharedConfig(): Promise<SharedConfig> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const merged: Record<string, Section> = { ...configFile };
  for (const [name, section] of Object.entries(credentialsFile)) merged[name] = { ...merged[name], ...section };
  return merged;
}

/** The profiles, `default` first, then by name. */
export function getProfiles(config: SharedConfig): readonly Profile[] {
  return Object.keys(config)
    .filter((name) => !OTHER_SECTIONS.some((prefix) => name.startsWith(prefix)))
    .sort((a, b) => Number(b === "default") - Number(a === "default") || (a < b ? -1 : 1))
    .map((name) => describeProfile(name, config[name] ?? {}, config));
}

function describeProfile(name: string, section: Section, config: SharedConfig): Profile {
  const [accountId, roleName] = parseRole(section);
  const endpointUrl = getProfileEndpoint(config, name, "organizations");
  return {
    name,
    kind: getKind(section),
    ...(section["region"] && { region: section["region"] }),
    ...(accountId && { accountId }),
    ...(roleName && { roleName }),
    ...(endpointUrl && { endpointUrl }),
  };
}

/** The same order in which the SDK looks at a profile's keys. */
function getKind(section: Section): Profile["kind"] {
  if (section["role_arn"] && (section["source_profile"] || section["credential_source"])) return "assumeRole";
  if (section["aws_access_key_id"] && section["aws_secret_access_key"]) return "keys";
  if (section["role_arn"] && section["web_identity_token_file"]) return "webIdentity";
  if (section["credential_process"]) return "process";
  if (section["sso_session"] || section["sso_start_url"]) return "sso";
  return "other";
}

function parseRole(section: Section): readonly [string | undefined, string | undefined] {
  const role = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(section["role_arn"] ?? "");
  return role ? [role[1], role[2]] : [section["sso_account_id"] ?? section["aws_account_id"], section["sso_role_name"]];
}

/** Whether the credentials of a profile come from IAM Identity Center, be it through a chain of source profiles. */
export function isSsoProfile(config: SharedConfig, name: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = config[at]?.["source_profile"]) {
    seen.add(at);
    if (getKind(config[at] ?? {}) === "sso") return true;
  }
  return false;
}

/** A profile's own endpoint for a service: its services section first, then its `endpoint_url`. */
export function getProfileEndpoint(
  config: SharedConfig,
  name: string,
  service: "organizations" | "sts" | "iam",
): string | undefined {
  const section = config[name] ?? {};
  const services = section["services"] && config[`services${CONFIG_PREFIX_SEPARATOR}${section["services"]}`];
  const own = services ? services[`${service}${CONFIG_PREFIX_SEPARATOR}endpoint_url`] : undefined;
  return own || section["endpoint_url"] || undefined;
}

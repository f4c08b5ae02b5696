import { getPartition, type Partition } from "../terms/partitions";
import { fetchSharedConfig, getProfileEndpoint, isSsoProfile, type SharedConfig } from "./sharedConfig";
import type { ConnectOptions } from "./types";

/** Where requests go. */
export interface Place {
  readonly region: string;
  readonly partition: Partition;
  /** An endpoint other than AWS's own. */
  readonly customEndpoint: string | undefined;
  /** Whether an expired sign-in of IAM Identity Center is what to think of first. */
  readonly isSso: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export async function fetchPlace(options: ConnectOptions, env: Environment): Promise<Place> {
  const { credentials } = options;
  const config = credentials.kind === "static" ? {} : await fetchSharedConfig();
  const profile = getProfileName(options, env);
  const region = options.region || (profile && config[profile]?.["region"]) || getRegion(options, env) || "us-east-1";
  return {
    region,
    partition: getPartition(region),
    customEndpoint: options.endpoint || getConfiguredEndpoint(options, config, profile, env),
    isSso: profile !== undefined && isSsoProfile(config, profile),
  };
}

/** The profile in use; in the environment the one it names. Static credentials stand outside the shared files. */
function getProfileName({ credentials }: ConnectOptions, env: Environment): string | undefined {
  switch (credentials.kind) {
    case "profile":
      return credentials.profile;
    case "environment":
      return env["AWS_PROFILE"] || "default";
    case "static":
      return undefined;
  }
}

function getRegion({ credentials }: ConnectOptions, env: Environment): string | undefined {
  return credentials.kind === "environment" ? env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] : undefined;
}

/** What the setting does not say, the profile may, and then the environment. */
function getConfiguredEndpoint(
  { credentials }: ConnectOptions,
  config: SharedConfig,
  profile: string | undefined,
  env: Environment,
): string | undefined {
  if (credentials.kind === "static") return undefined;
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.toLowerCase() === "true") return undefined;
  if (profile && config[profile]?.["ignore_configured_endpoint_urls"]?.toLowerCase() === "true") return undefined;
  const own = profile && getProfileEndpoint(config, profile);
  return own || env["AWS_ENDPOINT_URL_ORGANIZATIONS"] || env["AWS_ENDPOINT_URL"] || undefined;
}

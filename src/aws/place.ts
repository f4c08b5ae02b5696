import { OrganizationError } from "../organization/errors";
import { isAwsHost, isLoopbackHost } from "../terms/hosts";
import { getPartition, type Partition } from "../terms/partitions";
import { fetchSharedConfig, getProfileEndpoint, isSsoProfile } from "./core";
import type { SharedConfig } from "./sharedConfig";
import type { ConnectOptions } from "./types";

/** Where requests go. */
export interface Place {
  readonly region: string;
  readonly partition: Partition;
  /** An endpoint other than AWS's own. */
  readonly customEndpoint: string | undefined;
  /** Where STS is asked who calls, when not at AWS's own: an emulator speaks for it, too. */
  readonly callerEndpoint: string | undefined;
  /** Where IAM is asked, when not at AWS's own. */
  readonly iamEndpoint: string | undefined;
  /** Where a role is taken, when not at AWS's own STS. */
  readonly roleEndpoint: string | undefined;
  /** Whether an expired sign-in of IAM Identity Center is what to think of first. */
  readonly isSso: boolean;
}

type Service = "organizations" | "sts" | "iam";
type Environment = Readonly<Record<string, string | undefined>>;

export async function fetchPlace(options: ConnectOptions, env: Environment): Promise<Place> {
  const { credentials } = options;
  const config = credentials.kind === "static" ? {} : await fetchSharedConfig();
  const profile = getProfileName(options, env);
  const ofProfile = profile === undefined ? undefined : config[profile]?.["region"];
  const region = options.region || getRegion(options, ofProfile, env) || "us-east-1";
  const getEndpoint = (service: Service) =>
    profile === undefined ? undefined : getConfiguredEndpoint(service, options, config, profile, env);
  const customEndpoint = options.endpoint || getEndpoint("organizations");
  const roleEndpoint = getEndpoint("sts");
  const emulator = isAws(customEndpoint) ? undefined : customEndpoint;
  return {
    region,
    partition: getPartition(region),
    customEndpoint,
    callerEndpoint: (!options.endpoint && roleEndpoint) || emulator,
    iamEndpoint: (!options.endpoint && getEndpoint("iam")) || emulator,
    roleEndpoint,
    isSso: profile !== undefined && isSsoProfile(config, profile),
  };
}

/** Throws where somebody's credentials and session tokens would be sent in the clear to another machine. */
export function demandCover({ customEndpoint, callerEndpoint, iamEndpoint, roleEndpoint }: Place): void {
  const bare = [customEndpoint, callerEndpoint, iamEndpoint, roleEndpoint].find((endpoint) => {
    if (endpoint === undefined || !URL.canParse(endpoint)) return false;
    const { protocol, hostname } = new URL(endpoint);
    return protocol === "http:" && !isLoopbackHost(hostname);
  });
  if (bare === undefined) return;
  const message = `Credentials are not sent over http to another machine: ${bare}. Use https, or that endpoint without a profile.`;
  throw new OrganizationError("unsupported", message);
}

/** A FIPS, dual-stack or VPC endpoint of Organizations knows nothing of STS. */
function isAws(endpoint: string | undefined): boolean {
  return endpoint !== undefined && URL.canParse(endpoint) && isAwsHost(new URL(endpoint).hostname);
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

/** A chosen profile stands above the environment; who chose the environment gets AWS's own order. */
function getRegion(
  { credentials }: ConnectOptions,
  ofProfile: string | undefined,
  env: Environment,
): string | undefined {
  if (credentials.kind !== "environment") return ofProfile;
  return env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || ofProfile;
}

function getConfiguredEndpoint(
  service: Service,
  { credentials }: ConnectOptions,
  config: SharedConfig,
  profile: string,
  env: Environment,
): string | undefined {
  const ignored = env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? config[profile]?.["ignore_configured_endpoint_urls"];
  if (ignored?.toLowerCase() === "true") return undefined;
  const ofProfile = getProfileEndpoint(config, profile, service);
  const ofEnvironment = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env["AWS_ENDPOINT_URL"];
  return (credentials.kind === "environment" ? ofEnvironment || ofProfile : ofProfile || ofEnvironment) || undefined;
}

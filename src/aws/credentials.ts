/** Where credentials come from, a bundle of its own: what is given needs none of it. */
import { fromIni, fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { memoize } from "@smithy/core/config";
import { OrganizationError } from "../organization/errors";
import type { Place } from "./place";
import type { RequestHandler } from "./requestHandler";
import type { ConnectOptions, CredentialSource } from "./types";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

interface SourcedOptions extends Pick<ConnectOptions, "mfaCodeProvider"> {
  readonly credentials: Exclude<CredentialSource, { readonly kind: "static" }>;
}

/** Renewed this long before they expire, in milliseconds. */
const MARGIN = 300_000;

/**
 * The credentials of a source, shared by all clients, so that nobody is asked for an MFA code twice. A chosen profile
 * is read from the shared files alone: neither AWS_PROFILE nor keys in the environment stand in for it.
 */
export function createCredentialProvider(
  { credentials: source, mfaCodeProvider }: SourcedOptions,
  { region, roleEndpoint, isSso }: Place,
  requestHandler: RequestHandler,
): () => Promise<Credentials> {
  // The SDK's inner clients would look for an endpoint in the profile that AWS_PROFILE names, not in the chosen one.
  const clientConfig = {
    requestHandler,
    ignoreConfiguredEndpointUrls: true,
    ...(roleEndpoint && !isSso && { endpoint: roleEndpoint }),
  };
  const shared = {
    ignoreCache: true,
    clientConfig,
    ...(mfaCodeProvider && { mfaCodeProvider: orCancelled(mfaCodeProvider) }),
  };
  switch (source.kind) {
    case "environment":
      return fromNodeProviderChain({ ...shared, parentClientConfig: { region, requestHandler } });
    case "profile": {
      const { profile } = source;
      const parentClientConfig = { region, profile, requestHandler };
      return memoize<Credentials>(fromIni({ ...shared, profile, parentClientConfig }), isExpiring, canExpire);
    }
  }
}

/** Whoever does not give a code calls off what asked for it; anything else would be tried, and asked, again. */
function orCancelled(ask: (serial: string) => Promise<string>): (serial: string) => Promise<string> {
  return async (serial) => {
    try {
      return await ask(serial);
    } catch (cause) {
      throw new OrganizationError("cancelled", "Cancelled", { cause });
    }
  };
}

function canExpire({ expiration }: Credentials): boolean {
  return expiration !== undefined;
}

function isExpiring({ expiration }: Credentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < MARGIN;
}

/**
 * What of the AWS room stands on no client. It loads before the clients, in a bundle of its own (`dist/awsCore.js`) that
 * also holds what all of them share of the SDK: the other bundles of the room have it from here.
 */
import { fetchSharedConfig, getProfiles } from "./sharedConfig";
import type { Profile } from "./types";

export { createRequestHandler } from "./requestHandler";
export { fetchSharedConfig, getProfileEndpoint, isSsoProfile } from "./sharedConfig";

/** The profiles of the shared AWS config files, `default` first. */
export async function listProfiles(): Promise<readonly Profile[]> {
  return getProfiles(await fetchSharedConfig());
}

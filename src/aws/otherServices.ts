/** The services beside Organizations and STS, a bundle of its own that loads with the first question to one of them. */
import { AccessAnalyzerClient } from "@aws-sdk/client-accessanalyzer";
import { AccountClient, type AccountClientConfig, PutAccountNameCommand } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { IAMClient } from "@aws-sdk/client-iam";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { AccountWrites } from "../changes/writes";
import type { CallerReader, OrganizationReader } from "../organization/ports";
import { createPolicyValidator } from "./accessAnalyzer";
import { createAlternateContactReader } from "./alternateContacts";
import { createTrailReader } from "./cloudTrail";
import { systemClock } from "./clock";
import { createPolicySimulator, createServiceUseReader } from "./iam";
import { once } from "./once";
import type { Place } from "./place";
import type { RequestHandler } from "./requestHandler";
import type { Send } from "./sender";
import { createTaggedReader } from "./taggedResources";
import type { AwsConnection } from "./types";

export interface OtherServices
  extends Pick<AwsConnection, "validator" | "simulator" | "serviceUse" | "trail">,
    Pick<OrganizationReader, "listTagged" | "listAlternateContacts">,
    Pick<AccountWrites, "putAccountName"> {}

export interface OtherServicesPorts {
  /** What every client is made with. */
  readonly shared: Pick<AccountClientConfig, "credentials" | "maxAttempts" | "ignoreConfiguredEndpointUrls"> & {
    readonly requestHandler: RequestHandler;
  };
  readonly place: Place;
  readonly send: Send;
  readonly caller: CallerReader;
}

export function openOtherServices({ shared, place, send, caller }: OtherServicesPorts): OtherServices {
  const { partition, customEndpoint, iamEndpoint } = place;
  const at = (region: string, endpoint: string | undefined) => ({ ...shared, region, ...(endpoint && { endpoint }) });
  /**
   * The Region of Organizations' one endpoint in each partition: Account Management has one there too, what Organizations
   * does is recorded there alone, and resources without a Region are listed in that of their service.
   */
  const beside = at(partition.organizationsRegion, customEndpoint);
  const getAccount = once(async () => new AccountClient(beside));
  const getIam = once(async () => new IAMClient(at(partition.organizationsRegion, iamEndpoint)));
  /** Regional, and the same in every Region: a policy's text belongs to none. */
  const getAnalyzer = once(async () => new AccessAnalyzerClient(at(place.region, customEndpoint)));
  const getTrail = once(async () => new CloudTrailClient(beside));
  const getTagging = once(async () => new ResourceGroupsTaggingAPIClient(beside));
  return {
    validator: createPolicyValidator(getAnalyzer, send),
    simulator: createPolicySimulator(getIam, send),
    serviceUse: createServiceUseReader(getIam, send, systemClock),
    trail: createTrailReader(getTrail, send),
    listTagged: createTaggedReader(getTagging, send),
    listAlternateContacts: createAlternateContactReader(getAccount, send, caller),
    /**
     * Its trusted access and the management account's rights decide whether it works; sent at most once. The management
     * account must not name itself (Account Management API Reference, PutAccountName).
     */
    async putAccountName(accountId, AccountName) {
      const isOwn = (await caller.getCallerIdentity()).accountId === accountId;
      const command = new PutAccountNameCommand({ ...(!isOwn && { AccountId: accountId }), AccountName });
      await send("PutAccountName", async () => (await getAccount()).send(command), { isWrite: true });
    },
  };
}

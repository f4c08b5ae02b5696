/** The AWS room's door. Loading it loads the SDK: import it on first use, and types from `types.ts`. */
import { AccessAnalyzerClient } from "@aws-sdk/client-accessanalyzer";
import { AccountClient } from "@aws-sdk/client-account";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { STSClient } from "@aws-sdk/client-sts";
import { createPolicyValidator } from "./accessAnalyzer";
import { createAlternateContactReader } from "./alternateContacts";
import { createChangeReads } from "./changeReads";
import { createChangeWrites } from "./changeWrites";
import { createTrailReader } from "./cloudTrail";
import { systemClock } from "./clock";
import { createCredentialProvider } from "./credentials";
import { createCall, createOrganizationReader } from "./organizations";
import { Pacing } from "./pacing";
import { fetchPlace } from "./place";
import { createRequestHandler } from "./requestHandler";
import { createSender } from "./sender";
import { fetchSharedConfig, getProfiles } from "./sharedConfig";
import { createCallerReader } from "./sts";
import { createTaggedReader } from "./taggedResources";
import type { AwsConnection, ConnectOptions, Profile } from "./types";

/** A connection to AWS or an endpoint like it. Nothing is read or sent before the first question. */
export function connect(options: ConnectOptions): AwsConnection {
  const ended = new AbortController();
  const requestHandler = createRequestHandler(options.proxyFromEnvironment ?? false);
  const getPlace = once(() => fetchPlace(options, process.env));
  const createProvider = () => once(async () => createCredentialProvider(options, await getPlace(), requestHandler));
  let getProvider = createProvider();
  let expiration: Date | undefined;
  const credentials = async () => {
    const found = await (await getProvider())();
    expiration = found.expiration;
    return found;
  };
  /** One attempt: a retry inside the SDK would spend AWS's request quota unseen by the pacing. */
  const shared = { credentials, requestHandler, maxAttempts: 1, ignoreConfiguredEndpointUrls: true };

  const getOrganizationsClient = once(async () => {
    const { partition, customEndpoint } = await getPlace();
    const region = partition.organizationsRegion;
    return new OrganizationsClient({ ...shared, region, ...(customEndpoint && { endpoint: customEndpoint }) });
  });
  /** Account Management has one endpoint in each partition too, beside that of Organizations. */
  const getAccountClient = once(async () => {
    const { partition, customEndpoint } = await getPlace();
    const region = partition.organizationsRegion;
    return new AccountClient({ ...shared, region, ...(customEndpoint && { endpoint: customEndpoint }) });
  });
  /** What Organizations does is recorded in the Region of its endpoint alone. */
  const getCloudTrailClient = once(async () => {
    const { partition, customEndpoint } = await getPlace();
    const region = partition.organizationsRegion;
    return new CloudTrailClient({ ...shared, region, ...(customEndpoint && { endpoint: customEndpoint }) });
  });
  /** Resources without a Region are listed in that of their service. */
  const getTaggingClient = once(async () => {
    const { partition, customEndpoint } = await getPlace();
    const region = partition.organizationsRegion;
    return new ResourceGroupsTaggingAPIClient({
      ...shared,
      region,
      ...(customEndpoint && { endpoint: customEndpoint }),
    });
  });
  /** Regional, and the same in every Region: a policy's text belongs to none. */
  const getAccessAnalyzerClient = once(async () => {
    const { region, customEndpoint } = await getPlace();
    return new AccessAnalyzerClient({ ...shared, region, ...(customEndpoint && { endpoint: customEndpoint }) });
  });
  const getIam = once(async () => {
    const [iam, { partition, iamEndpoint }] = await Promise.all([import("./iam"), getPlace()]);
    const region = partition.organizationsRegion;
    const client = iam.createIamClient({ ...shared, region, ...(iamEndpoint && { endpoint: iamEndpoint }) });
    return {
      simulator: iam.createPolicySimulator(client, send),
      serviceUse: iam.createServiceUseReader(client, send, systemClock),
    };
  });
  const getStsClient = once(async () => {
    const { region, callerEndpoint } = await getPlace();
    return new STSClient({ ...shared, region, ...(callerEndpoint && { endpoint: callerEndpoint }) });
  });

  const pacing = new Pacing({
    share: options.requestShare,
    untilThrottled: options.pacedOnceThrottled ?? false,
    clock: systemClock,
  });
  const isSso = async () => (await getPlace()).isSso;
  const send = createSender({ pacing, ended: ended.signal, isSso, log: options.log });
  const call = createCall(getOrganizationsClient, send);
  const caller = createCallerReader(getStsClient, send);
  const reader = createOrganizationReader(call, {
    listTagged: createTaggedReader(getTaggingClient, send),
    listAlternateContacts: createAlternateContactReader(getAccountClient, send, caller),
  });

  return {
    reader,
    caller,
    validator: createPolicyValidator(getAccessAnalyzerClient, send),
    simulator: { simulate: async (...args) => (await getIam()).simulator.simulate(...args) },
    serviceUse: { reportServiceUse: async (...args) => (await getIam()).serviceUse.reportServiceUse(...args) },
    trail: createTrailReader(getCloudTrailClient, send),
    changeReads: createChangeReads(call, reader, caller),
    changeWrites: createChangeWrites(call, send, getAccountClient),
    async getEndpoint() {
      const { region, partition, customEndpoint } = await getPlace();
      const url = customEndpoint ?? partition.organizationsEndpoint;
      return { url, custom: customEndpoint !== undefined, partition: partition.id, region };
    },
    credentials: {
      getExpiration: () => expiration?.toISOString(),
      renew() {
        getProvider = createProvider();
      },
    },
    getRequestCounts: () => pacing.getCounts(),
    holdBackground: (isHeld) => pacing.holdBackground(isHeld),
    dispose() {
      ended.abort();
      requestHandler.destroy();
    },
  };
}

/** The profiles of the shared AWS config files, `default` first. */
export async function listProfiles(): Promise<readonly Profile[]> {
  return getProfiles(await fetchSharedConfig());
}

function once<T>(create: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= create());
}

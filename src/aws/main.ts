/**
 * Connections by the SDK's clients of Organizations and STS. Where credentials come from, and the other services, are
 * bundles that load with the first need of them.
 */
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { inTurn } from "../organization/turns";
import { createChangeReads } from "./changeReads";
import { createChangeWrites } from "./changeWrites";
import { systemClock } from "./clock";
import { createRequestHandler } from "./core";
import type { Credentials } from "./credentials";
import { once } from "./once";
import { createCall, createOrganizationReader } from "./organizations";
import { Pacing } from "./pacing";
import { demandCover, fetchPlace } from "./place";
import { createSender } from "./sender";
import { createCallerReader } from "./sts";
import type { AwsConnection, ConnectOptions } from "./types";

/** A connection to AWS or an endpoint like it. Nothing is read or sent before the first question. */
export function connect(options: ConnectOptions): AwsConnection {
  const ended = new AbortController();
  const requestHandler = createRequestHandler(options.proxyFromEnvironment ?? false);
  const getPlace = once(() => fetchPlace(options, process.env));
  const createProvider = () =>
    once(async () => {
      const place = await getPlace();
      const { credentials } = options;
      if (credentials.kind === "static") return async () => credentials;
      demandCover(place);
      const { createCredentialProvider } = await inTurn(() => import("./credentials"));
      return createCredentialProvider({ ...options, credentials }, place, requestHandler);
    });
  let getProvider = createProvider();
  let expiration: Date | undefined;
  const credentials = async () => {
    const found: Credentials = await (await getProvider())();
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
  const getOthers = once(async () => {
    const place = await getPlace();
    const { openOtherServices } = await inTurn(() => import("./otherServices"));
    return openOtherServices({ shared, place, send, caller });
  });
  const reader = createOrganizationReader(call, {
    async *listTagged(...args) {
      yield* (await getOthers()).listTagged(...args);
    },
    async *listAlternateContacts(...args) {
      yield* (await getOthers()).listAlternateContacts(...args);
    },
  });

  return {
    reader,
    caller,
    validator: { validatePolicy: async (...args) => (await getOthers()).validator.validatePolicy(...args) },
    simulator: { simulate: async (...args) => (await getOthers()).simulator.simulate(...args) },
    serviceUse: { reportServiceUse: async (...args) => (await getOthers()).serviceUse.reportServiceUse(...args) },
    trail: {
      async *lookUpEvents(...args) {
        yield* (await getOthers()).trail.lookUpEvents(...args);
      },
    },
    changeReads: createChangeReads(call, reader, caller),
    changeWrites: createChangeWrites(call, async (...args) => (await getOthers()).putAccountName(...args)),
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

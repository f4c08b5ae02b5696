/** An organization read from AWS, or from another server that speaks its API. */
import { connect } from "../aws/load";
import type { AwsConnection, CredentialSource } from "../aws/types";
import { isAws, isEndpoint, isLoopback } from "../engine/endpoints";
import { createStore } from "../organization/createStore";
import { loadEverything } from "../organization/loading/loadEverything";
import { loadTags } from "../organization/loadTags";
import type { CallerIdentity, OrganizationContents } from "../organization/model";
import { toContents } from "../organization/toContents";
import { toOneLine } from "../terms/oneLine";
import { type CommandIo, UsageError } from "./command";

/** `--profile`, `--region` and `--endpoint`, for `parseArgs`. */
export const CONNECTION_OPTIONS = {
  profile: { type: "string" },
  region: { type: "string" },
  endpoint: { type: "string" },
} as const;

export const CONNECTION_USAGE = "[--profile NAME] [--region R] [--endpoint URL]";

export interface ConnectionValues {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Part of AWS's documented rates to use, so that others who share them live. */
const SHARE = 0.5;

/** What servers that check no signature are given. */
const DUMMY: CredentialSource = { kind: "static", accessKeyId: "orgscope", secretAccessKey: "orgscope" };

/** Connects, hands the connection over, and closes it. */
export async function withConnection<T>(
  { profile, region, endpoint }: ConnectionValues,
  io: CommandIo,
  act: (connection: AwsConnection) => Promise<T>,
): Promise<T> {
  if (endpoint !== undefined && !isEndpoint(endpoint)) throw new UsageError(`--endpoint is no address: ${endpoint}`);
  const connection = await connect({
    credentials: getCredentials(profile, endpoint, io),
    proxyFromEnvironment: true,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    requestShare: SHARE,
    // What runs on this machine has no limits as a rule.
    pacedOnceThrottled: endpoint !== undefined && isLoopback(endpoint),
  });
  try {
    return await act(connection);
  } finally {
    connection.dispose();
  }
}

/** An endpoint that is not AWS gets nobody's credentials unasked; one on this machine may be given the environment's. */
function getCredentials(
  profile: string | undefined,
  endpoint: string | undefined,
  { env }: CommandIo,
): CredentialSource {
  if (profile !== undefined) return { kind: "profile", profile };
  if (isAws(endpoint)) return { kind: "environment" };
  const hasKeys = env.AWS_ACCESS_KEY_ID !== undefined && env.AWS_SECRET_ACCESS_KEY !== undefined;
  return endpoint !== undefined && isLoopback(endpoint) && hasKeys ? { kind: "environment" } : DUMMY;
}

export async function readLiveOrganization({ reader }: AwsConnection): Promise<OrganizationContents> {
  const store = createStore(reader);
  const ended = new AbortController();
  try {
    // What these two are refused for is why nothing else could be read either.
    await Promise.all([store.loadOrganization(), store.loadRoots()]);
    const { stopped } = await loadEverything(store, { scope: "everything", signal: ended.signal, wait });
    if (stopped) throw stopped;
    await loadTags(store);
    const contents = toContents(store, new Date().toISOString());
    if (!contents) throw new Error("the organization could not be read");
    return contents;
  } finally {
    store.dispose();
  }
}

export function readCaller({ caller }: AwsConnection): Promise<CallerIdentity> {
  return caller.getCallerIdentity();
}

/** Names what could not be read, each on a line of standard error. */
export function tellGaps(command: string, { gaps = [] }: OrganizationContents, io: CommandIo): void {
  for (const { operation, resource, reason } of gaps) {
    const what = `${operation}${resource === undefined ? "" : ` of ${resource}`}`;
    io.err(`orgscope ${command}: not read: ${toOneLine(`${what}: ${reason}`)}\n`);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

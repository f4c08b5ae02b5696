import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AwsConnection, CredentialSource } from "../aws/types";
import { writeFileAtomic } from "../disk/writeFileAtomic";
import { isAws, isEndpoint, isLoopback } from "../engine/endpoints";
import { createStore } from "../organization/createStore";
import { formatOrganizationFile } from "../organization/file";
import { loadEverything } from "../organization/loading/loadEverything";
import { loadTags } from "../organization/loadTags";
import type { OrganizationContents } from "../organization/model";
import { redact } from "../organization/snapshot/redact";
import { toContents } from "../organization/toContents";
import { UsageError, type Command, type CommandIo } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";

export const SNAPSHOT_COMMAND: Command = {
  name: "snapshot",
  summary: "Read an organization from AWS into an organization file",
  usage: "[--redact] [--profile NAME] [--region R] [--endpoint URL] [--format text|json] -o FILE",
  run: takeSnapshot,
};

/** Part of AWS's documented rates to use, so that others who share them live. */
const SHARE = 0.5;

/** What servers that check no signature are given. */
const DUMMY: CredentialSource = { kind: "static", accessKeyId: "orgscope", secretAccessKey: "orgscope" };

async function takeSnapshot(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      redact: { type: "boolean", default: false },
      profile: { type: "string" },
      region: { type: "string" },
      endpoint: { type: "string" },
      output: { type: "string", short: "o" },
      ...FORMAT_OPTION,
    },
  });
  const { profile, region, endpoint, output } = values;
  const format = readOutputFormat(values);
  if (output === undefined) throw new UsageError("-o FILE is missing");
  if (endpoint !== undefined && !isEndpoint(endpoint)) throw new UsageError(`--endpoint is no address: ${endpoint}`);
  const { connect } = await import("../aws/main");
  const isPaced = endpoint === undefined || !isLoopback(endpoint);
  const connection = connect({
    credentials: getCredentials(profile, endpoint, io),
    proxyFromEnvironment: true,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(isPaced && { requestShare: SHARE }),
  });
  try {
    const read = await readOrganization(connection);
    const contents = values.redact ? redact(read) : read;
    const text = formatOrganizationFile(contents);
    if (output === "-") io.out(text);
    else await writeFileAtomic(resolve(io.cwd, output), text);
    // The file itself stands on standard output already.
    if (output !== "-") io.out(format === "json" ? toJson(output, contents) : toText(output, contents));
    for (const { operation, resource, reason } of contents.gaps ?? []) {
      io.err(
        `orgscope snapshot: not read: ${operation}${resource === undefined ? "" : ` of ${resource}`}: ${reason}\n`,
      );
    }
    return 0;
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

async function readOrganization({ reader }: AwsConnection): Promise<OrganizationContents> {
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

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function toText(file: string, contents: OrganizationContents): string {
  const { organization, accounts, organizationalUnits, policies } = contents;
  return `${file}: ${organization.id}, ${accounts.length} accounts, ${organizationalUnits.length} OUs, ${policies.length} policies\n`;
}

function toJson(file: string, contents: OrganizationContents): string {
  const { organization, takenAt, accounts, organizationalUnits, policies, gaps = [] } = contents;
  const facts = {
    file,
    organizationId: organization.id,
    takenAt,
    accounts: accounts.length,
    organizationalUnits: organizationalUnits.length,
    policies: policies.length,
    gaps,
  };
  return `${JSON.stringify(facts)}\n`;
}

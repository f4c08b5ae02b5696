import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeFileAtomic } from "../disk/writeFileAtomic";
import { formatOrganizationFile } from "../organization/file";
import type { OrganizationContents } from "../organization/model";
import { redact } from "../organization/snapshot/redact";
import { toOneLine } from "../terms/oneLine";
import { UsageError, type Command, type CommandIo } from "./command";
import {
  CONNECTION_OPTIONS,
  CONNECTION_USAGE,
  readLiveOrganization,
  tellGaps,
  withConnection,
} from "./liveOrganization";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";

export const SNAPSHOT_COMMAND: Command = {
  name: "snapshot",
  summary: "Read an organization from AWS into an organization file",
  usage: `[--redact] ${CONNECTION_USAGE} [--format text|json] -o FILE`,
  run: takeSnapshot,
};

/** Whoever shares a redacted file should know what it still tells. */
const LEFT =
  "redacted, but for the names of roles, buckets and other resources in policies, other values of their conditions, keys of tags, services and times";

async function takeSnapshot(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      redact: { type: "boolean", default: false },
      output: { type: "string", short: "o" },
      ...CONNECTION_OPTIONS,
      ...FORMAT_OPTION,
    },
  });
  const { output } = values;
  const format = readOutputFormat(values);
  if (output === undefined) throw new UsageError("-o FILE is missing");
  const read = await withConnection(values, io, readLiveOrganization);
  const contents = values.redact ? redact(read) : read;
  const text = formatOrganizationFile(contents);
  if (output === "-") io.out(text);
  else await writeFileAtomic(resolve(io.cwd, output), text);
  // The file itself stands on standard output already.
  if (output !== "-") io.out(format === "json" ? toJson(output, contents) : toText(output, contents));
  if (values.redact) io.err(`orgscope snapshot: ${LEFT}\n`);
  tellGaps("snapshot", contents, io);
  return 0;
}

function toText(file: string, contents: OrganizationContents): string {
  const { organization, accounts, organizationalUnits, policies } = contents;
  const counts = `${accounts.length} accounts, ${organizationalUnits.length} OUs, ${policies.length} policies`;
  return `${toOneLine(`${file}: ${organization.id}`)}, ${counts}\n`;
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

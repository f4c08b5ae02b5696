import { parseArgs } from "node:util";
import { UsageError, type Command, type CommandIo } from "./command";
import { readOrganization } from "./organizationFile";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";

export const SANDBOX_COMMAND: Command = {
  name: "sandbox",
  summary: "Serve the Organizations API on this machine until you end it",
  usage: "[--port N] [--org FILE | --demo | --empty [--account ID]] [--rates] [--any-credentials] [--format text|json]",
  run: serve,
};

async function serve(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parse(args);
  const { createTechCorp, getTechCorpUse, startSandbox } = await import("../sandbox/main");
  const now = new Date().toISOString();
  const isDemo = options.org === undefined && !options.empty;
  const contents =
    options.org !== undefined ? await readOrganization(options.org, io) : isDemo ? createTechCorp(now) : undefined;
  const sandbox = await startSandbox({
    ...(contents && { contents }),
    ...(isDemo && { servicesUsed: getTechCorpUse(now) }),
    ...(options.account !== undefined && { accountId: options.account }),
    port: options.port,
    rates: options.rates,
    anyCredentials: options.anyCredentials,
  });
  const { endpoint, accessKeyId, secretAccessKey, region } = sandbox;
  io.out(`${JSON.stringify({ endpoint, accessKeyId, secretAccessKey, region })}\n`);
  await io.waitForEnd();
  await sandbox.close();
  return 0;
}

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      org: { type: "string" },
      demo: { type: "boolean", default: false },
      empty: { type: "boolean", default: false },
      account: { type: "string" },
      rates: { type: "boolean", default: false },
      "any-credentials": { type: "boolean", default: false },
      ...FORMAT_OPTION,
    },
  });
  // One line of JSON, in both: what starts it reads its endpoint there.
  readOutputFormat(values);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`--port is no port: ${values.port}`);
  if (Number(values.org !== undefined) + Number(values.demo) + Number(values.empty) > 1) {
    throw new UsageError("--org, --demo and --empty exclude each other");
  }
  if (values.account !== undefined && !values.empty) throw new UsageError("--account goes with --empty");
  if (values.account !== undefined && !/^\d{12}$/.test(values.account)) {
    throw new UsageError(`--account is no account id of twelve digits: ${values.account}`);
  }
  return { ...values, port, anyCredentials: values["any-credentials"] };
}

import type { Command, CommandIo } from "./command";
import { createLintCommand } from "./lint";
import { openChecker } from "./openChecker";
import { toErrorLine } from "./nodeErrors";
import { readStream } from "./texts";
import { createWriter, writeError } from "./writeOut";

const LINT = createLintCommand(openChecker(__dirname));

const io: CommandIo = {
  cwd: process.cwd(),
  env: process.env,
  out: createWriter(),
  err: writeError,
  readStdin: (limit) => readStream(process.stdin, limit),
  // Optimised code would hardly run before the end; making it takes a third of the processor's time meanwhile.
  expectShortRun: async () => (await import("node:v8")).setFlagsFromString("--no-opt"),
  waitForEnd: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
};

// The AWS SDK's notice about the Node of a year from now would stand in front of every answer on Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

async function getCommands(): Promise<readonly Command[]> {
  const { createOtherCommands } = await import("./others");
  return [LINT, ...createOtherCommands(__dirname)];
}

function getHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Usage: orgscope <command> [options]\n\n${lines.join("\n")}\n\norgscope help <command> explains a command's options and exit codes; orgscope --version says the version.\n`;
}

/** Of the package, beside whose manifest this lies. */
async function readVersion(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const manifest = await readFile(`${__dirname}/../package.json`, "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

async function tellHelp(name: string | undefined): Promise<number> {
  const commands = await getCommands();
  const command = commands.find((candidate) => candidate.name === name);
  if (name !== undefined && !command) return refuseCommand(name);
  const { formatHelp } = await import("./others");
  io.out(command ? formatHelp(command) : getHelp(commands));
  return 0;
}

function refuseCommand(name: string): number {
  io.err(`orgscope: ${toErrorLine(`unknown command: ${name}`)}\n`);
  return 2;
}

const isHelp = (argument: string) => argument === "--help" || argument === "-h";

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || isHelp(name)) return tellHelp(undefined);
  if (name === "help") return tellHelp(args.find((argument) => !isHelp(argument)));
  if (name === "--version" || name === "-v") {
    io.out(`${await readVersion()}\n`);
    return 0;
  }
  const command = name === LINT.name ? LINT : (await getCommands()).find((candidate) => candidate.name === name);
  if (!command) return refuseCommand(name);
  // What follows `--` are names.
  const ended = args.indexOf("--");
  if (args.slice(0, ended < 0 ? args.length : ended).some(isHelp)) return tellHelp(name);
  try {
    return await command.run(args, io);
  } catch (error) {
    io.err(`orgscope ${name}: ${toErrorLine(error)}\n`);
    return 2;
  }
}

function end(error: unknown): void {
  io.err(`orgscope: ${toErrorLine(error)}\n`);
  process.exitCode = 2;
}

process.once("uncaughtException", end);
void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, end);

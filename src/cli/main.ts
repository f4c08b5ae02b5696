import type { Command, CommandIo } from "./command";
import { createLintCommand } from "./lint";
import { openChecker } from "./openChecker";
import { createWriter } from "./writeOut";

const LINT = createLintCommand(openChecker(__dirname));

const io: CommandIo = {
  cwd: process.cwd(),
  env: process.env,
  out: createWriter(),
  err: (line) => void process.stderr.write(line),
  readStdin: async () => (await import("node:stream/consumers")).text(process.stdin),
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
  return `Usage: orgscope <command> [options]\n\n${lines.join("\n")}\n\norgscope <command> --help tells a command's options.\n`;
}

/** Of the package, beside whose manifest this lies. */
async function readVersion(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const manifest = await readFile(`${__dirname}/../package.json`, "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "help") {
    io.out(getHelp(await getCommands()));
    return 0;
  }
  if (name === "--version") {
    io.out(`${await readVersion()}\n`);
    return 0;
  }
  const command = name === LINT.name ? LINT : (await getCommands()).find((candidate) => candidate.name === name);
  if (!command) {
    io.err(`orgscope: unknown command: ${name}\n`);
    return 2;
  }
  if (args.includes("--help")) {
    io.out(`Usage: orgscope ${command.name} ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    io.err(`orgscope ${name}: ${message.replaceAll("\n", " ")}\n`);
    return 2;
  }
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

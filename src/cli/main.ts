import { text } from "node:stream/consumers";
import type { Command, CommandIo } from "./command";
import { createDiffCommand } from "./diff";
import { createEvaluateCommand } from "./evaluate";
import { createExpandCommand } from "./expand";
import { createFormatCommand } from "./format";
import { GENERATE_COMMAND } from "./generate";
import { createImpactCommand } from "./impact";
import { createLintCommand } from "./lint";
import { createMinifyCommand } from "./minify";
import { openUniverse } from "./openCatalogue";
import { openLanguage } from "./openLanguage";
import { createPlanCommand } from "./plan";
import { SANDBOX_COMMAND } from "./sandbox";
import { SNAPSHOT_COMMAND } from "./snapshot";
import { createTestCommand } from "./test";

const getLanguage = openLanguage(__dirname);
const getUniverse = openUniverse(__dirname);

const COMMANDS: readonly Command[] = [
  createLintCommand(getLanguage),
  createMinifyCommand(getLanguage),
  createFormatCommand(getLanguage),
  createExpandCommand(getLanguage),
  createDiffCommand(getUniverse),
  createEvaluateCommand(__dirname),
  createImpactCommand(getUniverse),
  createPlanCommand(getUniverse),
  createTestCommand(__dirname),
  SNAPSHOT_COMMAND,
  GENERATE_COMMAND,
  SANDBOX_COMMAND,
];

const io: CommandIo = {
  cwd: process.cwd(),
  env: process.env,
  out: (line) => void process.stdout.write(line),
  err: (line) => void process.stderr.write(line),
  readStdin: () => text(process.stdin),
  waitForEnd: () =>
    new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
};

// Whoever reads may have seen enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// The AWS SDK's notice about the Node of a year from now would stand in front of every answer on Node 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

function getHelp(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Usage: orgscope <command> [options]\n\n${lines.join("\n")}\n\norgscope <command> --help tells a command's options.\n`;
}

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "help") {
    io.out(getHelp());
    return 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
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

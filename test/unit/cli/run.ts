import assert from "node:assert/strict";
import type { Command, CommandIo } from "../../../src/cli/command";

/** A command among the fixtures: its exit code and what it wrote. */
export async function run(command: Command, args: readonly string[], stdin: string | Uint8Array = "") {
  let out = "";
  const io: CommandIo = {
    cwd: "test/fixtures",
    env: {},
    out: (text) => {
      out += text;
    },
    err: () => assert.fail("commands leave standard error to their caller"),
    readStdin: () => Promise.resolve(Buffer.from(stdin)),
    expectShortRun: () => Promise.resolve(),
    waitForEnd: () => new Promise(() => {}),
  };
  return { code: await command.run(args, io), out };
}

/** A subcommand of `orgscope`. */
export interface Command {
  readonly name: string;
  /** One line for `orgscope --help`. */
  readonly summary: string;
  /** The synopsis after the name: `[--type scp|rcp|auto] PATH…`. */
  readonly usage: string;
  /** Answers the exit code: 0 fine, 1 findings or differences. Fails with {@link UsageError} for unusable input. */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}

/** The outside of a command, so that tests need no process. */
export interface CommandIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** Its bytes. Fails with {@link UsageError} for more than `limit`. */
  readStdin(limit: number): Promise<Uint8Array>;
  /** Tells that little is left to do, so that nothing is prepared for a long run. */
  expectShortRun(): Promise<void>;
  /** Resolves when the person ends the program (SIGINT, SIGTERM); until it is called, that ends it at once. */
  waitForEnd(): Promise<void>;
}

/** Unusable input: one line on standard error, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

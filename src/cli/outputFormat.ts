import { UsageError } from "./command";

/** How a command prints: for people, or one JSON value for programs. */
export type OutputFormat = "text" | "json";

/** `--format`, for `parseArgs`. */
export const FORMAT_OPTION = { format: { type: "string", default: "text" } } as const;

export function readOutputFormat({ format }: { readonly format: string }): OutputFormat {
  if (format === "text" || format === "json") return format;
  throw new UsageError(`--format is text or json: ${format}`);
}

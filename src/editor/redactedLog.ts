import type * as vscode from "vscode";
import { redactSecrets } from "../terms/redact";

const WRITERS: ReadonlySet<PropertyKey> = new Set(["trace", "debug", "info", "warn", "error", "append", "appendLine"]);

/** The channel, into which no secret gets whoever writes it. */
export function redactLog(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return new Proxy(channel, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function" || !WRITERS.has(name)) return value;
      return (...values: readonly unknown[]): unknown => Reflect.apply(value, target, values.map(toSafeText));
    },
  });
}

function toSafeText(value: unknown): string {
  return redactSecrets(value instanceof Error ? (value.stack ?? value.message) : String(value));
}

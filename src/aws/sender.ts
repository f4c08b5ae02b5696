import { setMaxListeners } from "node:events";
import { isOrganizationError } from "../organization/errors";
import type { RequestOptions } from "../organization/ports";
import { translateError } from "./errors";
import type { Turn } from "./lane";
import type { Pacing } from "./pacing";

/** `priority` may rise meanwhile. */
export interface SendOptions extends RequestOptions {
  readonly isWrite?: boolean;
  /** Shared by the pages of a list. */
  readonly turn?: Turn;
}

/** Sends one command; fails with an `OrganizationError` only. */
export type Send = <T>(
  operation: string,
  command: (abortSignal: AbortSignal | undefined) => Promise<T>,
  options?: SendOptions,
) => Promise<T>;

interface SenderOptions {
  readonly pacing: Pacing;
  /** Ends everything under way. */
  readonly ended: AbortSignal;
  readonly isSso: () => Promise<boolean>;
  readonly log: ((line: string) => void) | undefined;
}

/** Puts pacing, translation of errors and the log around each request. */
export function createSender({ pacing, ended, isSso, log }: SenderOptions): Send {
  /** One for each signal that callers use: node keeps every combined signal for as long as its sources live. */
  const combined = new WeakMap<AbortSignal, AbortSignal>();
  // As many requests as wait at a time listen to it, which is no leak.
  setMaxListeners(0, ended);
  const combine = (own: AbortSignal): AbortSignal => {
    let signal = combined.get(own);
    if (signal) return signal;
    signal = AbortSignal.any([own, ended]);
    setMaxListeners(0, signal);
    combined.set(own, signal);
    return signal;
  };
  return async (operation, command, options = {}) => {
    const { isWrite = false, turn } = options;
    const signal = options.signal ? combine(options.signal) : ended;
    const send = async () => {
      const start = performance.now();
      const report = (result: string) => log?.(`${operation} ${result} ${Math.round(performance.now() - start)} ms`);
      try {
        // A write that is under way is not called back: it would only leave its outcome unknown.
        const answer = await command(isWrite ? undefined : signal);
        report("ok");
        return answer;
      } catch (caught) {
        const error = translateError(caught, operation, await isSso());
        report(error.awsName ? `${error.kind} (${error.awsName})` : error.kind);
        throw error;
      }
    };
    try {
      return await pacing.run({
        operation,
        isRead: !isWrite,
        signal,
        ...(turn && { turn }),
        get priority() {
          return options.priority ?? "screen";
        },
        send,
      });
    } catch (error) {
      throw isOrganizationError(error) ? error : translateError(error, operation);
    }
  };
}

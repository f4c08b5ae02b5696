/** What a person sees while something is being set up. */
import { CommandFailed, withoutHosts } from "./processes.mjs";

/** A failure that names its remedy: printed without a stack. */
export class SetupProblem extends Error {
  /** @param {string} what @param {string} remedy */
  constructor(what, remedy) {
    super(`${what}\n  ${remedy}`);
  }
}

/**
 * Says what is being done, in a terminal with the seconds that pass, and how long it took once it is not a moment's work.
 * @template T @param {string} title @param {() => T | Promise<T>} work @returns {Promise<T>}
 */
export async function step(title, work) {
  console.log(`• ${title}`);
  const began = performance.now();
  const getSeconds = () => Math.round((performance.now() - began) / 1000);
  const timer = process.stdout.isTTY && setInterval(() => process.stdout.write(`\r  ${getSeconds()} s`), 1000);
  try {
    return await work();
  } finally {
    if (timer) clearInterval(timer);
    if (getSeconds() >= 2) console.log(`${timer ? "\r" : ""}  ${getSeconds()} s`);
    else if (timer) process.stdout.write("\r\u001b[K");
  }
}

/** Ends the process with the reason of a failed set-up. @param {unknown} error @returns {never} */
export function giveUp(error) {
  console.error(explain(error));
  process.exit(1);
}

/** @param {unknown} error */
export function explain(error) {
  if (error instanceof SetupProblem) return `✗ ${error.message}`;
  if (error instanceof CommandFailed) return `✗ ${error.message}:\n${lastLines(withoutHosts(error.output), 40)}`;
  return error instanceof Error ? withoutHosts(error.stack ?? error.message) : String(error);
}

/** @param {string} text @param {number} count */
function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}

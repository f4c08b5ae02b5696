/** The second try of test files that failed. */
import path from "node:path";

/** How many files may have one: with more, something is broken. */
const SECOND_TRIES = 6;

/** @typedef {{ passed: number, failed: number }} Counts */
/**
 * What a suite came to; `failing` has the counts of each file with a failure.
 * @typedef {Counts & { name: string, skipped?: number, seconds?: number, failing?: Record<string, Counts>,
 *   secondTries?: readonly string[] }} Result
 */

/**
 * A real editor in a real browser on a busy machine fails now and then for reasons of its own: a file that failed is run
 * once more, in a fresh editor, and what it does then counts. The report names it, so that nobody takes it for steady.
 * @param {Result} first @param {(files: readonly string[]) => Promise<Result>} run @returns {Promise<Result>}
 */
export async function tryAgain(first, run) {
  const failing = Object.entries(first.failing ?? {});
  if (failing.length === 0 || failing.length > SECOND_TRIES) return first;
  const files = failing.map(([file]) => file);
  const second = await run(files);
  const before = failing.reduce((sum, [, { passed }]) => sum + passed, 0);
  const all = failing.reduce((sum, [, { failed }]) => sum + failed, before);
  // Who runs fewer tests than before has hidden some.
  const isShort = second.passed + second.failed < all;
  return {
    ...first,
    passed: first.passed - before + second.passed,
    failed: second.failed + (isShort && second.failed === 0 ? 1 : 0),
    seconds: (first.seconds ?? 0) + (second.seconds ?? 0),
    secondTries: files.map((file) => path.basename(file, ".js")),
  };
}

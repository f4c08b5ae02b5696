import assert from "node:assert/strict";

/** Resolves once `isDone` answers yes; fails after a quarter of a minute. */
export async function until(what: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await isDone()) return;
    assert.ok(Date.now() < end, `waited for ${what}`);
  }
}

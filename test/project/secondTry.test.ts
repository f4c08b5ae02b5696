import assert from "node:assert/strict";
import { tryAgain } from "../../scripts/testing/secondTry.mjs";

const FLAKY = "/tmp/run/screen/flaky.test.js";

/** A run of ten files, some of which failed one of four tests. */
function createFirst(...files: readonly string[]) {
  const failing = Object.fromEntries(files.map((file) => [file, { passed: 3, failed: 1 }]));
  return { name: "screen", passed: 40 - files.length, failed: files.length, seconds: 100, failing };
}

function answer(passed: number, failed: number) {
  const asked: (readonly string[])[] = [];
  const run = async (files: readonly string[]) => {
    asked.push(files);
    return { name: "screen", passed, failed, seconds: 10 };
  };
  return { asked, run };
}

describe("tryAgain", () => {
  it("runs nothing twice when nothing failed", async () => {
    const { asked, run } = answer(0, 0);
    const first = createFirst();
    assert.equal(await tryAgain(first, run), first);
    assert.deepEqual(asked, []);
  });

  it("counts a file as it is on the second try, and names it", async () => {
    const { asked, run } = answer(4, 0);
    const { passed, failed, seconds, secondTries } = await tryAgain(createFirst(FLAKY), run);
    assert.deepEqual(
      { passed, failed, seconds, secondTries },
      { passed: 40, failed: 0, seconds: 110, secondTries: ["flaky.test"] },
    );
    assert.deepEqual(asked, [[FLAKY]]);
  });

  it("counts a file that fails twice as failed", async () => {
    const { passed, failed } = await tryAgain(createFirst(FLAKY), answer(3, 1).run);
    assert.deepEqual({ passed, failed }, { passed: 39, failed: 1 });
  });

  it("takes a second try with fewer tests for a failure", async () => {
    const { passed, failed } = await tryAgain(createFirst(FLAKY), answer(2, 0).run);
    assert.deepEqual({ passed, failed }, { passed: 38, failed: 1 });
  });

  it("gives none where many files failed", async () => {
    const { asked, run } = answer(28, 0);
    const first = createFirst("a", "b", "c", "d", "e", "f", "g");
    assert.equal(await tryAgain(first, run), first);
    assert.deepEqual(asked, []);
  });
});

/** mocha's spec reporter, which also writes its counts for scripts/test.mjs: in all, and of each file with a failure. */
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    /** Tests passed and failed, by file. @type {Map<string, { passed: number, failed: number }>} */
    const files = new Map();
    const count =
      (/** @type {"passed" | "failed"} */ key) =>
      (/** @type {{ file?: string }} */ { file = "" }) => {
        const counts = files.get(file) ?? { passed: 0, failed: 0 };
        files.set(file, { ...counts, [key]: counts[key] + 1 });
      };
    runner.on("pass", count("passed"));
    runner.on("fail", count("failed"));
    runner.once("end", () => {
      const file = process.env.ORGSCOPE_TEST_COUNTS;
      const { passes, failures, pending } = this.stats;
      const failing = Object.fromEntries([...files].filter(([, { failed }]) => failed > 0));
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending, failing }));
    });
  }
}

module.exports = CountingReporter;

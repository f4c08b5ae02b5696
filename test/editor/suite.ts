import { writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

/** Tells the report from all else that an extension host prints. */
const MARK = "⟪tests⟫";

/**
 * What the extension host runs (`extensionTestsPath`), served or desktop: the mocha tests of test/editor/api, bundled
 * beside this file. The console carries the report, the counts go to the runner's file.
 */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args) => console.log(MARK + format(...args));
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false });
  mocha.addFile(path.join(__dirname, "api.js"));
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once("end", () => {
      const { passes, failures, pending } = runner.stats ?? { passes: 0, failures: 1, pending: 0 };
      const file = process.env.ORGSCOPE_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}

/** Runs test/editor/api in the desktop VS Code that @vscode/test-electron downloads. */
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { ROOT } from "../host/paths.mjs";
import { SetupProblem, giveUp } from "../host/progress.mjs";

const [suiteModule = ""] = process.argv.slice(2);

try {
  process.exitCode = await runTests({
    extensionDevelopmentPath: [ROOT, path.join(ROOT, "test/editor/harness")],
    extensionTestsPath: suiteModule,
    extensionTestsEnv: { ORGSCOPE_TEST_COUNTS: process.env.ORGSCOPE_TEST_COUNTS },
    launchArgs: ["--disable-workspace-trust", "--skip-welcome"],
  });
} catch (error) {
  giveUp(
    new SetupProblem(
      `The desktop VS Code could not run here: ${String(error)}`,
      "It must be downloaded and needs a display (xvfb-run -a npm run test:desktop). npm run test:editor needs neither.",
    ),
  );
}

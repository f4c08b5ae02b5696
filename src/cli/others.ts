import type { Command } from "./command";
import { createDiffCommand } from "./diff";
import { createEvaluateCommand } from "./evaluate";
import { createExpandCommand } from "./expand";
import { createFormatCommand } from "./format";
import { GENERATE_COMMAND } from "./generate";
import { createImpactCommand } from "./impact";
import { createMinifyCommand } from "./minify";
import { openUniverse } from "./openCatalogue";
import { openLanguage } from "./openLanguage";
import { createPlanCommand } from "./plan";
import { SANDBOX_COMMAND } from "./sandbox";
import { SNAPSHOT_COMMAND } from "./snapshot";
import { createTestCommand } from "./test";

export { formatHelp } from "./help";

/** All commands but `lint`, which runs over and over in pipelines and on each save: what only these need loads with them. */
export function createOtherCommands(folder: string): readonly Command[] {
  const getLanguage = openLanguage(folder);
  const getUniverse = openUniverse(folder);
  return [
    createMinifyCommand(getLanguage),
    createFormatCommand(getLanguage),
    createExpandCommand(getLanguage),
    createDiffCommand(getUniverse),
    createEvaluateCommand(folder),
    createImpactCommand(getUniverse),
    createPlanCommand(getUniverse),
    createTestCommand(folder),
    SNAPSHOT_COMMAND,
    GENERATE_COMMAND,
    SANDBOX_COMMAND,
  ];
}

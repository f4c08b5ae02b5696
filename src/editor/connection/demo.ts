import { readJsonFile } from "../../disk/jsonFile";
import { removeFile } from "../../disk/removeFile";
import { writeFileAtomic } from "../../disk/writeFileAtomic";
import { formatOrganizationFile, parseOrganizationFile } from "../../organization/file";
import type { Sandbox } from "../../sandbox/types";

/** TechCorp, on this machine. */
export interface Demo {
  /** Serves it as it was left, ids and all. */
  start(): Promise<Sandbox>;
  /** Forgets what was changed; the next start is TechCorp as new. */
  forget(): Promise<void>;
}

/** `file` holds the demo's state between starts. */
export function createDemo(file: string): Demo {
  return {
    async start() {
      const { addDemoFacts, createTechCorp, getTechCorpUse, startSandbox } = await import("../../sandbox/main");
      const now = new Date().toISOString();
      const kept = parseOrganizationFile(JSON.stringify((await readJsonFile(file)) ?? null));
      return startSandbox({
        contents: "contents" in kept ? kept.contents : addDemoFacts(createTechCorp(now)),
        servicesUsed: getTechCorpUse(now),
        onDidWrite: (contents) => writeFileAtomic(file, formatOrganizationFile(contents)),
      });
    },
    forget: () => removeFile(file),
  };
}

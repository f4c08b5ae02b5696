import path from "node:path";
import { readTextFile } from "../../disk/textFile";
import { writeFileAtomic } from "../../disk/writeFileAtomic";
import { formatOrganizationFile, parseOrganizationFile } from "../../organization/file";
import type { OrganizationContents } from "../../organization/model";
import type { Sandbox } from "../../sandbox/types";
import { readOrganization } from "./organizationFile";

/** Copies of organizations to try things on: one for each organization, as it was copied and as it was left. */
export interface Copies {
  /** Copies `contents`, in place of an earlier copy of the same organization. Answers its id, that of the organization. */
  make(contents: OrganizationContents): Promise<string>;
  /** When the organization was as the copy began, ISO 8601; `undefined`: there is no copy of it. */
  findTakenAt(id: string): Promise<string | undefined>;
  /** What was copied. */
  readBase(id: string): Promise<OrganizationContents>;
  /** Serves the copy as it was left. */
  start(id: string): Promise<Sandbox>;
}

export function createCopies(folder: string): Copies {
  const getFile = (id: string, name: "base" | "now") => path.join(folder, encodeURIComponent(id), `${name}.json`);
  return {
    async make(contents) {
      const id = contents.organization.id;
      const text = formatOrganizationFile(contents);
      await writeFileAtomic(getFile(id, "base"), text);
      await writeFileAtomic(getFile(id, "now"), text);
      return id;
    },
    async findTakenAt(id) {
      const parsed = parseOrganizationFile((await readTextFile(getFile(id, "base"))) ?? "");
      return "contents" in parsed ? parsed.contents.takenAt : undefined;
    },
    readBase: (id) => readOrganization(getFile(id, "base")),
    async start(id) {
      const contents = await readOrganization(getFile(id, "now"));
      const { startSandbox } = await import("../../sandbox/main");
      return startSandbox({
        contents,
        onDidWrite: (now) => writeFileAtomic(getFile(id, "now"), formatOrganizationFile(now)),
      });
    },
  };
}

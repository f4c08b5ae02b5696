import path from "node:path";
import { readJsonFile, writeJsonFile } from "../../disk/jsonFile";
import { readTextFile } from "../../disk/textFile";
import { writeFileAtomic } from "../../disk/writeFileAtomic";
import { formatOrganizationFile, parseOrganizationFile } from "../../organization/file";
import type { OrganizationContents } from "../../organization/model";
import type { Sandbox } from "../../sandbox/types";
import { parseChoice } from "./choiceMemory";
import { readOrganization } from "./organizationFile";
import type { ConnectionChoice } from "./session";

/** Copies of organizations to try things on: one for each organization, as it was copied and as it was left. */
export interface Copies {
  /**
   * Copies `contents`, in place of an earlier copy of the same organization. Answers its id, that of the organization.
   * `origin`: where they were read.
   */
  make(contents: OrganizationContents, origin: ConnectionChoice): Promise<string>;
  /** When the organization was as the copy began, ISO 8601; `undefined`: there is no copy of it. */
  findTakenAt(id: string): Promise<string | undefined>;
  /** What was copied. */
  readBase(id: string): Promise<OrganizationContents>;
  /** The copy as it was left. */
  readNow(id: string): Promise<OrganizationContents>;
  /** Where it was copied from; `undefined`: that was not kept. */
  findOrigin(id: string): Promise<ConnectionChoice | undefined>;
  /** Serves the copy as it was left. */
  start(id: string): Promise<Sandbox>;
}

/** A name below the folder, whatever an organization file calls its organization. */
function toFolderName(id: string): string {
  return encodeURIComponent(id).replace(/^\.+$/, (dots) => "%2E".repeat(dots.length));
}

export function createCopies(folder: string): Copies {
  const getFile = (id: string, name: "base" | "now" | "origin") => path.join(folder, toFolderName(id), `${name}.json`);
  return {
    async make(contents, origin) {
      const id = contents.organization.id;
      const text = formatOrganizationFile(contents);
      await writeFileAtomic(getFile(id, "base"), text);
      await writeFileAtomic(getFile(id, "now"), text);
      await writeJsonFile(getFile(id, "origin"), origin);
      return id;
    },
    async findTakenAt(id) {
      const parsed = parseOrganizationFile((await readTextFile(getFile(id, "base"))) ?? "");
      return "contents" in parsed ? parsed.contents.takenAt : undefined;
    },
    readBase: (id) => readOrganization(getFile(id, "base")),
    readNow: (id) => readOrganization(getFile(id, "now")),
    findOrigin: async (id) => parseChoice(await readJsonFile(getFile(id, "origin"))),
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

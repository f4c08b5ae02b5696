import { parseOrganizationFile } from "../organization/file";
import type { OrganizationContents } from "../organization/model";
import { type CommandIo, UsageError } from "./command";
import { readText } from "./texts";

/** The organization of `--org FILE`. */
export async function readOrganization(file: string | undefined, io: CommandIo): Promise<OrganizationContents> {
  if (file === undefined) throw new UsageError("--org FILE is missing");
  const organization = parseOrganizationFile(await readText(file, io));
  if ("problem" in organization) throw new UsageError(`${file}: ${organization.problem}`);
  return organization.contents;
}

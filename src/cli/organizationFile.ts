import { parseOrganizationFile } from "../organization/file";
import type { OrganizationContents } from "../organization/model";
import { type CommandIo, UsageError } from "./command";
import { readPolicyText } from "./policyTexts";

/** The organization of `--org FILE`. */
export async function readOrganization(file: string | undefined, io: CommandIo): Promise<OrganizationContents> {
  if (file === undefined) throw new UsageError("--org FILE is missing");
  const organization = parseOrganizationFile((await readPolicyText(file, io)).text);
  if ("problem" in organization) throw new UsageError(`${file}: ${organization.problem}`);
  return organization.contents;
}

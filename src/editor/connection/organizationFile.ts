import path from "node:path";
import { readTextFile } from "../../disk/textFile";
import { OrganizationError } from "../../organization/errors";
import { parseOrganizationFile } from "../../organization/file";
import type { OrganizationContents } from "../../organization/model";
import { parseArn } from "../../terms/arns";
import type { OpenSession } from "./connections";
import type { ConnectionChoice } from "./session";
import { markOrganizationId } from "./sessionMark";
import { createShownSession } from "./shownSession";

/** The contents of an organization file. Fails with an `OrganizationError` that says in a line what is wrong. */
export async function readOrganization(file: string): Promise<OrganizationContents> {
  let text: string | undefined;
  try {
    text = await readTextFile(file);
  } catch (error) {
    throw new OrganizationError("unavailable", `${file}: ${String(error)}`, { cause: error });
  }
  if (text === undefined) throw new OrganizationError("notFound", `There is no file ${file}`);
  const parsed = parseOrganizationFile(text);
  if ("problem" in parsed) throw new OrganizationError("malformed", `${path.basename(file)}: ${parsed.problem}`);
  return parsed.contents;
}

/** Opens an organization file to look at. */
export async function openOrganizationFile(
  choice: Extract<ConnectionChoice, { readonly kind: "file" }>,
): Promise<OpenSession> {
  const contents = await readOrganization(choice.path);
  const { organization } = contents;
  const session = createShownSession(
    {
      choice,
      name: path.basename(choice.path),
      organizationId: markOrganizationId(organization.id, "file"),
      caller: { accountId: organization.masterAccountId, arn: "", userId: "" },
      role: "file",
      partition: parseArn(organization.arn)?.partition ?? "aws",
      customEndpoint: undefined,
      snapshotPlace: undefined,
    },
    contents,
  );
  return { session, close: async () => session.store.dispose() };
}

import * as vscode from "vscode";
import type { Account } from "../../organization/model";
import type { PlanRequest } from "../plans/request";
import { askText, checkName } from "./ask";

const { t } = vscode.l10n;

/** Through Account Management's PutAccountName, which asks for trusted access or the account itself. */
export async function renameAccount({ id, name }: Account): Promise<PlanRequest | undefined> {
  const to = await askText({
    title: t("Rename the account “{0}”", name),
    prompt: t("Its ID, e-mail address and all that is in it stay as they are."),
    value: name,
    check: checkName([]),
  });
  return to === undefined ? undefined : { steps: [{ kind: "putAccountName", accountId: id, from: name, to }] };
}

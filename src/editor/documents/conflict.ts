/** A draft whose policy somebody else has published meanwhile: nothing is overwritten that was not seen. */
import * as vscode from "vscode";
import type { Policy } from "../../organization/model";
import { COMMANDS } from "../contributions";
import { askToChoose, showInformation } from "../messages";
import type { Draft } from "./drafts";
import { mergeTexts } from "./mergeTexts";
import type { PolicyTexts } from "./policyTexts";

/** Offers to read the difference, to put both changes together where they are of different lines, or to keep the draft. */
export async function resolveConflict(
  texts: PolicyTexts,
  uri: vscode.Uri,
  draft: Draft,
  published: Policy,
): Promise<void> {
  const t = vscode.l10n.t;
  const [base, theirs] = [draft.base, published.content].map((text) => texts.present(text)) as [string, string];
  const merged = mergeTexts(base, draft.text, theirs);
  const showDiff = t("Show Differences");
  const merge = t("Merge Into My Draft");
  const keepMine = t("Keep My Draft");
  const answer = await askToChoose(
    t("“{0}” has been changed by someone else since you opened it.", published.name),
    [
      t("Nothing was sent, and your draft is kept."),
      merged === undefined
        ? t(
            "Show the differences between what is published now and your draft: what both have changed is for you to put together.",
          )
        : t("The two changes are of different lines: merge theirs into your draft, and read it before you publish it."),
      t("Or keep the draft as a change of the new text: publishing it would then replace what the others wrote."),
    ].join("\n\n"),
    ...(merged === undefined ? [showDiff, keepMine] : [merge, showDiff, keepMine]),
  );
  const show = { title: showDiff, run: () => vscode.commands.executeCommand(COMMANDS.showPublished, uri) };
  const publish = { title: t("Publish…"), run: () => vscode.commands.executeCommand(COMMANDS.publishPolicy, uri) };
  if (answer === showDiff) await show.run();
  if (answer === merge && merged !== undefined) {
    await texts.rebaseDraft(draft, published.content);
    await replaceText(uri, merged);
    await show.run();
    showInformation(t("Your draft of “{0}” now has both changes. Nothing was sent.", published.name), publish);
  }
  if (answer !== keepMine) return;
  await texts.rebaseDraft(draft, published.content);
  showInformation(
    t("Your draft of “{0}” now changes the text published at this moment.", published.name),
    show,
    publish,
  );
}

/** As an edit, so that it can be undone, and kept as the draft. */
async function replaceText(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

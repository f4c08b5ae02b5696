/** Making a policy shorter, each step by its own leave and shown before it is done. */
import * as vscode from "vscode";
import { MINIFY_STEPS, type MinifyStep } from "../../policy/minify/minify";
import { countCharacters } from "../../terms/quotas";
import { showInformation, showRefusal } from "../messages";
import type { GeneratedTexts } from "./generatedTexts";
import type { PolicyDocuments } from "./policyDocuments";
import { isPolicy } from "./policySelector";

interface StepItem extends vscode.QuickPickItem {
  readonly step: MinifyStep | "whitespace";
}

/** Asks what may go, shows the difference, and applies it when told to. */
export async function minifyPolicy(documents: PolicyDocuments, texts: GeneratedTexts, uri: unknown): Promise<void> {
  const document =
    uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : vscode.window.activeTextEditor?.document;
  if (!document || !isPolicy(document)) return showRefusal(vscode.l10n.t("Open a policy first."));
  const { language } = documents;
  const before = document.getText();
  const chosen = await vscode.window.showQuickPick(getItems(documents, before), {
    canPickMany: true,
    title: vscode.l10n.t("Minify Policy"),
    placeHolder: vscode.l10n.t("What may go? What the policy allows and denies stays the same."),
  });
  if (!chosen || chosen.length === 0) return;
  const steps = MINIFY_STEPS.filter((step) => chosen.some((item) => item.step === step));
  const minified = language.minify(before, steps);
  const keepsWhiteSpace = chosen.every(({ step }) => step !== "whitespace");
  const after = keepsWhiteSpace ? language.format(minified) : minified;
  if (after === before)
    return showInformation(vscode.l10n.t("There is nothing to take away: the text stays as it is."));
  const version = document.version;
  await showSteps(documents, texts, before, after, steps);
  const [was, is] = [before, after].map((text) => countCharacters(text).toLocaleString(vscode.env.language));
  showInformation(vscode.l10n.t("The policy shrinks from {0} to {1} characters.", was ?? "", is ?? ""), {
    title: vscode.l10n.t("Apply"),
    run: async () => {
      if (document.version !== version) {
        return showRefusal(vscode.l10n.t("The policy has changed in the meantime. Minify it again."));
      }
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), after);
      await vscode.workspace.applyEdit(edit);
      await vscode.window.showTextDocument(document);
    },
  });
}

/** Each step as a difference of its own, on top of the steps before it. */
async function showSteps(
  { language }: PolicyDocuments,
  texts: GeneratedTexts,
  before: string,
  after: string,
  steps: readonly MinifyStep[],
): Promise<void> {
  const title = vscode.l10n.t("Minify: what goes");
  const add = (name: string, text: string) => texts.add(`${name}.scp.json`, text);
  // Over lines: beside other differences those in white space alone say nothing to a reader.
  const layOut = (text: string) => language.format(text).trimEnd();
  let shown = layOut(before);
  const differences = steps.flatMap((step, at) => {
    const rest = layOut(language.minify(before, steps.slice(0, at + 1)));
    if (rest === shown) return [];
    const [label] = describeStep(step);
    const difference = [add(label, rest), add(label, shown), add(label, rest)] as const;
    shown = rest;
    return [difference];
  });
  const [first, ...others] = differences;
  if (first && others.length > 0) await vscode.commands.executeCommand("vscode.changes", title, differences);
  else {
    const [, left, right] = first ?? [undefined, add("before", before), add("after", after)];
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
  }
}

function describeStep(step: MinifyStep): readonly [label: string, detail: string] {
  switch (step) {
    case "duplicates":
      return [
        vscode.l10n.t("Duplicates"),
        vscode.l10n.t("Entries and statements that others cover, and brackets around single ones"),
      ];
    case "merge":
      return [
        vscode.l10n.t("Similar statements"),
        vscode.l10n.t("Statements that differ in their actions or resources alone become one"),
      ];
    case "sids":
      return [vscode.l10n.t("Sids"), vscode.l10n.t("The names of statements")];
  }
}

/** Each with what it saves alone. */
function getItems({ language }: PolicyDocuments, text: string): readonly StepItem[] {
  const plain = language.minify(text);
  const saved = (from: string, to: string) =>
    vscode.l10n.t("{0} characters", Math.max(0, from.length - to.length).toLocaleString(vscode.env.language));
  return [
    {
      step: "whitespace",
      label: vscode.l10n.t("White space"),
      detail: vscode.l10n.t("Outside of strings"),
      description: saved(text, plain),
      picked: true,
    },
    ...MINIFY_STEPS.map((step) => {
      const [label, detail] = describeStep(step);
      return { step, label, detail, description: saved(plain, language.minify(text, [step])) };
    }),
  ];
}

import * as vscode from "vscode";

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** Says what is wrong with a text; by default nothing ever is. */
  readonly check?: (text: string) => string | undefined;
}

/** A line of text, trimmed; `undefined` when dismissed. It stays open while a person looks something up elsewhere. */
export async function askText({ title, prompt, value, placeholder, check }: TextQuestion): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    ...(value !== undefined && { value }),
    ...(placeholder !== undefined && { placeHolder: placeholder }),
    validateInput: (typed) => check?.(typed.trim()),
  });
  return text?.trim();
}

/** Checks a name against its length and those in use beside it. */
export function checkName(taken: readonly string[], own?: string): (text: string) => string | undefined {
  const others = new Set(taken.filter((name) => name !== own));
  return (text) => {
    if (text === "") return vscode.l10n.t("A name is needed.");
    // Organizations API Reference: names of policies and OUs.
    if (text.length > 128) return vscode.l10n.t("At most 128 characters.");
    return others.has(text) ? vscode.l10n.t("“{0}” is in use already.", text) : undefined;
  };
}

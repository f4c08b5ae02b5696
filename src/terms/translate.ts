/** Fills `{0}`, `{1}` of an English template in the person's language; `vscode.l10n.t` in the editor. */
export type Translate = (template: string, ...values: readonly (string | number)[]) => string;

import type * as vscode from "vscode";

/** Milliseconds from VS Code's question for the rows below until it has drawn them, and the most to wait for it to ask. */
const DRAWING = 150;
const ASKING = 500;

/** Resolves when the rows of what was restored have likely been drawn. Whatever else loads then would come before them. */
export type FirstPaint = () => Promise<void>;

/** VS Code draws a row that stands open together with those below it: once it asks for these, only drawing is left. */
export function createFirstPaint(view: Pick<vscode.TreeView<unknown>, "visible">, rows: AskedRows): FirstPaint {
  return async () => {
    if (view.visible) await Promise.race([rows.askedBelow(), pause(ASKING)]);
    await pause(DRAWING);
  };
}

interface AskedRows {
  /** Resolves the next time when VS Code asks for what is below a row. */
  askedBelow(): Promise<void>;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

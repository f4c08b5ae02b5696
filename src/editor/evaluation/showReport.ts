import * as vscode from "vscode";
import type { GeneratedTexts } from "../language/generatedTexts";
import type { TextReport } from "./textReport";

/** In the second column, where one report follows the other; `title` is the tab's. */
export async function showReport(texts: GeneratedTexts, title: string, report: TextReport): Promise<void> {
  const uri = texts.addReport(title, report.text, report.links);
  const isAlone = vscode.window.tabGroups.all.every((group) => group.tabs.length === 0);
  const viewColumn = isAlone ? vscode.ViewColumn.One : vscode.ViewColumn.Two;
  await vscode.window.showTextDocument(uri, { viewColumn, preview: true });
}

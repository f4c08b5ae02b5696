import * as vscode from "vscode";
import type { GeneratedTexts } from "../language/generatedTexts";
import type { TextReport } from "./textReport";

/** Beside what is being read; `title` is the tab's. */
export async function showReport(texts: GeneratedTexts, title: string, report: TextReport): Promise<void> {
  const uri = texts.add(`${title}.txt`, report.text, report.links);
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

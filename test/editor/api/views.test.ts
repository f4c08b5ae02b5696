import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { COMMANDS, POLICY_LANGUAGE_ID, SETTINGS } from "../../../src/editor/contributions";
import { until } from "./until";

describe("someone at a keyboard", () => {
  it("treats any JSON file as a policy when asked", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "json", content: "{}" });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(COMMANDS.markAsPolicy);
    await until("the language", () => document.languageId === POLICY_LANGUAGE_ID);
  });

  it("finds the command line in a terminal when the setting is on", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-cli-"));
    const settings = vscode.workspace.getConfiguration();
    try {
      await settings.update(SETTINGS.commandLineInTerminals, true, vscode.ConfigurationTarget.Global);
      const answer = path.join(folder, "answer");
      // The variable reaches terminals opened after the extension heard of the setting.
      await until("orgscope in a terminal", async () => {
        const terminal = vscode.window.createTerminal({ shellPath: "/bin/sh" });
        terminal.sendText(`orgscope expand s3:GetObject > '${answer}'`);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        terminal.dispose();
        return (await readFile(answer, "utf8").catch(() => "")).includes("s3:GetObject");
      });
    } finally {
      await settings.update(SETTINGS.commandLineInTerminals, undefined, vscode.ConfigurationTarget.Global);
      await rm(folder, { recursive: true, force: true });
    }
  });
});

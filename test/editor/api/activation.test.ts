import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/editor/contributions";

describe("the installed extension", () => {
  it("activates", async () => {
    const extension = vscode.extensions.getExtension("orgscope.orgscope");
    assert.ok(extension, "it is not installed");
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("offers every command that its manifest names", async () => {
    const offered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.values(COMMANDS).filter((command) => !offered.has(command)),
      [],
    );
  });
});

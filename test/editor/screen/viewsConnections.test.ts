import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createTechCorp, startSandbox } from "../../../src/sandbox/main";
import type { Fault, Sandbox } from "../../../src/sandbox/types";
import { type Editor, openEditor } from "./driver";
import { waitForSnapshot } from "./waitForSnapshot";

const ORGANIZATION = "Organization";
const DETAILS = "Details";

function refuse(operation: string, times?: number): Fault {
  const effect = { kind: "error", name: "AccessDeniedException", message: "Not allowed" } as const;
  return { operation, effect, ...(times !== undefined && { times }) };
}

async function connectToEndpoint(editor: Editor, url: string): Promise<void> {
  await editor.runCommand("Orgscope: Connect to an Organization");
  await editor.pick("Another endpoint");
  await editor.typeInQuickPick(url);
  await editor.press("Enter");
  await editor.pick("Dummy credentials");
}

async function waitForStatus(editor: Editor, text: string | RegExp): Promise<void> {
  await editor.page.locator(".statusbar-item:visible", { hasText: text }).waitFor();
}

async function waitForWelcome(editor: Editor, text: string): Promise<void> {
  await editor.page.locator(".welcome-view-content:visible", { hasText: text }).waitFor();
}

describe("someone who connects to an endpoint", () => {
  let sandbox: Sandbox;
  let editor: Editor;
  before(async () => {
    sandbox = await startSandbox({ contents: createTechCorp(), anyCredentials: true });
    editor = await openEditor();
    await editor.clickActivityBar("Orgscope");
  });
  after(async () => {
    await editor?.close();
    await sandbox?.close();
  });

  it("stays in the palette though the first answer ever comes late", async () => {
    const late = await startSandbox({ contents: createTechCorp(), anyCredentials: true });
    try {
      late.setFaults([{ operation: "DescribeOrganization", effect: { kind: "delay", milliseconds: 2500 } }]);
      await connectToEndpoint(editor, late.endpoint);
      // First the welcome, then the view below its message.
      await editor.page.locator(".tree-explorer-viewlet-tree-view:focus", { hasText: "Connecting…" }).waitFor();
      await editor.press("F1");
      await editor.treeRow("Root", ORGANIZATION);
      await editor.typeInQuickPick(">Orgscope: Refresh");
      await editor.page.waitForTimeout(700);
      assert.ok((await editor.quickPickItems()).some((item) => item.startsWith("Orgscope: Refresh")));
      await editor.press("Escape");
    } finally {
      await late.close();
    }
  });

  it("sees a branch that could not be read, with the reason, and reads it on Retry", async () => {
    sandbox.setFaults([refuse("ListAccountsForParent", 1)]);
    await connectToEndpoint(editor, sandbox.endpoint);
    const failed = await editor.treeRow(["Root", "Access denied: Not allowed"], ORGANIZATION);
    assert.match(await failed.innerText(), /Root could not be read/);
    await editor.page.locator(".sidebar .monaco-list:focus-within").waitFor();
    // Whoever may not list accounts sees OUs all the same.
    await editor.treeRow(["Root", "Production"], ORGANIZATION);
    await editor.clickInlineAction(["Root", "Access denied: Not allowed"], "Retry", ORGANIZATION);
    await editor.treeRow(["Root", "TechCorp Billing"], ORGANIZATION);
    await editor.treeComesToRest(ORGANIZATION);
  });

  it("sees the host in the status bar, and that it is read-only", async () => {
    await waitForStatus(editor, new URL(sandbox.endpoint).host);
    await waitForStatus(editor, "read-only");
  });

  it("reads the other details when one part is refused", async () => {
    sandbox.setFaults([refuse("ListTagsForResource")]);
    await editor.clickRow("TechCorp Billing", ORGANIZATION);
    await editor.treeRow(["Service control policies", "FullAWSAccess"], DETAILS);
    await editor.expandTree(["Tags"], DETAILS);
    assert.match(
      await (await editor.treeRow(["Tags", "Access denied: Not allowed"], DETAILS)).innerText(),
      /tags could not be read/,
    );
  });

  it("enables changes by a deliberate act, and loses them on a switch", async () => {
    await editor.runCommand("Orgscope: Enable Changes");
    assert.match(await editor.dialogText(), /o-techcorp42[\s\S]*read-only again after 60 minutes/);
    await editor.answerDialog("Enable Changes");
    await waitForStatus(editor, "changes enabled");
    sandbox.setFaults([]);
    await connectToEndpoint(editor, sandbox.endpoint);
    await waitForStatus(editor, "read-only");
  });

  it("is told what to do when AWS refuses, the keys are wrong, nothing answers, or there is no organization", async () => {
    sandbox.setFaults([refuse("DescribeOrganization")]);
    await connectToEndpoint(editor, sandbox.endpoint);
    await waitForStatus(editor, "not connected");
    assert.match(await editor.welcomeText(), /does not let this identity read[\s\S]*Show the IAM Policy/);
    sandbox.setFaults([]);
    await editor.clickWelcomeButton("Try Again");
    await editor.treeRow("Root", ORGANIZATION);

    const strict = await startSandbox({ contents: createTechCorp() });
    try {
      await connectToEndpoint(editor, strict.endpoint);
      await waitForWelcome(editor, "credentials of this connection are not accepted");
    } finally {
      await strict.close();
    }

    await connectToEndpoint(editor, "http://127.0.0.1:9");
    await waitForWelcome(editor, "cannot be reached");

    const standalone = await startSandbox({ anyCredentials: true });
    try {
      await connectToEndpoint(editor, standalone.endpoint);
      await waitForWelcome(editor, "not a member of an organization");
    } finally {
      await standalone.close();
    }
  });

  it("stays in the palette when AWS answers only after what was last seen stands there", async () => {
    await connectToEndpoint(editor, sandbox.endpoint);
    await editor.treeComesToRest(ORGANIZATION);
    await waitForSnapshot(editor);
    sandbox.setFaults([{ operation: "DescribeOrganization", effect: { kind: "delay", milliseconds: 2000 } }]);
    await connectToEndpoint(editor, sandbox.endpoint);
    await waitForStatus(editor, /: connecting…/);
    await editor.treeRow("Root", ORGANIZATION);
    await editor.press("F1");
    await waitForStatus(editor, "read-only");
    await editor.typeInQuickPick(">Orgscope: Refresh");
    // The keyboard was taken away within half a second, once.
    await editor.page.waitForTimeout(1000);
    assert.ok((await editor.quickPickItems()).some((item) => item.startsWith("Orgscope: Refresh")));
    await editor.press("Escape");
  });
});

describe("someone whose sign-in has expired", () => {
  let folder: string;
  let editor: Editor;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-sso-"));
    const config = path.join(folder, "config");
    await writeFile(
      config,
      [
        "[sso-session corp]",
        "sso_start_url = https://corp.awsapps.example/start",
        "sso_region = us-east-1",
        "[profile audit]",
        "sso_session = corp",
        "sso_account_id = 111122223333",
        "sso_role_name = Audit",
        "region = eu-central-1",
      ].join("\n"),
    );
    editor = await openEditor({ env: { AWS_CONFIG_FILE: config } });
    await editor.clickActivityBar("Orgscope");
  });
  after(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("sees what each profile is before choosing it, and is offered to sign in", async () => {
    await editor.clickWelcomeButton("Connect to an Organization");
    const items = await editor.quickPickItems();
    assert.ok(items.some((item) => /^audit ?IAM Identity Center · 111122223333 · Audit · eu-central-1/.test(item)));
    await editor.pick("audit");
    await waitForWelcome(editor, "sign-in of this connection has expired");
    assert.match(await editor.welcomeText(), /Sign In/);
  });

  it("is told that the environment has no credentials", async () => {
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick("Credentials of the environment");
    await waitForWelcome(editor, "No credentials were found");
  });

  it("signs in by the aws command line, in a terminal", async () => {
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick("audit");
    await waitForWelcome(editor, "sign-in of this connection has expired");
    await editor.clickWelcomeButton("Sign In");
    // The terminal while it lasts; the aws of this machine may know no sso, or find nobody to sign in with.
    const called = /AWS sign-in: audit|aws sso login --profile audit|'sso', 'login', '--profile', 'audit'/;
    await editor.page
      .locator(".part.panel:visible, .notification-list-item:visible", { hasText: called })
      .first()
      .waitFor();
  });
});

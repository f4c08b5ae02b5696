/** AWS by one of its names, played by the sandbox: a proxy on loopback leads every request there. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as sendRequest, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { createTechCorp, startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { type Editor, openEditor } from "./driver";
import { connectTo, enableChanges } from "./sandboxed";

const ORGANIZATION = "Organization";
const CHANGES = "Changes";
const ENDPOINT = "http://organizations.example.amazonaws.com";

describe("someone who changes an organization on AWS", () => {
  let sandbox: Sandbox;
  let proxy: Server;
  let editor: Editor;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-places-"));
    const config = path.join(folder, "config");
    await writeFile(config, "[profile ministry]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n");
    sandbox = await startSandbox({ contents: createTechCorp(), anyCredentials: true });
    const { port, host } = new URL(sandbox.endpoint);
    proxy = createServer((request, response) => {
      const { method, headers, url = "" } = request;
      const options = { port, method, headers: { ...headers, host }, path: new URL(url, ENDPOINT).pathname };
      const forwarded = sendRequest(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forwarded.on("error", () => response.writeHead(502).end());
      request.pipe(forwarded);
    });
    // VS Code asks for a tunnel even where nothing is encrypted: its far end is the proxy's own door.
    proxy.on("connect", (_request, asking) => {
      const tunnel = connect((proxy.address() as AddressInfo).port, "127.0.0.1", () => {
        asking.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        tunnel.pipe(asking).pipe(tunnel);
      });
      for (const end of [tunnel, asking]) end.on("error", () => tunnel.destroy());
    });
    await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
    editor = await openEditor({
      env: {
        HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        AWS_CONFIG_FILE: config,
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_ENDPOINT_URL_ORGANIZATIONS: ENDPOINT,
        AWS_ENDPOINT_URL_STS: sandbox.endpoint,
      },
      size: { width: 1400, height: 1000 },
    });
    await connectTo(editor, "Credentials of the environment");
    await enableChanges(editor);
  });
  after(async () => {
    await editor?.close();
    proxy?.closeAllConnections();
    proxy?.close();
    await sandbox?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const isAttached = () =>
    sandbox
      .getContents()
      ?.attachments.some((one) => one.policyId === "p-quarantn1" && one.targetId === "ou-tc01-prod4kx7");
  const attach = async () => {
    await editor.contextMenu(["Root", "Production"], "Attach Policy…", ORGANIZATION);
    await editor.pick("QuarantineAccount");
    assert.match(await editor.dialogText(), /in the REAL organization o-techcorp42\?[\s\S]*REAL, on AWS at http/);
    await editor.screenshot("real-question");
    await editor.answerDialog("Attach");
  };

  it("is asked for a reason once more may be lost than a demo, and nothing is sent when that is called off", async () => {
    await attach();
    await editor.page.locator(".quick-input-message", { hasText: "A reason or the number of a ticket" }).waitFor();
    await editor.screenshot("real-reason");
    await editor.press("Escape");
    await editor.page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
    assert.equal(isAttached(), false);
  });

  it("reads the reason with the change", async () => {
    await attach();
    await editor.answerInput(/A reason or the number of a ticket/, "OPS-42");
    await editor.waitForNotification(/Attached “QuarantineAccount” to Production in the REAL organization/);
    assert.equal(isAttached(), true);
    await editor.runCommand("Orgscope: Focus on Changes View");
    await (await editor.treeRow(["Attach “QuarantineAccount” to Production"], CHANGES)).hover();
    await editor.page.locator(".monaco-hover:visible", { hasText: "Reason: OPS-42" }).waitFor();
    await editor.screenshot("real-recorded");
  });

  it("is led to a row's page in the AWS console, once VS Code was told to", async () => {
    await editor.contextMenu(["Root", "Production"], "Open in AWS Console", ORGANIZATION);
    assert.match(
      await editor.dialogText(),
      /https:\/\/[\w.-]*console\.aws\.amazon\.com\/organizations\/v2\/home\/organizational-units\/ou-tc01-prod4kx7/,
    );
    await editor.answerDialog("Cancel");
  });

  it("says in which partition the organization of a profile is that names no Region", async () => {
    await editor.runCommand("Orgscope: Connect to an Organization");
    await editor.pick("Another partition…");
    await editor.pick("China (Ningxia)");
    await editor.treeComesToRest(ORGANIZATION);
    assert.match((await editor.statusBar()).join("\n"), /ministry/);
    await editor.contextMenu(["Root", "Production"], "Open in AWS Console", ORGANIZATION);
    assert.match(await editor.dialogText(), /https:\/\/console\.amazonaws\.cn\/organizations/);
    await editor.answerDialog("Cancel");
  });
});

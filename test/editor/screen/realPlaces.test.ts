/** AWS by one of its names, played by the sandbox: a proxy on loopback leads every tunnel there. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request as sendRequest, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect as connectSocket } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Duplex } from "node:stream";
import { createTechCorp, startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";
import { makeCertificates } from "../../fixtures/certificates";
import { type Editor, openEditor } from "./driver";
import { connectTo, enableChanges } from "./sandboxed";
import { waitForSnapshot } from "./waitForSnapshot";

const ORGANIZATION = "Organization";
const CHANGES = "Changes";
const HOST = "organizations-fips.us-west-2.amazonaws.com";

/** What one end says, the other hears. */
function join(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  for (const end of [one, other]) end.on("error", () => void [one.destroy(), other.destroy()]);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

describe("someone who changes an organization on AWS", () => {
  let sandbox: Sandbox;
  let tls: Server;
  let proxy: Server;
  let editor: Editor;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "orgscope-places-"));
    const config = path.join(folder, "config");
    await writeFile(config, "[profile ministry]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n");
    sandbox = await startSandbox({ contents: createTechCorp(), anyCredentials: true });
    makeCertificates(folder, HOST);
    const read = (name: string) => readFile(path.join(folder, name));
    const { port, host } = new URL(sandbox.endpoint);
    tls = createTlsServer({ key: await read("key.pem"), cert: await read("cert.pem") }, (request, response) => {
      const { method, headers, url } = request;
      const options = { port, method, headers: { ...headers, host }, path: url };
      const forwarded = sendRequest(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forwarded.on("error", () => response.writeHead(502).end());
      request.pipe(forwarded);
    });
    const tlsPort = await listen(tls);
    proxy = createServer();
    proxy.on("connect", (_request, socket) => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      join(socket, connectSocket(tlsPort, "127.0.0.1"));
    });
    const proxyPort = await listen(proxy);
    editor = await openEditor({
      env: {
        HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
        NODE_EXTRA_CA_CERTS: path.join(folder, "ca.pem"),
        AWS_CONFIG_FILE: config,
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_ENDPOINT_URL_ORGANIZATIONS: `https://${HOST}`,
        AWS_ENDPOINT_URL_STS: sandbox.endpoint,
      },
      size: { width: 1400, height: 1000 },
    });
    await connectTo(editor, "Credentials of the environment");
    await enableChanges(editor);
    // What is denied is told of what was read.
    await waitForSnapshot(editor);
  });
  after(async () => {
    await editor?.close();
    proxy?.closeAllConnections();
    proxy?.close();
    tls?.closeAllConnections();
    tls?.close();
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
    assert.match(await editor.dialogText(), /in the REAL organization o-techcorp42\?[\s\S]*REAL, on AWS at https:/);
    await editor.screenshot("real-question");
    await editor.confirm("Attach", "Root/Production");
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

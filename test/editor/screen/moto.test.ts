import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { createClient } from "../../contract/client";
import { createFixture, DENY_S3, type Fixture, SCP } from "../../contract/fixture";
import { type Moto, startMoto } from "../../contract/moto";
import { type Editor, openEditor } from "./driver";
import { connectTo, enableChanges } from "./sandboxed";

const ORGANIZATION = "Organization";
const POLICIES = "Policies";
const DETAILS = "Details";
const SCPS = "Service control policies";

/** What cannot change anything. */
const READING = /^(List|Describe|Get)/;

describe("someone with another server that speaks the API of AWS Organizations", function () {
  this.timeout(120_000);
  let moto: Moto | undefined;
  let recorder: Recorder | undefined;
  let organization: Fixture;
  let editor: Editor;
  before(async () => {
    moto = await startMoto();
    organization = await createFixture(createClient(moto));
    recorder = await record(moto.endpoint);
    editor = await openEditor({
      settings: { "orgscope.endpoint": recorder.endpoint },
      size: { width: 1400, height: 1400 },
    });
    await connectTo(editor, recorder.endpoint);
  });
  after(async () => {
    await editor?.close();
    await recorder?.close();
    organization?.close();
    await moto?.stop();
  });

  const getWrites = () => recorder?.operations.filter((operation) => !READING.test(operation)) ?? [];

  it("browses its tree, policies and details, and sends nothing that could change it", async () => {
    await editor.expandTree(["Root", "Production"], ORGANIZATION);
    await editor.clickRow(["Root", "Production", "web"], ORGANIZATION);
    await editor.treeRow([SCPS, "FullAWSAccess"], DETAILS);
    await editor.expandTree(["Tags"], DETAILS);
    await editor.expandTree([SCPS, "DenyS3"], POLICIES);
    await editor.treeRow([SCPS, "DenyS3", "Attached to nothing"], POLICIES);
    await editor.expandTree([SCPS, "Not attached"], POLICIES);
    await editor.clickRow([SCPS, "DenyS3"], POLICIES);
    await editor.waitForTab("DenyS3");
    await editor.press("Control+Alt+O");
    await editor.typeInQuickPick("web");
    await editor.quickPickItems();
    await editor.press("Escape");
    await editor.runCommand("Orgscope: Refresh");
    await editor.treeRow(["Root", "Production"], ORGANIZATION);
    await editor.screenshot("moto-browsing");
    assert.ok((recorder?.operations.length ?? 0) > 10, recorder?.operations.join());
    assert.deepEqual(getWrites(), []);
  });

  it("attaches, and the aws command line sees it", async () => {
    await enableChanges(editor);
    await editor.contextMenu(["Root", "Production"], "Attach Policy…", ORGANIZATION);
    await editor.pick("DenyS3");
    assert.match(await editor.dialogText(), /at the custom endpoint[\s\S]*custom endpoint http[\s\S]*1 account/);
    assert.deepEqual(getWrites(), []);
    await editor.answerDialog("Attach");
    await editor.waitForNotification(/Attached “DenyS3” to Production/);
    assert.deepEqual(await listAttached(), ["DenyS3", "FullAWSAccess"]);
    assert.deepEqual(getWrites(), ["AttachPolicy"]);
  });

  it("publishes a policy, to the byte", async () => {
    await editor.clickRow([SCPS, "DenyS3"], POLICIES);
    await editor.waitForTab("DenyS3");
    await editor.placeCaretAfter("s3:*");
    for (const _ of "s3:*") await editor.press("Shift+ArrowLeft");
    await editor.insert("ec2:*");
    await editor.press("Control+Alt+Enter");
    assert.match(await editor.dialogText(), /Publish “DenyS3” at the custom endpoint[\s\S]*Root \/ Production/);
    await editor.answerDialog("Publish");
    await editor.waitForNotification("Published “DenyS3”");
    const { Policy } = await aws<{ Policy: { Content: string } }>(
      "describe-policy",
      "--policy-id",
      organization.policy,
    );
    assert.equal(Policy.Content, DENY_S3.replace("s3:*", "ec2:*"));
    assert.deepEqual(getWrites(), ["AttachPolicy", "UpdatePolicy"]);
  });

  it("detaches", async () => {
    await editor.expandTree([SCPS, "DenyS3"], POLICIES);
    await editor.clickInlineAction([SCPS, "DenyS3", "Production"], "Detach Policy", POLICIES);
    await editor.answerDialog("Detach");
    await editor.waitForNotification(/Detached “DenyS3” from Production/);
    assert.deepEqual(await listAttached(), ["FullAWSAccess"]);
    assert.deepEqual(getWrites(), ["AttachPolicy", "UpdatePolicy", "DetachPolicy"]);
  });

  async function listAttached(): Promise<readonly string[]> {
    const input = ["--target-id", organization.unit, "--filter", SCP];
    const { Policies } = await aws<{ Policies: readonly { Name: string }[] }>("list-policies-for-target", ...input);
    return Policies.map(({ Name }) => Name).sort();
  }

  /** The aws command line, past the recorder. */
  async function aws<T>(...args: readonly string[]): Promise<T> {
    assert.ok(moto);
    const endpoint = ["--endpoint-url", moto.endpoint, "--output", "json"];
    const { stdout } = await promisify(execFile)("aws", ["organizations", ...args, ...endpoint], {
      env: {
        PATH: process.env.PATH,
        HOME: "/nonexistent",
        AWS_ACCESS_KEY_ID: moto.accessKeyId,
        AWS_SECRET_ACCESS_KEY: moto.secretAccessKey,
        AWS_DEFAULT_REGION: moto.region,
        AWS_PAGER: "",
      },
    });
    return JSON.parse(stdout) as T;
  }
});

interface Recorder {
  readonly endpoint: string;
  /** Names of the operations that went through, in their order. */
  readonly operations: readonly string[];
  close(): Promise<void>;
}

/** Passes requests on to a server and notes which operations they ask for. */
async function record(target: string): Promise<Recorder> {
  const operations: string[] = [];
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const called = request.headers["x-amz-target"] ?? /Action=(\w+)/.exec(body.toString())?.[1] ?? "unknown";
    operations.push(String(called).replace(/^.*\./, ""));
    const headers = Object.entries(request.headers).filter(
      ([name, value]) =>
        typeof value === "string" && !/^(host|connection|content-length|transfer-encoding)$/.test(name),
    ) as [string, string][];
    const answer = await fetch(new URL(request.url ?? "/", target), { method: "POST", headers, body });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server: Server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

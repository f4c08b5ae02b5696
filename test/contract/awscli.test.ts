/** `orgscope sandbox`, as a program, and the real `aws` command line against it. */
import assert from "node:assert/strict";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { ServerAddress } from "./client";

const CLI = path.resolve("dist/cli.js");
const SCP = "SERVICE_CONTROL_POLICY";

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      if (error && typeof error.code !== "number") {
        reject(new Error(`${command} cannot be run: ${error.message}. The AWS CLI (Debian: awscli) is needed.`));
      } else resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

describe("orgscope sandbox and the aws command line", function () {
  this.timeout(60_000);
  let home: string;
  let child: ChildProcess | undefined;
  let server: ServerAddress;

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), "orgscope-"));
  });
  after(() => rm(home, { recursive: true, force: true }));
  afterEach(() => stop());

  async function start(...args: string[]): Promise<void> {
    child = spawn(process.execPath, [CLI, "sandbox", ...args], { stdio: ["ignore", "pipe", "inherit"] });
    if (!child.stdout) throw new Error("No output.");
    for await (const line of createInterface({ input: child.stdout })) {
      server = JSON.parse(line) as ServerAddress;
      return;
    }
    throw new Error("orgscope sandbox printed nothing.");
  }

  async function stop(): Promise<number | null> {
    const running = child;
    child = undefined;
    if (!running) return null;
    const ended = new Promise<number | null>((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    return ended;
  }

  async function aws(...args: string[]): Promise<Outcome> {
    return run("aws", ["organizations", ...args, "--endpoint-url", server.endpoint, "--output", "json"], {
      PATH: process.env.PATH,
      HOME: home,
      AWS_ACCESS_KEY_ID: server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      AWS_DEFAULT_REGION: server.region,
      AWS_PAGER: "",
      AWS_MAX_ATTEMPTS: "1",
    });
  }

  async function awsJson<T>(...args: string[]): Promise<T> {
    const { code, out, err } = await aws(...args);
    assert.equal(code, 0, err);
    return JSON.parse(out) as T;
  }

  it("creates, lists, attaches, detaches and describes in the demo", async () => {
    await start("--demo");
    const { Accounts } = await awsJson<{ Accounts: { Name: string }[] }>("list-accounts");
    assert.ok(Accounts.some(({ Name }) => Name === "Web Services"));
    const content = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}';
    const { Policy } = await awsJson<{ Policy: { PolicySummary: { Id: string } } }>(
      ...["create-policy", "--name", "FromCli", "--description", "", "--type", SCP, "--content", content],
    );
    const attachment = ["--policy-id", Policy.PolicySummary.Id, "--target-id", "210987654321"];
    assert.equal((await aws("attach-policy", ...attachment)).code, 0);
    const again = await aws("attach-policy", ...attachment);
    assert.notEqual(again.code, 0);
    assert.match(
      again.err,
      /\(DuplicatePolicyAttachmentException\) when calling the AttachPolicy operation.*: The selected policy is already/,
    );
    const list = ["list-targets-for-policy", "--policy-id", Policy.PolicySummary.Id];
    const attached = await awsJson<{ Targets: { Name: string }[] }>(...list);
    assert.deepEqual(
      attached.Targets.map(({ Name }) => Name),
      ["Web Services"],
    );
    assert.equal((await aws("detach-policy", ...attachment)).code, 0);
    assert.deepEqual((await awsJson<{ Targets: object[] }>(...list)).Targets, []);
    const described = await awsJson<{ Policy: { Content: string } }>(
      ...["describe-policy", "--policy-id", Policy.PolicySummary.Id],
    );
    assert.equal(described.Policy.Content, content);
    assert.equal(await stop(), 0);
  });

  it("generates an organization, serves it and pages through it", async () => {
    const file = path.join(home, "organization.json");
    const generated = await run(process.execPath, [CLI, "generate", "--accounts", "45", "--seed", "9", "-o", file]);
    assert.equal(generated.code, 0, generated.err);
    assert.match(await readFile(file, "utf8"), /"format": "orgscope\/organization@1"/);
    await start("--org", file);
    const all = await awsJson<{ Accounts: object[] }>("list-accounts", "--page-size", "7");
    assert.equal(all.Accounts.length, 45);
    const some = await awsJson<{ Accounts: object[]; NextToken?: string }>("list-accounts", "--max-items", "30");
    assert.equal(some.Accounts.length, 30);
    const rest = await awsJson<{ Accounts: object[] }>("list-accounts", "--starting-token", some.NextToken ?? "");
    assert.equal(rest.Accounts.length, 15);
  });

  it("starts from nothing", async () => {
    await start("--empty", "--account", "111122223333");
    assert.match(
      (await aws("list-roots")).err,
      /\(AWSOrganizationsNotInUseException\).*not a member of an organization/,
    );
    const { Organization } = await awsJson<{ Organization: { MasterAccountId: string } }>("create-organization");
    assert.equal(Organization.MasterAccountId, "111122223333");
  });

  it("needs no credentials of its own when told so", async () => {
    await start("--any-credentials");
    server = { ...server, accessKeyId: "test", secretAccessKey: "test" };
    assert.equal((await aws("describe-organization")).code, 0);
  });

  const unusable: [args: string[], said: RegExp][] = [
    [["sandbox", "--demo", "--empty"], /exclude each other/],
    [["sandbox", "--port", "many"], /--port/],
    [["sandbox", "--account", "111122223333"], /--account goes with --empty/],
    [["sandbox", "--org", "package.json"], /package\.json: This is no organization file/],
    [["sandbox", "--org", "nowhere.json"], /nowhere\.json/],
    [["generate", "--accounts", "9", "-o", "-"], /10 to 50000/],
    [["generate", "--accounts", "10"], /-o FILE/],
  ];
  for (const [args, said] of unusable) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { code, err } = await run(process.execPath, [CLI, ...args]);
      assert.equal(code, 2);
      assert.match(err, said);
      assert.equal(err.trim().split("\n").length, 1);
    });
  }

  it("generates the same bytes for the same seed", async () => {
    const generate = (seed: string) =>
      run(process.execPath, [CLI, "generate", "--accounts", "50", "--seed", seed, "-o", "-"]);
    const [a, b, c] = await Promise.all([generate("4"), generate("4"), generate("5")]);
    assert.ok(a.out.length > 10_000);
    assert.equal(a.out, b.out);
    assert.notEqual(a.out, c.out);
  });
});

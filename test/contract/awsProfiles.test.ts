import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type * as Core from "../../src/aws/core";
import type * as Main from "../../src/aws/main";
import { fetchPlace } from "../../src/aws/place";
import type { ConnectOptions } from "../../src/aws/types";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox } from "../../src/sandbox/types";

/** As it ships, in bundles: credentials come from one of their own, whose errors are of a class of their own. */
const shipped = createRequire(path.resolve("package.json"));
const { connect } = shipped("./dist/aws.js") as typeof Main;
const { listProfiles } = shipped("./dist/awsCore.js") as typeof Core;

const VARIABLES = /^AWS_/;

/** What a real machine has in ~/.aws/config, pointed at the sandbox. */
function makeConfig(sandbox: Sandbox, stsEndpoint: string): string {
  const keys = `aws_access_key_id = ${sandbox.accessKeyId}\naws_secret_access_key = ${sandbox.secretAccessKey}`;
  const json = JSON.stringify({
    Version: 1,
    AccessKeyId: sandbox.accessKeyId,
    SecretAccessKey: sandbox.secretAccessKey,
  });
  return `
[default]
region = eu-central-1

[profile keys]
region = eu-west-1
endpoint_url = ${sandbox.endpoint}
${keys}

[profile process]
endpoint_url = ${sandbox.endpoint}
credential_process = echo '${json}'

[profile broken]
endpoint_url = ${sandbox.endpoint}
credential_process = sh -c "echo top-secret >&2; exit 1"

[profile services]
services = local
endpoint_url = http://127.0.0.1:9
${keys}

[services local]
organizations =
  endpoint_url = ${sandbox.endpoint}

[profile role]
role_arn = arn:aws:iam::111122223333:role/teams/Admin
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/jane
endpoint_url = ${stsEndpoint}

[profile sso]
sso_session = company
sso_account_id = 111122223333
sso_role_name = ReadOnly
region = eu-central-1

[sso-session company]
sso_region = eu-central-1
sso_start_url = https://company.awsapps.com/start
sso_registration_scopes = sso:account:access

[profile china]
region = cn-north-1
${keys}
`;
}

/** Answers AssumeRole with the sandbox's credentials. */
async function startSts(sandbox: Sandbox): Promise<{ server: Server; endpoint: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push(body);
      response.setHeader("content-type", "text/xml");
      response.end(
        `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
          `<AccessKeyId>${sandbox.accessKeyId}</AccessKeyId><SecretAccessKey>${sandbox.secretAccessKey}</SecretAccessKey>` +
          `<SessionToken>token</SessionToken><Expiration>${new Date(Date.now() + 3.6e6).toISOString()}</Expiration>` +
          `</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, bodies, endpoint: `http://127.0.0.1:${typeof address === "object" && address?.port}` };
}

describe("a profile of the shared AWS config files", () => {
  let sandbox: Sandbox;
  let sts: Awaited<ReturnType<typeof startSts>>;
  let folder: string;
  let saved: Record<string, string | undefined>;

  before(async () => {
    saved = Object.fromEntries(Object.entries(process.env).filter(([name]) => VARIABLES.test(name)));
    sandbox = await startSandbox({ contents: createTechCorp() });
    sts = await startSts(sandbox);
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-profiles-"));
    await writeFile(path.join(folder, "config"), makeConfig(sandbox, sts.endpoint));
    await writeFile(path.join(folder, "credentials"), "[legacy]\naws_access_key_id = a\naws_secret_access_key = b\n");
  });

  after(async () => {
    sts.server.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => {
    clear();
    process.env["HOME"] ??= folder;
    process.env["AWS_CONFIG_FILE"] = path.join(folder, "config");
    process.env["AWS_SHARED_CREDENTIALS_FILE"] = path.join(folder, "credentials");
    process.env["AWS_EC2_METADATA_DISABLED"] = "true";
  });

  afterEach(() => {
    clear();
    Object.assign(process.env, saved);
  });

  function clear() {
    for (const name of Object.keys(process.env)) if (VARIABLES.test(name)) delete process.env[name];
  }

  /** The organization's id through a connection with these options, and the endpoint it says it uses. */
  async function ask(options: ConnectOptions) {
    const aws = connect(options);
    try {
      const endpoint = await aws.getEndpoint();
      return { endpoint, id: (await aws.reader.describeOrganization()).id };
    } finally {
      aws.dispose();
    }
  }

  const askProfile = (profile: string, options: Partial<ConnectOptions> = {}) =>
    ask({ credentials: { kind: "profile", profile }, ...options });

  it("is listed with what it is, default first", async () => {
    const profiles = await listProfiles();
    assert.deepEqual(
      profiles.map(({ name, kind }) => [name, kind]),
      [
        ["default", "other"],
        ["broken", "process"],
        ["china", "keys"],
        ["keys", "keys"],
        ["legacy", "keys"],
        ["process", "process"],
        ["role", "assumeRole"],
        ["services", "keys"],
        ["sso", "sso"],
      ],
    );
    const [role, sso] = ["role", "sso"].map((name) => profiles.find((profile) => profile.name === name));
    assert.deepEqual([role?.accountId, role?.roleName], ["111122223333", "Admin"]);
    assert.deepEqual([sso?.accountId, sso?.roleName, sso?.region], ["111122223333", "ReadOnly", "eu-central-1"]);
    assert.equal(profiles.find(({ name }) => name === "services")?.endpointUrl, sandbox.endpoint);
  });

  for (const profile of ["keys", "process", "services"]) {
    it(`"${profile}" signs, and says that its endpoint is another one`, async () => {
      const { id, endpoint } = await askProfile(profile);
      assert.match(id, /^o-/);
      assert.deepEqual([endpoint.url, endpoint.custom], [sandbox.endpoint, true]);
    });
  }

  it("is not overruled by AWS_PROFILE, nor by keys or a region in the environment", async () => {
    Object.assign(process.env, {
      AWS_PROFILE: "sso",
      AWS_ACCESS_KEY_ID: "AKIAWRONGWRONGWRONG1",
      AWS_SECRET_ACCESS_KEY: "wrong",
      AWS_SESSION_TOKEN: "wrong",
      AWS_REGION: "cn-north-1",
    });
    const { id, endpoint } = await askProfile("keys");
    assert.match(id, /^o-/);
    assert.deepEqual([endpoint.region, endpoint.partition], ["eu-west-1", "aws"]);
  });

  it("takes a role, asking for the MFA code once for all clients", async () => {
    const serials: string[] = [];
    const aws = connect({
      credentials: { kind: "profile", profile: "role" },
      endpoint: sandbox.endpoint,
      mfaCodeProvider: async (serial) => {
        serials.push(serial);
        return "123456";
      },
    });
    await Promise.all([aws.caller.getCallerIdentity(), aws.reader.describeOrganization()]);
    aws.dispose();
    assert.deepEqual(serials, ["arn:aws:iam::111122223333:mfa/jane"]);
    assert.match(sts.bodies.join(), /TokenCode=123456/);
  });

  it("says when its credentials expire, and asks for others when told to", async () => {
    let asked = 0;
    const aws = connect({
      credentials: { kind: "profile", profile: "role" },
      endpoint: sandbox.endpoint,
      mfaCodeProvider: async () => String(123456 + asked++),
    });
    assert.equal(aws.credentials.getExpiration(), undefined);
    await aws.reader.describeOrganization();
    assert.ok(Date.parse(aws.credentials.getExpiration() ?? "") > Date.now());
    await aws.reader.describeOrganization();
    assert.equal(asked, 1);
    aws.credentials.renew();
    await Promise.all([aws.caller.getCallerIdentity(), aws.reader.describeOrganization()]);
    aws.dispose();
    assert.equal(asked, 2);
  });

  it("asks for the MFA code once when the person calls it off, and takes it as that", async () => {
    let asked = 0;
    const aws = connect({
      credentials: { kind: "profile", profile: "role" },
      endpoint: sandbox.endpoint,
      mfaCodeProvider: async () => {
        asked++;
        await sleep(200);
        throw Object.assign(new Error("Canceled"), { name: "Canceled" });
      },
    });
    const asking = [aws.caller.getCallerIdentity(), aws.reader.describeOrganization()];
    for (const question of asking) await assert.rejects(question, { kind: "cancelled" });
    aws.dispose();
    assert.equal(asked, 1);
  });

  it("that wants an MFA code says so when nobody can be asked", async () => {
    await assert.rejects(askProfile("role"), { kind: "signedOut", reason: "MfaRequired" });
  });

  it("of IAM Identity Center without a valid sign-in says SsoExpired", async () => {
    await assert.rejects(askProfile("sso"), { kind: "signedOut", reason: "SsoExpired" });
  });

  it("that does not exist has no credentials", async () => {
    await assert.rejects(askProfile("nobody"), { kind: "signedOut", reason: "NoCredentials" });
  });

  it("whose process fails says so, without what the process was called with or printed", async () => {
    await assert.rejects(askProfile("broken"), (error: Error & { reason?: string }) => {
      assert.equal(error.reason, "NoCredentials");
      assert.match(error.message, /credential_process failed/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  it("asks an emulator who calls, and STS where the endpoint is one of AWS's own for Organizations", async () => {
    const credentials = { kind: "environment" } as const;
    const ask = async (env: Record<string, string>, endpoint?: string) =>
      (await fetchPlace({ credentials, ...(endpoint && { endpoint }) }, env)).callerEndpoint;
    const [emulator, fips] = ["http://127.0.0.1:5000", "https://organizations-fips.us-east-1.amazonaws.com"];
    const sts = "https://sts-fips.us-east-1.amazonaws.com";
    assert.equal(await ask({ AWS_ENDPOINT_URL_ORGANIZATIONS: emulator }), emulator);
    assert.equal(await ask({ AWS_ENDPOINT_URL_ORGANIZATIONS: fips }), undefined);
    assert.equal(await ask({ AWS_ENDPOINT_URL_ORGANIZATIONS: fips, AWS_ENDPOINT_URL_STS: sts }), sts);
    assert.equal(await ask({ AWS_ENDPOINT_URL_STS: sts }, emulator), emulator);
    assert.equal(await ask({}, fips), undefined);
    assert.equal(await ask({}), undefined);
  });

  it("decides the partition by its region, and a setting overrules it", async () => {
    const aws = connect({ credentials: { kind: "profile", profile: "china" } });
    assert.deepEqual(await aws.getEndpoint(), {
      url: "https://organizations.cn-northwest-1.amazonaws.com.cn",
      custom: false,
      partition: "aws-cn",
      region: "cn-north-1",
    });
    aws.dispose();
    const other = connect({ credentials: { kind: "profile", profile: "china" }, region: "us-gov-west-1" });
    assert.equal((await other.getEndpoint()).partition, "aws-us-gov");
    other.dispose();
  });

  it("may be edited while the editor runs", async () => {
    const file = path.join(folder, "config");
    await assert.rejects(askProfile("later"), { kind: "signedOut" });
    const config = makeConfig(sandbox, sts.endpoint);
    await writeFile(file, config.replace("[profile keys]", "[profile later]"));
    assert.match((await askProfile("later")).id, /^o-/);
    await writeFile(file, config);
  });

  describe("and the environment", () => {
    const askEnvironment = (options: Partial<ConnectOptions> = {}) =>
      ask({ credentials: { kind: "environment" }, ...options });

    it("gives keys, region and endpoint", async () => {
      Object.assign(process.env, {
        AWS_ACCESS_KEY_ID: sandbox.accessKeyId,
        AWS_SECRET_ACCESS_KEY: sandbox.secretAccessKey,
        AWS_ENDPOINT_URL_ORGANIZATIONS: sandbox.endpoint,
        AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      });
      const { endpoint, id } = await askEnvironment();
      assert.match(id, /^o-/);
      assert.deepEqual([endpoint.url, endpoint.custom], [sandbox.endpoint, true]);
    });

    it("names a profile, and has precedence over it", async () => {
      process.env["AWS_PROFILE"] = "keys";
      assert.equal((await askEnvironment()).endpoint.region, "eu-west-1");
      process.env["AWS_REGION"] = "eu-north-1";
      assert.equal((await askEnvironment()).endpoint.region, "eu-north-1");
    });

    it("may hold nothing", async () => {
      await assert.rejects(askEnvironment({ endpoint: sandbox.endpoint }), {
        kind: "signedOut",
        reason: "NoCredentials",
      });
    });

    it("can forbid configured endpoints", async () => {
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: sandbox.endpoint,
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      });
      const aws = connect({ credentials: { kind: "environment" } });
      assert.equal((await aws.getEndpoint()).custom, false);
      aws.dispose();
    });
  });
});

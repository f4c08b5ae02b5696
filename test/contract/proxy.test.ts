/**
 * A proxy on loopback, and an endpoint by a name where nothing answers without it, with a certificate of a private
 * authority. Each request comes from a process of its own: node reads NODE_EXTRA_CA_CERTS when it starts.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, request as sendRequest, type Server } from "node:http";
import { connect as connectSocket, type AddressInfo, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import type { CredentialSource } from "../../src/aws/types";
import { createTechCorp, startSandbox } from "../../src/sandbox/main";
import type { Sandbox } from "../../src/sandbox/types";
import { makeCertificates } from "../fixtures/certificates";

const HOST = "organizations.localhost";
const BUNDLE = path.resolve("dist/aws.js");

/** Asks who owns the organization, and prints the answer or the error's kind and message. */
const ASK = `
const { connect } = require(${JSON.stringify(BUNDLE)});
const aws = connect(JSON.parse(process.env.OPTIONS));
aws.reader.describeOrganization()
  .then(({ id }) => console.log(JSON.stringify({ id })), ({ kind, message }) => console.log(JSON.stringify({ kind, message })))
  .finally(() => aws.dispose());
`;

/** As VS Code's extension host does it: what a module gets for "https" is a copy that knows the proxy. */
const PATCH = `
const Module = require("node:module");
const { HttpsProxyAgent } = require("https-proxy-agent");
const load = Module._load;
Module._load = function (name, ...rest) {
  if (name !== "https") return load.call(this, name, ...rest);
  const https = load.call(this, "https", ...rest);
  const agent = new HttpsProxyAgent(process.env.PROXY);
  return { ...https, request: (options, ...more) => https.request({ ...options, agent }, ...more) };
};
`;

interface Answer {
  readonly id?: string;
  readonly kind?: string;
  readonly message?: string;
}

function listen(server: Server | TcpServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

describe("behind a proxy", () => {
  let folder: string;
  let sandbox: Sandbox;
  let tls: TcpServer;
  let proxy: Server;
  let proxyUrl: string;
  /** What the proxy was asked for: `CONNECT host:port`, `POST http://host/`. */
  let asked: string[];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "orgscope-proxy-"));
    makeCertificates(folder, HOST);
    sandbox = await startSandbox({ contents: createTechCorp() });
    const { port } = new URL(sandbox.endpoint);
    const read = (name: string) => readFileSync(path.join(folder, name));
    tls = createTlsServer({ key: read("key.pem"), cert: read("cert.pem") }, (socket) => {
      const upstream = connectSocket(Number(port), "127.0.0.1");
      socket.pipe(upstream).pipe(socket);
      for (const end of [socket, upstream]) end.on("error", () => {});
    });
    const tlsPort = await listen(tls);
    proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const { method, headers, url = "" } = request;
      const forwarded = sendRequest({ port, method, headers, path: new URL(url).pathname }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forwarded);
    });
    proxy.on("connect", (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      const upstream = connectSocket(tlsPort, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        socket.pipe(upstream).pipe(socket);
      });
      for (const end of [socket, upstream]) end.on("error", () => {});
    });
    proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
  });

  beforeEach(() => {
    asked = [];
  });

  after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    tls.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  function ask(
    endpoint: string,
    env: Record<string, string>,
    proxyFromEnvironment = true,
    prelude = "",
    credentials: CredentialSource = { ...sandbox, kind: "static" },
  ): Promise<Answer> {
    const { PATH = "" } = process.env;
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        ["-e", prelude + ASK],
        { env: { PATH, OPTIONS: JSON.stringify({ credentials, endpoint, proxyFromEnvironment }), ...env } },
        (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout) as Answer)),
      );
    });
  }

  const trust = () => ({ NODE_EXTRA_CA_CERTS: path.join(folder, "ca.pem") });

  it("an endpoint by name, with a certificate of a private authority, answers", async () => {
    const answer = await ask(`https://${HOST}`, { HTTPS_PROXY: proxyUrl, ...trust() });
    assert.match(answer.id ?? answer.message ?? "", /^o-/);
    assert.deepEqual(asked, [`CONNECT ${HOST}:443`]);
  });

  it("an endpoint without TLS answers, too", async () => {
    const answer = await ask(`http://${HOST}`, { HTTP_PROXY: proxyUrl });
    assert.match(answer.id ?? answer.message ?? "", /^o-/);
    assert.deepEqual(asked, [`POST http://${HOST}/`]);
  });

  it("nobody's credentials go to another machine without TLS", async () => {
    const keys = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
    const answer = await ask(`http://${HOST}`, { HTTP_PROXY: proxyUrl, ...keys }, true, "", { kind: "environment" });
    assert.equal(answer.kind, "unsupported");
    assert.match(answer.message ?? "", /not sent over http to another machine: http:\/\/organizations\.localhost/);
    assert.deepEqual(asked, []);
  });

  it("a private authority that is not trusted is named as what is wrong", async () => {
    const answer = await ask(`https://${HOST}`, { HTTPS_PROXY: proxyUrl });
    assert.equal(answer.kind, "offline");
    assert.match(answer.message ?? "", /certificate/);
  });

  it("NO_PROXY exempts a host", async () => {
    const answer = await ask(`https://${HOST}`, { HTTPS_PROXY: proxyUrl, NO_PROXY: HOST, ...trust() });
    assert.equal(answer.kind, "offline");
    assert.deepEqual(asked, []);
  });

  it("this machine is asked directly, NO_PROXY or not", async () => {
    const answer = await ask(sandbox.endpoint, { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl });
    assert.match(answer.id ?? answer.message ?? "", /^o-/);
    assert.deepEqual(asked, []);
  });

  it("a proxy that is not there is offline, and the message names it", async () => {
    const answer = await ask(`https://${HOST}`, { HTTPS_PROXY: "http://127.0.0.1:9", ...trust() });
    assert.equal(answer.kind, "offline");
    assert.match(answer.message ?? "", /127\.0\.0\.1/);
  });

  it("the editor's own proxy settings are met", async () => {
    const answer = await ask(`https://${HOST}`, { PROXY: proxyUrl, ...trust() }, false, PATCH);
    assert.match(answer.id ?? answer.message ?? "", /^o-/);
    assert.deepEqual(asked, [`CONNECT ${HOST}:443`]);
  });
});

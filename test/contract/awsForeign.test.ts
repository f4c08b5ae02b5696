import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../../src/aws/main";
import type { AwsConnection } from "../../src/aws/types";
import type { OrganizationErrorKind } from "../../src/organization/errors";

const HTML = "<!doctype html>\n<html lang=en><title>404 Not Found</title><h1>Not Found</h1></html>";
const XML =
  "<?xml version='1.0'?><ErrorResponse><Error><Code>TargetNotFoundException</Code>" +
  "<Message>You specified a target that doesn't exist.</Message></Error></ErrorResponse>";

interface Row {
  readonly name: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly kind: OrganizationErrorKind;
}

const ROWS: readonly Row[] = [
  { name: "a page of HTML", status: 404, type: "text/html", body: HTML, kind: "unsupported" },
  { name: "a page of HTML about a crash", status: 500, type: "text/html", body: HTML, kind: "unsupported" },
  { name: "a gateway's page", status: 502, type: "text/html", body: HTML, kind: "unavailable" },
  { name: "HTML with status 200", status: 200, type: "text/html", body: HTML, kind: "unsupported" },
  { name: "an error in XML", status: 400, type: "text/xml", body: XML, kind: "unsupported" },
  { name: "an empty answer", status: 501, type: "text/plain", body: "", kind: "unsupported" },
  {
    name: "an operation that it does not know",
    status: 501,
    type: "application/x-amz-json-1.1",
    body: '{"__type":"NotImplemented"}',
    kind: "unsupported",
  },
  { name: "an error without a name", status: 400, type: "application/json", body: "{}", kind: "invalid" },
  {
    name: "a gateway's refusal",
    status: 403,
    type: "application/json",
    body: '{"message":"Forbidden"}',
    kind: "denied",
  },
];

describe("an endpoint that is not quite AWS", () => {
  let server: Server;
  let aws: AwsConnection;
  let answer: Omit<Row, "name" | "kind">;

  before(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const credentials = { kind: "static", accessKeyId: "dummy", secretAccessKey: "dummy" } as const;
    aws = connect({ credentials, endpoint: `http://127.0.0.1:${port}` });
  });

  after(() => {
    aws.dispose();
    server.close();
  });

  for (const row of ROWS) {
    it(`${row.name} is ${row.kind}, in one line without markup`, async () => {
      answer = row;
      await assert.rejects(aws.reader.describeOrganization(), (error: Error & { kind?: string }) => {
        assert.equal(error.kind, row.kind, error.message);
        assert.doesNotMatch(error.message, /[<\n]/);
        return true;
      });
    });
  }

  it("that leaves members out is read as far as it goes", async () => {
    const account = { Id: "111122223333", Name: "Web", Status: "SUSPENDED", JoinedTimestamp: 1.6e9 };
    answer = { status: 200, type: "application/x-amz-json-1.1", body: JSON.stringify({ Accounts: [account] }) };
    const accounts = [];
    for await (const listed of aws.reader.listAccounts()) accounts.push(listed);
    assert.deepEqual(accounts, [
      {
        id: "111122223333",
        arn: "",
        name: "Web",
        email: "",
        state: "SUSPENDED",
        joinedMethod: "CREATED",
        joinedTimestamp: "2020-09-13T12:26:40.000Z",
      },
    ]);
  });
});

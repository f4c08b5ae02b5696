import assert from "node:assert/strict";
import {
  formatMatrixCsv,
  formatMatrixMarkdown,
  formatMatrixPage,
  type Matrix,
} from "../../../src/editor/evaluation/matrixTable";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

const MATRIX: Matrix = {
  services: [
    { prefix: "s3", name: "Amazon S3" },
    { prefix: "ec2", name: "Amazon EC2" },
    { prefix: "sqs", name: "Amazon SQS" },
  ],
  rows: [
    { id: "111111111111", name: "=Web", place: "Root / Production", outcomes: ["none", "full", "part"] },
    { id: "222222222222", name: "<img src=x>", place: "Root", outcomes: ["full", "full", "conditional"] },
  ],
};
const OPTIONS = { nonce: "abc", title: "A & B", note: "two rows", language: "en" };

describe("the matrix of accounts and services", () => {
  it("exports every service as CSV, and no formula", () => {
    assert.equal(
      formatMatrixCsv(MATRIX),
      "Name,ID,Place,s3,ec2,sqs\r\n" +
        "'=Web,111111111111,Root / Production,none,full,part\r\n" +
        "<img src=x>,222222222222,Root,full,full,conditional\r\n",
    );
  });

  it("leaves out of the Markdown what nothing blocks, and names it below", () => {
    const text = formatMatrixMarkdown(MATRIX, t);
    assert.match(text, /\| s3 · Amazon S3 \| Denied \| Not blocked \|/);
    assert.doesNotMatch(text, /Amazon EC2/);
    assert.match(text, /Not blocked in any of them: ec2/);
  });

  it("makes a page without scripts, in which names stay text", () => {
    const page = formatMatrixPage(MATRIX, OPTIONS, (id) => `command:x?${id}`, t);
    assert.match(page, /default-src 'none'; style-src 'nonce-abc'/);
    assert.doesNotMatch(page, /<script|<img|style="/);
    assert.match(page, /<th scope="row"[^>]*><a href="command:x\?111111111111">=Web<\/a>/);
    assert.match(page, /<span class="spoken">Depends on the request<\/span>/);
  });

  it("gives services that look alike in every row one column, and names them below", () => {
    const sns = { prefix: "sns", name: "Amazon SNS" };
    const rows = MATRIX.rows.map((row) => ({ ...row, outcomes: [...row.outcomes, row.outcomes[2] ?? "unknown"] }));
    const page = formatMatrixPage({ services: [...MATRIX.services, sns], rows }, OPTIONS, () => "", t);
    const heads = [...page.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, label]) => label);
    assert.deepEqual(heads, ["Name", "s3", "sqs +1"]);
    assert.match(page, /<dt>sqs \+1<\/dt><dd>sqs, sns<\/dd>/);
  });
});

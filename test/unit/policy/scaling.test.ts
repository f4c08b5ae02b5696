import assert from "node:assert/strict";
import type { PolicyContext } from "../../../src/policy/language";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { ORGANIZATION } from "./knownOrganization";
import { language } from "./language";

const policy = (statements: string) => `{"Version":"2012-10-17","Statement":[${statements}]}`;
const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join(",");
const deny = (rest: string) => `{"Effect":"Deny",${rest}}`;

/** Texts that grow with `n`, each bad for one way of reading. */
const TEXTS: Readonly<Record<string, (n: number) => string>> = {
  "nested lists": (n) => "[".repeat(n * 10) + "]".repeat(n * 10),
  "open objects": (n) => `{"a":`.repeat(n * 10),
  statements: (n) => policy(repeat(n, (at) => deny(`"Sid":"S${at}","Action":"s3:GetObject","Resource":"*"`))),
  "equal statements": (n) => policy(repeat(n, () => deny(`"Action":["s3:Get*","s3:*"],"Resource":"*"`))),
  actions: (n) => policy(deny(`"Action":[${repeat(n * 4, (at) => `"s3:GetObject${at}"`)}],"Resource":"*"`)),
  wildcards: (n) => policy(deny(`"Action":[${repeat(n * 2, (at) => `"s3:*a*b*c*${at}*z"`)}],"Resource":"*"`)),
  resources: (n) =>
    policy(
      deny(
        `"Action":["s3:GetObject","s3:ListBucket"],"Resource":[${repeat(n * 2, (at) => `"arn:aws:s3:::b*${at}*/*"`)}]`,
      ),
    ),
  conditions: (n) =>
    policy(
      deny(
        `"Action":"s3:*","Resource":"*","Condition":{${repeat(n, (at) => `"StringNotLike${at}":{"aws:PrincipalTag/${at}":"*"}`)}}`,
      ),
    ),
  values: (n) =>
    policy(
      deny(
        `"Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":[${repeat(n * 2, (at) => `"eu-wst-${at}*"`)}]},"NotIpAddress":{"aws:SourceIp":[${repeat(n, (at) => `"10.0.${at % 300}.1/8"`)}]}}`,
      ),
    ),
  "open variables": (n) => policy(deny(`"Action":"s3:*","Resource":"arn:aws:s3:::${"${".repeat(n * 10)}"`)),
  "open gaps": (n) => policy(deny(`"Action":"${"<a".repeat(n * 10)}","Resource":"${"{{".repeat(n * 10)}"`)),
  "open directives": (n) =>
    policy(`${"{% if".repeat(n * 5)}${"%{ for ".repeat(n * 5)}${`{%${" ".repeat(20)}else`.repeat(n)}`),
  directives: (n) => policy(`${"{% if a %},{% else %}".repeat(n)}${"{% endif %}".repeat(n)}`),
  "gaps in a row": (n) => policy(deny(`"Action":[${"{{a}} ".repeat(n * 4)}],"Resource":[${"${b}".repeat(n * 4)}]`)),
  "one long string of stars": (n) =>
    policy(deny(`"Action":"s3:${"*a".repeat(n * 10)}b","Resource":"arn:${"*:".repeat(n * 10)}b"`)),
  "blanks within a resource": (n) =>
    policy(deny(`"Action":"s3:*","Resource":["arn:a:b:c:d:e${" ".repeat(n * 40)}f","x${"; ".repeat(n * 40)}y"]`)),
  comments: (n) =>
    `${"// orgscope-ignore unknown-action\n".repeat(n)}${policy(deny(`"Action":"s3:Gt","Resource":"*"`))}`,
  "broken lines": (n) => `{${'"a" "b"\n'.repeat(n * 2)}`,
  "lone surrogates": (n) =>
    policy(deny(`"Action":"s3:${"\ud800".repeat(n * 10)}","Resource":"${"\udfff".repeat(n * 10)}"`)),
  "equal Sids": (n) => policy(repeat(n, () => `{"Sid":"x"}`)),
  "patterns over all services": (n) => policy(deny(`"Action":[${repeat(n, (at) => `"*:*n*${at}"`)}],"Resource":"*"`)),
  "text beyond all quotas": (n) => policy(repeat(n * 20, () => deny(`"Action":"s3:GetObject","Resource":"*"`))),
};

const CONTEXTS: readonly PolicyContext[] = [
  { organization: ORGANIZATION, allowComments: true },
  { type: RESOURCE_CONTROL_POLICY, asOf: "2025-01-01" },
];

const findProblems = (text: string) => {
  for (const context of CONTEXTS) language.getProblems(language.parse(text), context);
};

const fixAll = (text: string) => void language.fixAll(language.parse(text), CONTEXTS[0]);

/** Microseconds of the processor. */
function measure(work: (text: string) => void, text: string, times = 1): number {
  const began = process.cpuUsage();
  for (let time = 0; time < times; time++) work(text);
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

/** Over three doublings other work on the machine weighs less than what grows too fast: squares would take 64 times. */
const TIMES = 2 ** 3;
const LIMIT = 2.5 ** 3;
/** For a machine that was busy at the wrong moment, or code that was not warm. */
const LOOKS = 10;

for (const [what, work] of Object.entries({ "finding problems": findProblems, "fixing all": fixAll })) {
  describe(`${what} takes time that grows with the text, no faster`, () => {
    for (const [name, write] of Object.entries(TEXTS)) testGrowth(name, work, write);
  });
}

function testGrowth(name: string, work: (text: string) => void, write: (n: number) => string): void {
  it(`for ${name}`, () => {
    // Long enough for the clock, whatever the machine.
    let n = 32;
    while (measure(work, write(n)) < 2_000 && n < 128) n *= 2;
    const [single, larger] = [write(n), write(n * TIMES)];
    let ratio = Number.POSITIVE_INFINITY;
    for (let look = 0; look < LOOKS && ratio >= LIMIT; look++) {
      // Both take as long, where time grows with the text: a short run alone would meet other work more seldom.
      const expected = measure(work, single, TIMES) / TIMES;
      ratio = Math.min(ratio, measure(work, larger) / expected);
    }
    assert.ok(ratio < LIMIT, `${ratio.toFixed(1)} times as long for ${TIMES} times ${n}`);
  }).timeout(120_000);
}

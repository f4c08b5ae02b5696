import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { lint } from "./language";

const scp = (statement: string) => `{"Version":"2012-10-17","Statement":${statement}}`;
const deny = (rest: string) => scp(`{"Effect":"Deny",${rest}}`);
const on = (condition: string) => deny(`"Action":"s3:*","Resource":"*","Condition":{${condition}}`);
const REST = `"Action":"s3:*","Resource":"*"`;
const all = (count: number) => `arn:aws:s3:::${"x".repeat(count)}`;

/** What is wrong, the text with the marked span between «», and the code. Nothing else may be found. */
const SCP_MISTAKES: readonly (readonly [name: string, text: string, code: string])[] = [
  // JSON
  ["empty text", "«»", "json-syntax"],
  ["only white space", "«»  \n ", "json-syntax"],
  ["missing comma between members", `{"Version":"2012-10-17" «"Statement"»:{"Effect":"Deny",${REST}}}`, "json-syntax"],
  [
    "missing comma on the line before",
    `{\n"Version":"2012-10-17"\n«"Statement"»:{"Effect":"Deny",${REST}}}`,
    "json-syntax",
  ],
  ["missing comma between entries", deny(`"Action":["s3:*" «"ec2:*"»],"Resource":"*"`), "json-syntax"],
  ["missing colon", deny(`"Action" «"s3:*"»,"Resource":"*"`), "json-syntax"],
  ["missing value", deny(`"Action":«,»"Resource":"*"`), "json-syntax"],
  ["missing closing brace", `{"Version":"2012-10-17","Statement":{"Effect":"Deny",${REST}«}»`, "json-syntax"],
  [
    "three closing brackets missing",
    `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*«"»`,
    "json-syntax",
  ],
  ["open string", `{"Version":"2012-10-17","Statement":{\n"Effect":«"Deny,»\n${REST}}}`, "json-syntax"],
  ["single quotes", deny(`"Action":«'s3:*'»,"Resource":"*"`), "json-syntax"],
  ["key without quotes", scp(`{"Effect":"Deny",«Action»:"s3:*","Resource":"*"}`), "json-syntax"],
  ["bare word as value", scp(`{"Effect":«Deny»,${REST}}`), "json-syntax"],
  ["unknown escape", deny(`"Action":"s3:*","Resource":«"arn:aws:s3:::a\\q"»`), "json-syntax"],
  ["comment", scp(`{"Effect":"Deny",«/* all of S3 */»${REST}}`), "json-comment"],
  ["line comment", scp(`{"Effect":"Deny",«// all of S3»\n${REST}}`), "json-comment"],
  ["trailing comma in a list", deny(`"Action":["s3:*"«,»],"Resource":"*"`), "json-trailing-comma"],
  ["trailing comma in an object", deny(`${REST}«,»`), "json-trailing-comma"],
  ["two policies", `${scp(`{"Effect":"Deny",${REST}}`)}\n«{»"Version":"2012-10-17"}`, "second-document"],
  // Structure
  ["list as policy", "«[]»", "wrong-type"],
  ["text as policy", `«"x"»`, "wrong-type"],
  [
    "two Statements",
    `{"Version":"2012-10-17","Statement":{"Effect":"Deny",${REST}},«"Statement"»:{"Effect":"Deny",${REST}}}`,
    "duplicate-key",
  ],
  ["two Actions", deny(`"Action":"s3:*",«"Action"»:"ec2:*","Resource":"*"`), "duplicate-key"],
  [
    "an operator twice",
    on(`"Bool":{"aws:ViaAWSService":"true"},«"Bool"»:{"aws:SecureTransport":"false"}`),
    "duplicate-key",
  ],
  [
    "a key twice, in another case",
    on(`"StringEquals":{"aws:RequestedRegion":"eu-west-1",«"AWS:requestedregion"»:"eu-west-2"}`),
    "duplicate-key",
  ],
  ["misspelt Version", `{"«Verison»":"2012-10-17","Statement":{"Effect":"Deny",${REST}}}`, "unknown-element"],
  ["plural Statements", `{"Version":"2012-10-17","«Statements»":[{"Effect":"Deny",${REST}}]}`, "unknown-element"],
  ["lower-case statement", `{"Version":"2012-10-17","«statement»":[{"Effect":"Deny",${REST}}]}`, "unknown-element"],
  [
    "foreign element",
    `{"Version":"2012-10-17","«Description»":"x","Statement":{"Effect":"Deny",${REST}}}`,
    "unknown-element",
  ],
  ["plural Actions", deny(`"«Actions»":"s3:*","Resource":"*"`), "unknown-element"],
  ["lower-case effect", scp(`{"«effect»":"Deny",${REST}}`), "unknown-element"],
  ["misspelt Resource", deny(`"Action":"s3:*","«Resourse»":"*"`), "unknown-element"],
  ["plural Conditions", deny(`${REST},"«Conditions»":{}`), "unknown-element"],
  ["SID in capitals", scp(`{"«SID»":"A","Effect":"Deny",${REST}}`), "unknown-element"],
  ["foreign element in a statement", deny(`${REST},"«Priority»":1`), "unknown-element"],
  ["Id", `{"Version":"2012-10-17","«Id»":"x","Statement":{"Effect":"Deny",${REST}}}`, "id-element"],
  ["number as Version", `{"Version":«2012»,"Statement":{"Effect":"Deny",${REST}}}`, "wrong-type"],
  ["text as Statement", scp(`«"Deny"»`), "wrong-type"],
  ["text in the list of statements", scp(`[{"Effect":"Deny",${REST}},«"x"»]`), "wrong-type"],
  ["list as Effect", scp(`{"Effect":«["Deny"]»,${REST}}`), "wrong-type"],
  ["number as Sid", deny(`"Sid":«1»,${REST}`), "wrong-type"],
  ["object as Action", deny(`"Action":«{"s3":"*"}»,"Resource":"*"`), "wrong-type"],
  ["number among actions", deny(`"Action":["s3:*",«7»],"Resource":"*"`), "wrong-type"],
  ["list in the list of actions", deny(`"Action":["s3:*",«["ec2:*"]»],"Resource":"*"`), "wrong-type"],
  ["true as Resource", deny(`"Action":"s3:*","Resource":«true»`), "wrong-type"],
  ["null as Resource", deny(`"Action":"s3:*","Resource":«null»`), "wrong-type"],
  ["list as Condition", deny(`${REST},"Condition":«[]»`), "wrong-type"],
  ["text as condition block", on(`"StringEquals":«"eu-west-1"»`), "wrong-type"],
  ["object as condition value", on(`"StringEquals":{"aws:RequestedRegion":«{}»}`), "wrong-type"],
  ["no Version", `«{»"Statement":{"Effect":"Deny",${REST}}}`, "missing-version"],
  [
    "a date of one's own as Version",
    `{"Version":"«2024-01-01»","Statement":{"Effect":"Deny",${REST}}}`,
    "invalid-version",
  ],
  ["the old Version", `{"Version":"«2008-10-17»","Statement":{"Effect":"Deny",${REST}}}`, "invalid-version"],
  ["no Statement", `«{»"Version":"2012-10-17"}`, "missing-element"],
  ["no Effect", scp(`«{»${REST}}`), "missing-element"],
  ["no Action", scp(`«{»"Effect":"Deny","Resource":"*"}`), "missing-element"],
  ["no Resource", scp(`«{»"Effect":"Deny","Action":"s3:*"}`), "missing-element"],
  [
    "no Resource in the second statement",
    scp(`[{"Effect":"Deny",${REST}},«{»"Effect":"Deny","Action":"s3:*"}]`),
    "missing-element",
  ],
  ["no statements in the list", scp("«[]»"), "empty-list"],
  ["no actions in the list", deny(`"Action":«[]»,"Resource":"*"`), "empty-list"],
  ["no resources in the list", deny(`"Action":"s3:*","Resource":«[]»`), "empty-list"],
  ["Action and NotAction", deny(`"Action":"s3:*","«NotAction»":"s3:Get*","Resource":"*"`), "conflicting-elements"],
  [
    "Resource and NotResource",
    deny(`"Action":"s3:*","NotResource":"arn:aws:s3:::logs/*","«Resource»":"*"`),
    "conflicting-elements",
  ],
  // Values
  ["lower-case deny", scp(`{"Effect":"«deny»",${REST}}`), "invalid-effect"],
  ["Denied", scp(`{"Effect":"«Denied»",${REST}}`), "invalid-effect"],
  ["Block", scp(`{"Effect":"«Block»",${REST}}`), "invalid-effect"],
  ["empty Effect", scp(`{"Effect":"«»",${REST}}`), "invalid-effect"],
  ["hyphen in a Sid", deny(`"Sid":"«deny-s3»",${REST}`), "invalid-sid"],
  ["underscore in a Sid", deny(`"Sid":"«deny_s3»",${REST}`), "invalid-sid"],
  ["space in a Sid", deny(`"Sid":"«Deny S3»",${REST}`), "invalid-sid"],
  ["umlaut in a Sid", deny(`"Sid":"«Schlüssel»",${REST}`), "invalid-sid"],
  [
    "a Sid twice",
    scp(`[{"Sid":"A","Effect":"Deny",${REST}},{"Sid":"«A»","Effect":"Deny","Action":"ec2:*","Resource":"*"}]`),
    "duplicate-sid",
  ],
  ["Principal", deny(`"«Principal»":"*",${REST}`), "scp-principal"],
  ["NotPrincipal", deny(`"«NotPrincipal»":{"AWS":"arn:aws:iam::111122223333:root"},${REST}`), "scp-principal"],
  // Names
  ["service alone", deny(`"Action":"«s3»","Resource":"*"`), "malformed-action"],
  ["action alone", deny(`"Action":["s3:*","«GetObject»"],"Resource":"*"`), "malformed-action"],
  ["dot for the colon", deny(`"Action":"«s3.GetObject»","Resource":"*"`), "malformed-action"],
  ["two colons", deny(`"Action":"«s3::GetObject»","Resource":"*"`), "malformed-action"],
  ["space at the end", deny(`"Action":"«s3:GetObject »","Resource":"*"`), "malformed-action"],
  ["several in one string", deny(`"Action":"«s3:Get*, s3:List*»","Resource":"*"`), "malformed-action"],
  ["empty action", deny(`"Action":"«»","Resource":"*"`), "malformed-action"],
  ["wildcard in the service", deny(`"Action":"«ec*»:Run*","Resource":"*"`), "wildcard-service"],
  ["misspelt service", deny(`"Action":"«cloudtrial»:StopLogging","Resource":"*"`), "unknown-service"],
  ["unheard-of service", deny(`"Action":"«frobnicator»:*","Resource":"*"`), "unknown-service"],
  ["service by its full name", deny(`"Action":"«elasticcomputecloud»:RunInstances","Resource":"*"`), "unknown-service"],
  ["misspelt action", deny(`"Action":"s3:«GetObjet»","Resource":"*"`), "unknown-action"],
  ["plural action", deny(`"Action":"ec2:«RunInstancess»","Resource":"*"`), "unknown-action"],
  ["action of another service", deny(`"Action":"s3:«RunInstances»","Resource":"*"`), "unknown-action"],
  ["misspelt action in NotAction", deny(`"NotAction":["iam:*","sts:«AsumeRole»"],"Resource":"*"`), "unknown-action"],
  ["wildcard that matches nothing", deny(`"Action":"ec2:«Desrcibe*»","Resource":"*"`), "unmatched-wildcard"],
  ["wildcard of a missing verb", deny(`"Action":"s3:«Terminate*»","Resource":"*"`), "unmatched-wildcard"],
  ["misspelt operator", on(`"«StringEqual»":{"aws:RequestedRegion":"eu-west-1"}`), "unknown-operator"],
  ["lower-case operator", on(`"«stringLike»":{"aws:RequestedRegion":"eu-*"}`), "unknown-operator"],
  ["Null with IfExists", on(`"«NullIfExists»":{"aws:SourceVpce":"true"}`), "unknown-operator"],
  ["misspelt set operator", on(`"«ForAnyValues:StringLike»":{"aws:TagKeys":"a"}`), "unknown-operator"],
  ["misspelt global key", on(`"StringEquals":{"«aws:RequestRegion»":"eu-west-1"}`), "unknown-condition-key"],
  ["misspelt key of a service", on(`"StringEquals":{"«s3:x-amz-acll»":"private"}`), "unknown-condition-key"],
  ["tag key without a tag", on(`"StringEquals":{"«aws:RequestTag»":"x"}`), "unknown-condition-key"],
  // Size
  [
    "too large",
    `«{»"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"${all(10_240)}"}}`,
    "policy-size",
  ],
  [
    "too large by white space alone",
    `«{»${" ".repeat(10_240)}"Version":"2012-10-17","Statement":{"Effect":"Deny",${REST}}}`,
    "policy-size",
  ],
];

const rcp = (rest: string) => scp(`{"Effect":"Deny","Principal":"*",${rest}}`);

const RCP_MISTAKES: typeof SCP_MISTAKES = [
  ["Allow", scp(`{"Effect":"«Allow»","Principal":"*",${REST}}`), "rcp-effect"],
  ["no Principal", scp(`«{»"Effect":"Deny",${REST}}`), "missing-element"],
  ["Principal as object", scp(`{"Effect":"Deny","Principal":«{"AWS":"*"}»,${REST}}`), "rcp-principal"],
  ["Principal in a list", scp(`{"Effect":"Deny","Principal":«["*"]»,${REST}}`), "rcp-principal"],
  ["Principal is an account", scp(`{"Effect":"Deny","Principal":«"111122223333"»,${REST}}`), "rcp-principal"],
  ["NotPrincipal", scp(`{"Effect":"Deny","«NotPrincipal»":"*",${REST}}`), "rcp-element"],
  ["NotAction", rcp(`"«NotAction»":"s3:GetObject","Resource":"*"`), "rcp-element"],
  ["bare wildcard", rcp(`"Action":"«*»","Resource":"*"`), "rcp-action"],
  ["wildcard for the service", rcp(`"Action":["s3:*","«*»:Get*"],"Resource":"*"`), "rcp-action"],
  ["service out of reach", rcp(`"Action":["s3:*","«ec2»:*"],"Resource":"*"`), "rcp-action"],
  [
    "too large for an RCP",
    `«{»"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"${all(5120)}"}}`,
    "policy-size",
  ],
];

describe("seeded mistakes", () => {
  for (const [type, mistakes] of [
    [SERVICE_CONTROL_POLICY, SCP_MISTAKES],
    [RESOURCE_CONTROL_POLICY, RCP_MISTAKES],
  ] as const) {
    for (const [name, marked, code] of mistakes) {
      it(`${type}: ${name}`, () => {
        const text = marked.replace(/[«»]/g, "");
        const span = /«([^»]*)»/.exec(marked)?.[1];
        assert.deepEqual(lint(text, { type }), [`${code}: ${span}`]);
      });
    }
  }
});

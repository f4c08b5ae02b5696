import assert from "node:assert/strict";
import names from "../../../src/policy/data/otherNames.json";
import { getConditionKey } from "../../../src/policy/conditionKeys";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { policy, testFixes } from "./fixCases";
import { catalogue, language } from "./language";
import { deny, type Mistake, on, testMistakes } from "./seeded";

const region = (values: string) =>
  on(`"StringNotEquals":{"aws:RequestedRegion":${values}}`).replace('"s3:*"', '"ec2:*"');

const MISTAKES: readonly Mistake[] = [
  ["service by its everyday name", deny(`"Action":"«efs»:DeleteFileSystem","Resource":"*"`), "unknown-service"],
  ["operation that asks for another action", deny(`"Action":"s3:«ListBuckets»","Resource":"*"`), "unknown-action"],
  ["operation without an action", deny(`"Action":"s3:«HeadObject»","Resource":"*"`), "unknown-action"],
  [
    "words of an operator turned round",
    on(`"«NotStringEquals»":{"aws:RequestedRegion":"eu-west-1"}`),
    "unknown-operator",
  ],
  ["global key by its everyday name", on(`"StringEquals":{"«aws:Region»":"eu-west-1"}`), "unknown-condition-key"],
  ["tag key with a colon", on(`"Null":{"«aws:RequestTag:Team»":"true"}`), "unknown-condition-key"],
  ["several Regions in one text", region('"«eu-west-1, eu-west-2»"'), "unknown-region"],
  ["action of a neighbour service", deny(`"Action":"cloudwatch:«DeleteLogGroup»","Resource":"*"`), "unknown-action"],
  ["words of an action cut short", deny(`"Action":"config:«DeleteConfigRecorder»","Resource":"*"`), "unknown-action"],
  ["empty Region", region('["eu-west-1","«»"]'), "unknown-region"],
];

describe("an action that is not known, beside an entry that takes it in", () => {
  const say = (action: string) => {
    const document = language.parse(deny(`"Action":${action},"Resource":"*"`));
    return language.getProblems(document).map(({ code }) => code);
  };

  it("is one finding: that it changes nothing, however it is spelt", () => {
    assert.deepEqual(say('["s3:Get*","s3:GetObjct"]'), ["redundant-action"]);
    assert.deepEqual(say('["s3:*","s3:Gte*"]'), ["redundant-action"]);
    assert.deepEqual(say('["s3:GetObjct","s3:GetObjct"]'), ["unknown-action", "redundant-action"]);
  });

  it("is one finding: that it is not known, where what is likely meant would not be taken in", () => {
    assert.deepEqual(say('["s3:*Objct","s3:GetObjct"]'), ["unmatched-wildcard", "unknown-action"]);
  });
});

describe("seeded mistakes in names", () => testMistakes(SERVICE_CONTROL_POLICY, MISTAKES));

const act = (action: string) => policy(`{"Effect":"Deny","Action":${action},"Resource":"*"}`);
const when = (condition: string) =>
  policy(`{"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{${condition}}}`);

describe("quick fixes of names", () => {
  testFixes([
    [
      "the prefix for a service's everyday name",
      act('"efs:DeleteFileSystem"'),
      "unknown-service",
      "Change to elasticfilesystem",
      act('"elasticfilesystem:DeleteFileSystem"'),
    ],
    [
      "the action that an operation asks for",
      act('"s3:ListBuckets"'),
      "unknown-action",
      "Change to ListAllMyBuckets",
      act('"s3:ListAllMyBuckets"'),
    ],
    [
      "the action of the service that has it",
      act('"cloudwatch:DeleteLogGroup"'),
      "unknown-action",
      "Change to logs:DeleteLogGroup",
      act('"logs:DeleteLogGroup"'),
    ],
    [
      "the words of an action whole",
      act('"config:DeleteConfigRecorder"'),
      "unknown-action",
      "Change to DeleteConfigurationRecorder",
      act('"config:DeleteConfigurationRecorder"'),
    ],
    [
      "the action after two colons",
      act('"s3::PutObject"'),
      "malformed-action",
      "Change to s3:PutObject",
      act('"s3:PutObject"'),
    ],
    [
      "an entry for each action in one text",
      act('["ec2:*","s3:Get*, s3:List*"]'),
      "malformed-action",
      "Make each an entry (2)",
      act('["ec2:*","s3:Get*","s3:List*"]'),
    ],
    [
      "an entry for each Region in one text",
      when('"StringNotEquals":{"aws:RequestedRegion":"eu-west-1,eu-west-2"}'),
      "unknown-region",
      "Make each an entry (2)",
      when('"StringNotEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]}'),
    ],
    [
      "the operator that means the same, not its opposite",
      when('"NotStringEquals":{"aws:RequestedRegion":"eu-west-1"}'),
      "unknown-operator",
      "Change to StringNotEquals",
      when('"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}'),
    ],
    [
      "a slash before the name of a tag",
      when('"Null":{"aws:RequestTag:Team":"true"}'),
      "unknown-condition-key",
      "Change to aws:RequestTag/Team",
      when('"Null":{"aws:RequestTag/Team":"true"}'),
    ],
  ]);
});

describe("other names", () => {
  it("stand for what there is, and are no names themselves", () => {
    for (const [other, service] of Object.entries(names.services)) {
      assert.ok(!catalogue.hasService(other) && catalogue.hasService(service), `${other} → ${service}`);
    }
    for (const [operation, action] of Object.entries(names.actions)) {
      const service = operation.slice(0, operation.indexOf(":"));
      const isAction = catalogue.getAction(operation) !== undefined;
      assert.ok(!isAction && catalogue.matchesAny(`${service}:${action}`), `${operation} → ${action}`);
    }
    for (const [other, key] of Object.entries(names.keys)) {
      assert.ok(!getConditionKey(catalogue, other) && getConditionKey(catalogue, key), `${other} → ${key}`);
    }
  });
});

import assert from "node:assert/strict";
import { findNearestName } from "../../../src/policy/nearest";

const NAMES = [
  "GetObject",
  "CreateGateway",
  "ListPrivateOffers",
  "DescribeInstances",
  "PutDestination",
  "PutRetentionPolicy",
  "GetSecretValue",
  "EnableEbsEncryptionByDefault",
  "CreateSAMLProvider",
  "CreateOpenIDConnectProvider",
  "DeleteImportedKeyMaterial",
  "CreateFunction",
  "UpdateFunctionCode",
  "UpdateFunctionConfiguration",
];

describe("the nearest name", () => {
  for (const [written, meant] of [
    ["GetObjct", "GetObject"],
    ["getobject", "GetObject"],
    ["DescribeInstance", "DescribeInstances"],
    ["DesrcibeInstances", "DescribeInstances"],
    ["AttachGateway", undefined],
    ["StartPrivateOffers", undefined],
    ["PutRetention", "PutRetentionPolicy"],
    ["GetSecret", "GetSecretValue"],
    ["EnableEbsEncryption", "EnableEbsEncryptionByDefault"],
    ["CreateOpenIDProvider", "CreateOpenIDConnectProvider"],
    ["DeleteKey", undefined],
    ["UpdateFunction", undefined],
  ] as const) {
    it(`to ${written} is ${meant ?? "none"}`, () => assert.equal(findNearestName(written, NAMES), meant));
  }
});

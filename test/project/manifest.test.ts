import assert from "node:assert/strict";
import { COMMANDS, CONTEXT_KEYS, SETTINGS, VIEWS } from "../../src/editor/contributions";
import { NUMBERS } from "../../src/editor/settingValues";
import { DEFAULT_PROTECTIONS } from "../../src/changes/preflight/defaults";
import { isThere, readManifest, readText, readTexts } from "./project";

const manifest = readManifest();
const text = readText("package.json");
const texts = readTexts();

describe("package.json and src/editor/contributions.ts", () => {
  it("name the same commands", () => {
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).sort(),
      Object.values<string>(COMMANDS).sort(),
    );
  });

  it("name the same views", () => {
    const views = Object.values(manifest.contributes.views).flat();
    assert.deepEqual(views.map(({ id }) => id).sort(), Object.values<string>(VIEWS).sort());
  });

  it("name the same settings", () => {
    assert.deepEqual(
      Object.keys(manifest.contributes.configuration.properties).sort(),
      Object.values<string>(SETTINGS).sort(),
    );
  });

  it("protect the same by default, as the command line does", () => {
    const { properties } = manifest.contributes.configuration;
    for (const [name, value] of Object.entries(DEFAULT_PROTECTIONS)) {
      assert.deepEqual(properties[`orgscope.${name}`]?.default, value, name);
    }
  });

  it("bound numbers alike", () => {
    const { properties } = manifest.contributes.configuration;
    const numbers = Object.entries(properties).filter(([, { minimum }]) => minimum !== undefined);
    const bounds = numbers.map(([name, { default: defaultValue, minimum: min, maximum: max }]) => {
      return [name, { defaultValue, min, max }] as const;
    });
    assert.deepEqual(Object.fromEntries(bounds), NUMBERS);
  });

  it("name the same context keys", () => {
    const clauses = [...text.matchAll(/"(?:when|enablement)": "(.*)"|onContext:[\w.]+/g)].map(([clause]) => clause);
    const named = new Set(clauses.flatMap((clause) => clause.match(/\borgscope\.\w+/g) ?? []));
    for (const view of Object.values(VIEWS)) named.delete(view);
    assert.deepEqual([...named].sort(), Object.values<string>(CONTEXT_KEYS).sort());
  });
});

describe("the scopes of settings", () => {
  const { properties } = manifest.contributes.configuration;
  /** What anybody's workspace may set: what is looked at, and what is protected besides. */
  const OPEN = [
    "policyFiles",
    "diagnosticSeverity",
    "accessAnalyzerOnSave",
    "protectedTargets",
    "managedElsewhere",
    "mustKeep",
  ];

  it("leave connections, endpoints, request rates and time-outs to the machine", () => {
    for (const [name, { scope }] of Object.entries(properties)) {
      if (!OPEN.some((open) => name === `orgscope.${open}`)) assert.equal(scope, "machine", name);
    }
  });

  it("let an untrusted workspace send nothing by itself", () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const name of ["orgscope.accessAnalyzerOnSave", "orgscope.endpoint"]) {
      assert.ok(restrictedConfigurations.includes(name), name);
    }
  });
});

describe("package.json", () => {
  it("puts only commands of its own in menus, keys and links", () => {
    const { menus, keybindings } = manifest.contributes;
    const links = [text, ...Object.values(texts)].flatMap((part) =>
      [...part.matchAll(/(?:command|onCommand):(orgscope\.\w+)/g)].map(([, command]) => command),
    );
    const used = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    const known = new Set<string | undefined>(Object.values(COMMANDS));
    assert.deepEqual(
      [...used, ...links].filter((command) => command !== undefined && !known.has(command)),
      [],
    );
  });

  it("has a text for each key, and a key for each text", () => {
    const keys = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...keys].sort(), Object.keys(texts).sort());
  });

  it("names files that are there", () => {
    const files = [...text.matchAll(/"((?:\.\/)?(?:media|syntaxes)\/[^"]+)"/g)].map(([, file]) => file ?? "");
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.filter((file) => !isThere(file)),
      [],
    );
  });

  it("has a script file for each script", () => {
    const files = Object.values(manifest.scripts).flatMap((script) => script.match(/scripts\/\w+\.mjs/g) ?? []);
    assert.deepEqual(
      files.filter((file) => !isThere(file)),
      [],
    );
  });
});

describe("package-lock.json", () => {
  it("names no place to fetch from: that is the machine's to choose", () => {
    assert.doesNotMatch(readText("package-lock.json"), /"resolved":|https?:\/\/[^"]*\.tgz/);
    assert.doesNotMatch(readText(".npmrc"), /registry\s*=\s*\S*:/);
  });
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { alignPolicy } from "../../../src/policy/alignment/align";
import { getCanonicalForm } from "../../../src/policy/alignment/canonical";
import { MINIFY_STEPS } from "../../../src/policy/minify/minify";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import type { KnownRequest } from "../../reference/arbitraries";
import { change, createRandom, type Random, rewrite } from "../../reference/mutate";
import { decide } from "./decision";
import { language } from "./language";

const FOLDER = "test/fixtures/policies";

/** Real policies that are JSON as they stand. */
const SAMPLES = readdirSync(FOLDER)
  .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, "utf8") }))
  .filter(({ text }) => parse(text) !== undefined);

const LEVELS = [[], ["duplicates"], ["merge"], ["sids"], ["duplicates", "merge"], [...MINIFY_STEPS]] as const;

const MASK = /\uE000/;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a policy says, apart from the order of what is a set, and from brackets around a single value. */
function toMeaning(value: unknown, isSet = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => toMeaning(item, isSet));
    if (!isSet) return items;
    return items.length === 1 ? items[0] : items.map((item) => JSON.stringify(item)).sort();
  }
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, toMeaning(inner, isSet || name === "Statement")]);
  return members.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** Lists that stand under `Statement` of the policy itself are sets, those elsewhere are not. */
function getMeaning(text: string): unknown {
  const value = parse(text);
  const isPolicy = typeof value === "object" && value !== null && !Array.isArray(value) && "Statement" in value;
  if (!isPolicy) return toMeaning(value);
  return Object.entries(value)
    .map(([name, inner]) => [name, toMeaning(inner, name === "Statement")])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

const deny = (tag: string, value = "a") =>
  `{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/${tag}","Condition":{"StringNotEquals":{"aws:ResourceTag/team":["${value}","${tag}"]}}}`;
const policy = (...statements: string[]) => `{"Version":"2012-10-17","Statement":[${statements.join()}]}`;

const TEAM = "${aws:PrincipalTag/team}";
const TEAM_ESCAPED = String.raw`${"$"}{aws:PrincipalTag\/team}`;
const TOWN_ESCAPED = String.raw`${"$"}{aws:PrincipalTag\/town}`;

describe("a variable with an escape in it", () => {
  it("says what it says without the escape", () => {
    assert.equal(getCanonicalForm(policy(deny(TEAM_ESCAPED))), getCanonicalForm(policy(deny(TEAM))));
    assert.equal(alignPolicy(policy(deny(TEAM_ESCAPED)), policy(deny(TEAM))), alignPolicy(policy(deny(TEAM)), ""));
  });

  it("is another than a variable of the same length", () => {
    assert.notEqual(getCanonicalForm(policy(deny(TEAM_ESCAPED))), getCanonicalForm(policy(deny(TOWN_ESCAPED))));
    const aligned = alignPolicy(policy(deny(TEAM_ESCAPED)), policy(deny(TOWN_ESCAPED)));
    assert.ok(aligned.includes(TEAM_ESCAPED) && !aligned.includes("town"), aligned);
  });

  for (const steps of LEVELS) {
    it(`stays a variable, and two of them two statements, where minify drops ${steps.join(", ") || "white space"}`, () => {
      const text = policy(deny(TEAM_ESCAPED), deny(TOWN_ESCAPED));
      const minified = language.minify(text, steps);
      assert.deepEqual(getMeaning(minified), getMeaning(text));
    });
  }

  it("drops out beside the same without the escape", () => {
    const text = policy(deny(TEAM, TEAM_ESCAPED), deny(TEAM_ESCAPED, TEAM));
    assert.deepEqual(parse(language.minify(text, ["duplicates"])), {
      Version: "2012-10-17",
      Statement: {
        Effect: "Deny",
        Action: "s3:*",
        Resource: `arn:aws:s3:::b/${TEAM}`,
        Condition: { StringNotEquals: { "aws:ResourceTag/team": TEAM } },
      },
    });
  });

  it("is read by the rules as it is without the escape", () => {
    const find = (text: string) => language.getProblems(language.parse(text)).map(({ code }) => code);
    const wrong = (slash: string) => policy(deny(`\${aws:PrincipalTag${slash}a b${slash}}`, `\${aws:usrname${slash}}`));
    assert.deepEqual(find(wrong(String.raw`\/`)), find(wrong("/")));
  });
});

describe("gaps of templates", () => {
  const gaps = [
    ['"${join("\\",\\"", teams)}"', '"${join("\\",\\"", towns)}"'],
    ["${jsonencode(teams)}", "${jsonencode(towns)}"],
    ["<teams>", "<towns>"],
  ] as const;
  for (const [one, other] of gaps) {
    it(`are told apart, and outlive everything: ${one}`, () => {
      const [text, another] = [one, other].map((gap) =>
        policy(`{"Effect":"Deny","Action":${gap},"Resource":["*","*"],"Sid":"A"}`),
      ) as [string, string];
      assert.notEqual(getCanonicalForm(text), getCanonicalForm(another));
      for (const steps of LEVELS) assert.ok(language.minify(text, steps).includes(one));
      assert.ok(alignPolicy(text, another).includes(one));
      const named = `{${one}:1}`;
      if (!one.includes('"')) assert.equal(alignPolicy(named, named), `{\n  ${one}: 1\n}\n`);
    });
  }

  it("with a variable that has an escape keep that variable", () => {
    const text = policy(deny(TEAM_ESCAPED), "${others}");
    const other = policy(deny(TOWN_ESCAPED), "${others}");
    assert.notEqual(getCanonicalForm(text), getCanonicalForm(other));
    assert.equal(getCanonicalForm(text), getCanonicalForm(policy(deny(TEAM), "${others}")));
  });
});

const seeds = fc.tuple(fc.constantFrom(...SAMPLES), fc.nat(), fc.nat());

/** Up to three changes, then written in another way. */
function vary(text: string, random: Random, changes: number): string {
  let varied = text;
  for (let time = 0; time < changes; time++) varied = change(varied, random);
  return rewrite(varied, random);
}

describe("policies written otherwise", () => {
  it("compare as equal", () => {
    fc.assert(
      fc.property(seeds, ([{ text }, seed]) => {
        const other = rewrite(text, createRandom(seed));
        assert.deepEqual(parse(other), parse(text));
        assert.equal(getCanonicalForm(other), getCanonicalForm(text));
        assert.equal(alignPolicy(other, text), alignPolicy(text, text));
      }),
      { numRuns: 300, seed: 20261204 },
    );
  }).timeout(60_000);

  it("say the same wherever they compare as equal", () => {
    let equal = 0;
    fc.assert(
      fc.property(seeds, ([{ text }, one, other]) => {
        const left = vary(text, createRandom(one), one % 3);
        const right = other % 2 ? vary(text, createRandom(one), one % 3) : vary(left, createRandom(other), other % 3);
        if (getCanonicalForm(left) !== getCanonicalForm(right)) return;
        equal++;
        assert.deepEqual(getMeaning(left), getMeaning(right));
      }),
      { numRuns: 1000, seed: 20261204 },
    );
    assert.ok(equal > 300, String(equal));
  });

  it("say what they said when they are aligned and formatted", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...SAMPLES), ([{ text }, seed, changes], reference) => {
        const random = createRandom(seed);
        const varied = vary(text, random, changes % 4);
        const other = vary(changes % 2 ? text : reference.text, random, changes % 3);
        const aligned = alignPolicy(varied, other);
        assert.deepEqual(getMeaning(aligned), getMeaning(varied));
        if (changes % 4 === 0) assert.equal(alignPolicy(aligned, other), aligned);
        const formatted = language.format(varied);
        assert.deepEqual(parse(formatted), parse(varied));
        assert.equal(language.format(formatted), formatted);
      }),
      { numRuns: 300, seed: 20261204 },
    );
  }).timeout(60_000);

  it("allow and deny what they did when they are minified, and no step finds more the second time", () => {
    let decisions = 0;
    let shorter = 0;
    fc.assert(
      fc.property(seeds, ([{ file, text }, seed, changes]) => {
        const varied = vary(text, createRandom(seed), changes % 4);
        const type = file.includes(".rcp.") ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY;
        const requests = listRequests(varied);
        const white = language.minify(varied);
        const before = requests.map((request) => tell(varied, request, type));
        assert.deepEqual(parse(white), parse(varied));
        for (const steps of LEVELS) {
          const minified = language.minify(varied, steps);
          assert.equal(language.minify(minified, steps), minified);
          if (!MASK.test(JSON.stringify(parse(varied)))) assert.doesNotMatch(minified, MASK);
          if (minified.length < white.length) shorter++;
          decisions += requests.length;
          const after = requests.map((request) => tell(minified, request, type));
          assert.deepEqual(after, before, minified);
        }
      }),
      { numRuns: 150, seed: 20261204 },
    );
    assert.ok(decisions > 5_000 && shorter > 200, `${decisions} ${shorter}`);
  }).timeout(60_000);
});

/** Which of the statements is invalid may change with their number. */
function tell(text: string, request: KnownRequest, type: PolicyType): string {
  return decide(text, request, type).replace(/statement \d+/, "a statement");
}

/** Requests that meet a policy's own patterns: with all of its keys, with none, with every other one. */
function listRequests(text: string): readonly KnownRequest[] {
  const root = parse(text);
  const statements = toList(getOwn(root, "Statement")).filter((one) => typeof one === "object" && one !== null);
  const listAll = (...names: readonly string[]) =>
    statements.flatMap((one) => names.flatMap((name) => toList(getOwn(one, name)).map(fill)));
  const actions = listAll("Action", "NotAction").filter((action) => /^[\w-]+:\w+$/.test(action));
  const resources = ["arn:aws:s3:::some/key", ...listAll("Resource", "NotResource")];
  const context: Record<string, readonly string[]> = {};
  for (const statement of statements) {
    for (const keys of Object.values(getOwn(statement, "Condition") ?? {})) {
      for (const [key, values] of Object.entries(keys ?? {})) context[key] = toList(values).slice(0, 1).map(fill);
    }
  }
  const odd = Object.fromEntries(Object.entries(context).filter((_, at) => at % 2));
  const chosen = [...new Set([...actions.slice(0, 4), "s3:GetObject"])];
  return chosen.flatMap((action, at) =>
    [context, {}, odd].map((known) => ({
      action,
      resource: resources[at % resources.length] ?? "*",
      context: known,
    })),
  );
}

function getOwn(value: unknown, name: string): object | undefined {
  return value !== null && typeof value === "object" && name in value
    ? (value as Record<string, object>)[name]
    : undefined;
}

function toList(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** A text that a pattern matches. */
function fill(pattern: unknown): string {
  return String(pattern).replaceAll("*", "Get").replaceAll("?", "x");
}

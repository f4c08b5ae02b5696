import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { alignPolicy, alignWithTyped } from "../../../src/policy/alignment/align";
import { getCanonicalForm } from "../../../src/policy/alignment/canonical";
import { language } from "./language";

const FOLDER = "test/fixtures/policies";
const samples = readdirSync(FOLDER).map((file) => readFileSync(`${FOLDER}/${file}`, "utf8"));

const canonical = getCanonicalForm;
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The lines that one of the two has more often: what a text diff marks. */
function diff(reference: string, text: string): readonly string[] {
  const left = alignPolicy(reference, reference).split("\n");
  const right = alignPolicy(text, reference).split("\n");
  const table = Array.from({ length: left.length + 1 }, () => Array.from({ length: right.length + 1 }, () => 0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row) row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const marked: string[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) [i, j] = [i + 1, j + 1];
    else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1)))
      marked.push(`- ${left[i++]?.trim() ?? ""}`);
    else marked.push(`+ ${right[j++]?.trim() ?? ""}`);
  }
  return marked;
}

const leave = { Sid: "Leave", Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" };
const root = { Sid: "Root", Effect: "Deny", Action: ["s3:*", "iam:*"], Resource: "*" };
const trail = {
  Effect: "Deny",
  Action: ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail"],
  Resource: "*",
};

describe("policies laid out alike", () => {
  for (const [name, reference, text, expected] of [
    ["a moved statement is no change", policy(leave, root, trail), policy(trail, leave, root), []],
    ["the order of actions is no change", policy(root), policy({ ...root, Action: ["iam:*", "s3:*"] }), []],
    [
      "the order of members is no change",
      policy(leave),
      `{"Statement":[{"Resource":"*","Action":"organizations:LeaveOrganization","Effect":"Deny","Sid":"Leave"}],"Version":"2012-10-17"}`,
      [],
    ],
    ["a list of one is its item", policy(leave), policy({ ...leave, Action: [leave.Action], Resource: ["*"] }), []],
    [
      "a statement alone is a list of one",
      policy(leave),
      `{"Version":"2012-10-17","Statement":${JSON.stringify(leave)}}`,
      [],
    ],
    ["an escape is no change", policy(leave), policy(leave).replace("Leave", "\\u004ceave"), []],
    [
      "a changed statement is found by its Sid wherever it went",
      policy(leave, root),
      policy({ ...root, Action: ["s3:*", "ec2:*"] }, leave),
      ['- "iam:*"', '+ "ec2:*"'],
    ],
    [
      "a changed statement without a Sid is found by its likeness",
      policy(leave, trail, root),
      policy(root, { ...trail, Action: [...trail.Action, "cloudtrail:PutEventSelectors"] }, leave),
      ['- "cloudtrail:UpdateTrail"', '+ "cloudtrail:UpdateTrail",', '+ "cloudtrail:PutEventSelectors"'],
    ],
    [
      "a renamed Sid is a change of one line",
      policy(leave, root),
      policy(root, { ...leave, Sid: "Go" }),
      ['- "Sid": "Leave",', '+ "Sid": "Go",'],
    ],
    [
      "the values of a condition are a set",
      policy({ ...leave, Condition: { StringEquals: { "aws:a": ["1", "2"], "aws:b": "3" } } }),
      policy({ ...leave, Condition: { StringEquals: { "aws:b": ["3"], "aws:a": ["2", "1"] } } }),
      [],
    ],
    [
      "the order in a policy without statements is kept",
      `{"tags":{"a":{"tag_value":{"@@assign":["1","2"]}}}}`,
      `{"tags":{"a":{"tag_value":{"@@assign":["2","1"]}}}}`,
      ['- "1",', '+ "2",', '- "2"', '+ "1"'],
    ],
  ] as const) {
    it(name, () => assert.deepEqual(diff(reference, text).toSorted(), [...expected].toSorted()));
  }

  it("marks a new statement alone, after the one it was written after", () => {
    const marked = diff(policy(leave, root), policy(root, trail, leave));
    assert.ok(
      marked.every((line) => line.startsWith("+") || line === "- }"),
      marked.join("\n"),
    );
    const order = [...alignPolicy(policy(root, trail, leave), policy(leave, root)).matchAll(/Leave"|Root|Stop/g)];
    assert.deepEqual(order.map(String), ['Leave"', "Root", "Stop"]);
  });

  it("keeps comments with what they are about", () => {
    const text = `// head\n{\n  "Statement": [\n    // about b\n    {"Sid": "b"}, // tail\n    {"Sid": "a" /* in */}\n    // end\n  ]\n}\n`;
    assert.equal(
      alignPolicy(text, `{"Statement":[{"Sid":"a"},{"Sid":"b"}]}`),
      `// head\n{\n  "Statement": [\n    {\n      "Sid": "a" /* in */\n    },\n    // about b\n    {\n      "Sid": "b"\n    } // tail\n    // end\n  ]\n}\n`,
    );
  });

  it("leaves a broken text as it is, and takes no order from one", () => {
    assert.equal(alignPolicy(`{ "a" 1 }`, "{}"), `{ "a" 1 }`);
    assert.equal(alignPolicy(`{"a":1}`, `{ "a" 1 }`), `{\n  "a": 1\n}\n`);
    assert.equal(canonical(`{ "a" 1 }`), undefined);
  });

  it("prints as the formatter prints", () => {
    for (const text of samples.filter(isPlainJson)) {
      assert.equal(alignPolicy(text, text), `${language.format(text).trim()}\n`);
    }
  });

  it("takes the indentation of a text that is shown as it is typed", () => {
    const typed = JSON.stringify({ Version: "2012-10-17", Statement: [root, leave] }, undefined, 4);
    assert.equal(alignWithTyped(policy(leave, root), typed), `${typed}\n`);
    assert.equal(
      alignWithTyped(policy(leave, root), typed.replaceAll("    ", "\t")),
      `${typed.replaceAll("    ", "\t")}\n`,
    );
  });

  it("keeps what stands in one line there, where nothing moved", () => {
    const stored = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Deny", "Action": ["s3:*", "iam:*"], "Resource": "*" }\n  ]\n}`;
    const typed = stored.replaceAll("  ", "    ").replace("iam:*", "kms:*");
    assert.equal(alignWithTyped(stored, typed), stored.replaceAll("  ", "    "));
  });

  it("tells policies apart that say something else", () => {
    const texts = [
      policy(leave),
      policy(leave, leave),
      policy({ ...leave, Effect: "Allow" }),
      policy({ ...leave, Action: ["a:b", "a:c"] }),
      policy({ ...leave, NotAction: leave.Action, Action: undefined }),
      `{"Version":"2012-10-17"}`,
    ];
    assert.equal(new Set(texts.map(canonical)).size, texts.length);
  });
});

/** A policy with everything that is a set in another order. */
const shuffled = fc.constantFrom(...samples.filter((text) => canonical(text)?.includes('"Statement"'))).chain((text) =>
  fc.array(fc.nat(), { minLength: 64, maxLength: 64 }).map((seeds) => {
    let at = 0;
    const shuffle = <T>(items: readonly T[]): readonly T[] =>
      items
        .map((item) => ({ item, rank: seeds[at++ % seeds.length] ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item);
    const visit = (value: unknown): unknown => {
      if (Array.isArray(value)) return shuffle(value).map(visit);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(shuffle(Object.entries(value)).map(([name, inner]) => [name, visit(inner)]));
    };
    const plain = alignPolicy(text, text);
    return { text: plain, moved: isPlainJson(plain) ? JSON.stringify(visit(JSON.parse(plain))) : plain };
  }),
);

function isPlainJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("any policies laid out alike", () => {
  it("say what they said, whatever the other says", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.constantFrom(...samples), (text, reference) => {
        const aligned = alignPolicy(text, reference);
        assert.equal(canonical(aligned), canonical(text));
        assert.equal(alignPolicy(aligned, reference), aligned);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("do not differ when only their order does", () => {
    fc.assert(
      fc.property(shuffled, ({ text, moved }) => {
        assert.equal(canonical(moved), canonical(text));
        assert.equal(alignPolicy(moved, text), text);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

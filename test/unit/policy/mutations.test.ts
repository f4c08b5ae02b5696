import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { getActions } from "../../../src/policy/actions";
import type { PolicyDocument } from "../../../src/policy/document";
import type { TextEdit } from "../../../src/policy/language";
import { applyTextEdits } from "../../../src/policy/edits";
import { hasPlaceholder } from "../../../src/policy/placeholder";
import { getPolicyType } from "../../../src/policy/policyType";
import { getConditions, getOutline, type Statement } from "../../../src/policy/statements";
import { getInnerSpan, getItems, getSpan, getString, getStringNodes } from "../../../src/policy/tree";
import { catalogue, language, lint } from "./language";

/** A mistake put into a good policy: the edit, and the text that must then be marked. */
interface Mutation {
  readonly edit: TextEdit;
  readonly marked: string;
}

/** Finds the places of a statement where a mistake of its kind can be made. */
type Mutator = (statement: Statement, document: PolicyDocument) => Iterable<Mutation>;

const replace = (node: Parameters<typeof getInnerSpan>[0], newText: string): TextEdit => ({
  span: getInnerSpan(node),
  newText,
});

/** `GetObject` → `GtObject` */
const misspell = (word: string) => word.slice(0, 1) + word.slice(2);

const MUTATORS: Readonly<Record<string, Mutator>> = {
  *"unknown-action"(statement) {
    for (const action of getActions(statement)) {
      if (action.kind !== "action" || /[*?]/.test(action.text)) continue;
      const name = misspell(action.name);
      if (catalogue.getAction(`${action.prefix}:${name}`) || !catalogue.getAction(action.text)) continue;
      yield { edit: { span: action.nameSpan, newText: name }, marked: name };
    }
  },
  *"unknown-service"(statement) {
    for (const action of getActions(statement)) {
      if (action.kind !== "action" || !catalogue.hasService(action.prefix)) continue;
      const prefix = `${action.prefix}qx`;
      yield { edit: { span: action.prefixSpan, newText: prefix }, marked: prefix };
    }
  },
  *"malformed-action"(statement) {
    for (const { node, kind } of getActions(statement)) {
      const text = String(node.value).replace(":", ".");
      if (kind === "action") yield { edit: replace(node, text), marked: text };
    }
  },
  *"unknown-element"(statement) {
    for (const { name, key } of statement.members) {
      const text = name.toLowerCase();
      yield { edit: replace(key, text), marked: text };
    }
  },
  *"invalid-effect"(statement) {
    const effect = statement.get("Effect")?.value;
    if (effect) yield { edit: replace(effect, "deny"), marked: "deny" };
  },
  *"invalid-sid"(statement) {
    const sid = statement.get("Sid")?.value;
    const text = `${getString(sid) ?? ""}-1`;
    if (sid) yield { edit: replace(sid, text), marked: text };
  },
  *"unknown-operator"(statement) {
    for (const { operator } of getConditions(statement)) {
      if (hasPlaceholder(operator.name)) continue;
      const text = `${operator.name}s`;
      yield { edit: replace(operator.key, text), marked: text };
    }
  },
  *"unknown-condition-key"(statement) {
    for (const { key } of getConditions(statement)) {
      if (!/^aws:\w+$/i.test(key.name)) continue;
      const text = `${key.name}X`;
      yield { edit: replace(key.key, text), marked: text };
    }
  },
  *"redundant-action"(statement) {
    const list = statement.get("Action")?.value;
    const last = getItems(list).at(-1);
    if (!last || hasPlaceholder(String(last.value))) return;
    const { end } = getSpan(last);
    yield {
      edit: { span: { start: end, end }, newText: `, ${JSON.stringify(last.value)}` },
      marked: String(last.value),
    };
  },
  *"json-trailing-comma"(statement) {
    const { end } = getSpan(statement.node);
    yield { edit: { span: { start: end - 1, end: end - 1 }, newText: "," }, marked: "," };
  },
  *"duplicate-key"(statement) {
    const last = statement.get("Resource");
    if (!last?.value) return;
    const { end } = getSpan(last.value);
    yield { edit: { span: { start: end, end }, newText: ', "Resource": "*"' }, marked: '"Resource"' };
  },
  *"wrong-type"(statement) {
    const effect = statement.get("Effect")?.value;
    if (effect) yield { edit: { span: getSpan(effect), newText: "true" }, marked: "true" };
  },
  *"arn-partition"(statement) {
    for (const node of getStringNodes(statement.get("Resource")?.value)) {
      const text = String(node.value);
      if (!text.startsWith("arn:aws:")) continue;
      const start = getInnerSpan(node).start + "arn:".length;
      yield { edit: { span: { start, end: start + "aws".length }, newText: "azs" }, marked: "azs" };
    }
  },
  *"malformed-arn"(statement) {
    for (const node of getStringNodes(statement.get("Resource")?.value)) {
      const text = String(node.value);
      if (text.startsWith("arn:aws:") && !hasPlaceholder(text)) {
        yield { edit: replace(node, text.slice("arn:".length)), marked: text.slice("arn:".length) };
      }
    }
  },
  *"condition-value"(statement) {
    for (const { operator, key } of getConditions(statement)) {
      if (!/^Bool|^Null/.test(operator.name) || key.value?.type !== "string" || hasPlaceholder(key.name)) continue;
      yield { edit: replace(key.value, "maybe"), marked: "maybe" };
    }
  },
  *"look-alike-character"(statement) {
    for (const node of getStringNodes(statement.get("Resource")?.value)) {
      const { end } = getInnerSpan(node);
      if (!/^arn(:[^:]*){5}/.test(String(node.value)) || hasPlaceholder(String(node.value))) continue;
      yield { edit: { span: { start: end, end }, newText: "\u00a0" }, marked: "\u00a0" };
    }
  },
};

const FOLDER = "test/fixtures/policies";

describe("mistakes put into good policies", () => {
  const policies = readdirSync(FOLDER)
    // A template is no JSON, and AWS's own policy is no longer that once it is changed.
    .filter((file) => !/^template|^full-access/.test(file))
    .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, "utf8") }));
  let seeded = 0;

  for (const [code, mutate] of Object.entries(MUTATORS)) {
    it(`${code}: found wherever it is put, in its place, once`, () => {
      let found = 0;
      for (const { file, text } of policies) {
        const document = language.parse(text);
        const context = { type: getPolicyType(file, document) ?? "" };
        const before = lint(text, context);
        for (const statement of getOutline(document).statements) {
          // A few of each statement: lists of forty services would say the same forty times.
          for (const { edit, marked } of [...mutate(statement, document)].slice(0, 3)) {
            const after = [...lint(applyTextEdits(text, [edit]), context)];
            assert.equal(
              after.filter((problem) => problem === `${code}: ${marked}`).length,
              1 + before.filter((problem) => problem === `${code}: ${marked}`).length,
              `${file}, ${marked}: ${after.join("; ")}`,
            );
            // Nothing else may be said that was not said before.
            const rest = after.filter((problem) => problem !== `${code}: ${marked}` && !before.includes(problem));
            assert.deepEqual(rest, [], `${file}, ${marked}`);
            found++;
          }
        }
      }
      assert.ok(found > 10, `${found} places`);
      seeded += found;
    });
  }

  it("are many", () => assert.ok(seeded > 1000, `${seeded}`));
});

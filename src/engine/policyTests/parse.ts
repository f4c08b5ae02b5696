import { isMap, isScalar, isSeq, type Node, parseDocument, type ParsedNode, type YAMLMap } from "yaml";
import type { Span } from "../../policy/language";
import {
  type Expectation,
  EXPECTATIONS,
  type PolicyTest,
  type PolicyTestFile,
  TEST_FILE_KEYS,
  type TestedPolicy,
  type TestProblem,
} from "./model";

import { findTooDeep } from "./nesting";

export { findTestCaret, type TestCaret } from "./caret";

const FILE_KEYS = new Set<string>(TEST_FILE_KEYS.file);
const POLICY_KEYS = new Set<string>(TEST_FILE_KEYS.policy);
const DEFAULT_KEYS = new Set<string>(TEST_FILE_KEYS.defaults);
const TEST_KEYS = new Set<string>(TEST_FILE_KEYS.test);

/** Reads a test file, YAML or JSON, as far as it goes. Spans are offsets into the text. */
export function parsePolicyTests(text: string): {
  readonly file: PolicyTestFile;
  readonly problems: readonly TestProblem[];
} {
  const reader = new Reader();
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    reader.report("This is nested too deeply for a test file.", { start: tooDeep, end: tooDeep + 1 });
    return { file: { policies: [], tests: [] }, problems: reader.problems };
  }
  const document = parseDocument(text, { prettyErrors: false });
  for (const { message, pos } of document.errors) {
    reader.report(message.split("\n", 1)[0] ?? message, { start: pos[0], end: pos[1] });
  }
  const file = reader.readFile(document.contents ?? undefined, text);
  return { file, problems: reader.problems };
}

type Defaults = Partial<Omit<PolicyTest, "name" | "span" | "expectSpan" | "expect">>;

class Reader {
  readonly problems: TestProblem[] = [];

  report(message: string, span: Span): void {
    this.problems.push({ message, span });
  }

  readFile(root: ParsedNode | undefined, text: string): PolicyTestFile {
    const empty: PolicyTestFile = { policies: [], tests: [] };
    if (!isMap(root)) {
      if (this.problems.length === 0)
        this.report("A test file is a mapping with “tests”.", { start: 0, end: text.length });
      return empty;
    }
    this.#refuseOthers(root, FILE_KEYS);
    const organization = this.#getText(root, "organization");
    const fallback = root.get("defaults", true);
    const defaults = isMap(fallback) ? this.#readSubject(fallback, DEFAULT_KEYS) : {};
    const policies = this.#getList(root, "policies").flatMap((node) => this.#readPolicy(node));
    const tests = this.#getList(root, "tests").flatMap((node, index) => this.#readTest(node, index, defaults));
    if (!root.has("tests")) this.report("“tests” is missing.", toSpan(root));
    return { ...(organization !== undefined && { organization }), policies, tests };
  }

  #readPolicy(node: Node): readonly TestedPolicy[] {
    if (!isMap(node)) {
      this.report("A policy is a mapping with “file”.", toSpan(node));
      return [];
    }
    this.#refuseOthers(node, POLICY_KEYS);
    const file = this.#getText(node, "file");
    const replaces = this.#getText(node, "replaces");
    if (file === undefined) {
      this.report("“file” is missing.", toSpan(node));
      return [];
    }
    const attachTo = this.#getTexts(node, "attachTo");
    return [{ file, span: toSpan(node), ...(replaces !== undefined && { replaces }), attachTo }];
  }

  #readTest(node: Node, index: number, defaults: Defaults): readonly PolicyTest[] {
    if (!isMap(node)) {
      this.report("A test is a mapping.", toSpan(node));
      return [];
    }
    const own = this.#readSubject(node, TEST_KEYS);
    const expect = this.#getText(node, "expect");
    const expectNode = node.get("expect", true);
    const expected = EXPECTATIONS.find((one): one is Expectation => one === expect);
    if (!expected) {
      const message = `“expect” is one of ${EXPECTATIONS.join(", ")}.`;
      this.report(message, toSpan(isScalar(expectNode) ? expectNode : node));
    }
    const actions = own.actions ?? defaults.actions ?? [];
    if (actions.length === 0) this.report("“action” is missing.", toSpan(node));
    if (!expected || actions.length === 0) return [];
    const name = this.#getText(node, "name") ?? `Test ${index + 1}`;
    const isPlaced = own.accounts !== undefined || own.targets !== undefined;
    const places = isPlaced ? own : defaults;
    return [
      {
        ...defaults,
        ...own,
        ...{ name, span: toSpan(node), expectSpan: toSpan(isScalar(expectNode) ? expectNode : node) },
        ...{ accounts: places.accounts ?? [], targets: places.targets ?? [], actions },
        context: { ...defaults.context, ...own.context },
        absentContext: own.absentContext ?? defaults.absentContext ?? false,
        expect: expected,
      },
    ];
  }

  #readSubject(map: YAMLMap, known: ReadonlySet<string>): Defaults {
    this.#refuseOthers(map, known);
    const text = (key: "principal" | "resource" | "resourceAccount" | "sid" | "policy") => {
      const value = this.#getText(map, key);
      return value === undefined ? {} : { [key]: value };
    };
    const texts = (key: string, member: "accounts" | "targets" | "actions") =>
      map.has(key) ? { [member]: this.#getTexts(map, key) } : {};
    const absentContext = map.get("absentContext");
    if (absentContext !== undefined && typeof absentContext !== "boolean") {
      this.report("“absentContext” is true or false.", toSpan(map));
    }
    return {
      ...{ ...texts("account", "accounts"), ...texts("target", "targets"), ...texts("action", "actions") },
      ...{ ...text("principal"), ...text("resource"), ...text("resourceAccount"), ...text("sid"), ...text("policy") },
      ...(map.has("context") && { context: this.#getContext(map) }),
      ...(typeof absentContext === "boolean" && { absentContext }),
    };
  }

  #getContext(map: YAMLMap): PolicyTest["context"] {
    const context = map.get("context", true);
    if (!isMap(context)) {
      this.report("“context” is a mapping of condition keys to values.", toSpan(map));
      return {};
    }
    const keys = context.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key));
    return Object.fromEntries(keys.map((key) => [key, this.#getTexts(context, key)]));
  }

  #getText(map: YAMLMap, key: string): string | undefined {
    const node = map.get(key, true);
    if (node === undefined) return undefined;
    const value = toText(node);
    if (value === undefined) this.report(`“${key}” is a text.`, toSpan(map));
    return value;
  }

  /** A text alone is a list of one. Numbers and truth values are taken as they are written: account ids are digits. */
  #getTexts(map: YAMLMap, key: string): readonly string[] {
    const node: unknown = map.get(key, true);
    if (node === undefined) return [];
    const texts = (isSeq(node) ? node.items : [node]).map(toText);
    if (texts.every((text) => text !== undefined)) return texts;
    this.report(`“${key}” is a text or a list of texts.`, toSpan(map));
    return [];
  }

  #getList(map: YAMLMap, key: string): readonly Node[] {
    const node: unknown = map.get(key, true);
    if (isSeq(node)) return node.items as readonly Node[];
    if (node !== undefined) this.report(`“${key}” is a list.`, toSpan(map));
    return [];
  }

  #refuseOthers(map: YAMLMap, known: ReadonlySet<string>): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : "";
      if (!known.has(name)) this.report(`“${name}” is not known here.`, toSpan(isScalar(key) ? key : map));
    }
  }
}

/** A number comes back as it is written, leading zeros included. */
function toText(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  if (typeof node.value === "string") return node.value;
  const isPlain = typeof node.value === "number" || typeof node.value === "boolean";
  return isPlain ? (node.source ?? String(node.value)) : undefined;
}

function toSpan({ range }: Node): Span {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

/** Fixes of misspelt and miscased words. */
import type { Node } from "jsonc-parser";
import { insertAt } from "../edits";
import { computeOnce } from "../memo";
import type { PolicyOutline } from "../statements";
import { getInnerSpan, getItems, getMembers, getString } from "../tree";
import {
  createFix,
  escapeInner,
  type Fix,
  type Fixer,
  type FixScope,
  getMarked,
  getStatementAt,
  removeEntry,
  removeProperty,
  replaceSpan,
} from "./fix";

/** Replaces the word by the nearest known one; in a difference of case alone nothing is to be decided. */
export const useNearest: Fixer = function* ({ span, data }, { document }) {
  const written = document.text.slice(span.start, span.end);
  const nearest = data.correct ?? data.nearest;
  if (nearest === undefined) return;
  const word = String(nearest);
  yield createFix("Change to {word}", { word }, replaceSpan(span, escapeInner(word)), {
    isSafe: written.toLowerCase() === word.toLowerCase(),
  });
};

/** As {@link useNearest}, but for what stands beside it already: then it only has to go. */
export const useNearestValue: Fixer = function* (problem, scope) {
  const list = getMarked(scope, problem)?.parent;
  const isThere = list?.type === "array" && getItems(list).some(({ value }) => value === problem.data.nearest);
  if (!isThere) yield* useNearest(problem, scope);
};

/** As {@link useNearest}, inside the braces of a policy variable: the nearest is a key, the correct one whole. */
export const useNearestVariable: Fixer = function* (problem, scope) {
  const { key, nearest, open } = problem.data;
  const written = scope.document.text.slice(problem.span.start, problem.span.end);
  if (open !== undefined) {
    const end = problem.span.start + (/^\$\{[\w:/.-]*/.exec(written)?.[0].length ?? written.length);
    yield createFix("Insert the missing brace", {}, [insertAt(end, "}")]);
  } else if (key !== undefined && nearest !== undefined) {
    const newText = written.replace(String(key), String(nearest));
    yield createFix("Change to {word}", { word: String(nearest) }, replaceSpan(problem.span, newText));
  } else yield* useNearest(problem, scope);
};

/** As {@link useNearest}, for a name after its service: the nearest may come with the service before it. */
export const useNearestName: Fixer = function* (problem, scope) {
  const { nearest } = problem.data;
  const word = String(nearest ?? "").replace(/^.*:/, "");
  const node = getMarked(scope, problem);
  const meant = (getString(node) ?? "").replace(/:.*/, `:${word}`).toLowerCase();
  // What is meant may be listed already: then this entry only has to go.
  const isThere = node?.parent?.type === "array" && getItems(node.parent).some((item) => isWritten(item, meant));
  if (nearest !== undefined && !isThere) {
    yield createFix("Change to {word}", { word }, replaceSpan(problem.span, word));
  }
  yield* removeAction(problem, scope);
};

function isWritten(node: Node, text: string): boolean {
  return getString(node)?.toLowerCase() === text;
}

/** The action of the same name that another service has. */
export const useOtherService: Fixer = function* (problem, scope) {
  const { elsewhere } = problem.data;
  const node = getMarked(scope, problem);
  if (elsewhere === undefined || !node) return;
  const word = String(elsewhere);
  yield createFix("Change to {word}", { word }, replaceSpan(getInnerSpan(node), word));
};

export const removeAction: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const action = getString(node);
  const edits = removeEntry(scope, node);
  if (edits && action) yield createFix("Remove {action}", { action }, edits, { isPreferred: false });
};

const REQUIRED: ReadonlySet<string> = new Set([
  "Statement",
  "Effect",
  "Principal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
]);

export const fixUnknownElement: Fixer = function* (problem, scope) {
  const key = getMarked(scope, problem);
  const wanted = problem.data.correct ?? problem.data.nearest;
  // Where the right one is written too, a second would not help.
  const siblings = getMembers(key?.parent?.parent).map(({ name }) => name);
  const isFree = wanted !== undefined && !siblings.includes(String(wanted));
  if (isFree) yield* useNearest(problem, scope);
  // Without what it means the statement would lack an element.
  if (isFree && REQUIRED.has(String(wanted))) return;
  const edits = removeProperty(key);
  const element = getString(key);
  if (edits && element) {
    yield createFix("Remove {element}", { element }, edits, {
      // An operator beside Condition is moved rather than lost.
      isPreferred: wanted === undefined && problem.data.operator === undefined,
    });
  }
};

/** Drops what a Sid may not have and begins a new word there: `deny-s3 access` → `DenyS3Access`. */
export const fixInvalidSid: Fixer = function* ({ span, data }, scope) {
  // A letter with a mark on it keeps its letter: `Überwachung` → `Uberwachung`.
  const words = String(data.sid)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const sid = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (sid) yield renameSid(scope, span, getFreeSid(scope, sid));
  else yield* removeSid(span.start, scope);
};

export const fixDuplicateSid: Fixer = function* ({ span, data }, scope) {
  const sid = String(data.sid);
  const same = getSids(scope.outline).get(sid) ?? [];
  // Of several, each gets a number of its own at once.
  yield renameSid(scope, span, getFreeSid(scope, sid, same.indexOf(span.start) - 1));
  yield* removeSid(span.start, scope);
};

/** Where each Sid stands. */
const getSids = computeOnce(({ statements }: PolicyOutline): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  for (const statement of statements) {
    const value = statement.get("Sid")?.value;
    const sid = getString(value);
    if (!value || sid === undefined) continue;
    const known = places.get(sid);
    if (known) known.push(getInnerSpan(value).start);
    else places.set(sid, [getInnerSpan(value).start]);
  }
  return places;
});

function renameSid({ document }: FixScope, span: { start: number; end: number }, sid: string): Fix {
  const old = document.text.slice(span.start, span.end);
  return createFix("Rename {old} to {sid}", { old, sid }, replaceSpan(span, escapeInner(sid)), { isSafe: true });
}

function* removeSid(offset: number, scope: FixScope): Generator<Fix> {
  const edits = removeProperty(getStatementAt(scope, offset)?.get("Sid")?.key);
  if (edits) yield createFix("Remove {element}", { element: "Sid" }, edits, { isPreferred: false });
}

/** The Sid itself where no statement has it, else with a number behind it: the first that is free, or one of the next. */
export function getFreeSid({ outline }: Pick<FixScope, "outline">, wanted: string, skipped = 0): string {
  const taken = getSids(outline);
  if (!taken.has(wanted)) return wanted;
  let left = skipped;
  for (let number = 2; ; number++) {
    if (!taken.has(`${wanted}${number}`) && left-- <= 0) return `${wanted}${number}`;
  }
}

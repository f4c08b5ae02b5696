/** Two policies laid out alike, so that a text diff shows what differs and nothing that was only moved. */
import { parsePolicyDocument } from "../document";
import { getLayout } from "../edits";
import { formatJson } from "../format";
import { getInnerOrdering, isMadeOfStatements, type Ordering } from "./canonical";
import { pairInOrder, pairItems, pairMembers, type Pairs } from "./pairs";
import { printValue } from "./print";
import { type Entry, readValue, type Value } from "./value";

/**
 * The text pretty-printed, with its members, and in a policy of statements its statements and lists, in the order in
 * which `reference` has them. It says what it said. A text that is broken comes back as it is; a reference that is
 * broken gives no order.
 */
export function alignPolicy(text: string, reference: string): string {
  const own = readValue(parsePolicyDocument(text));
  if (!own) return formatJson(text);
  const other = text === reference ? undefined : readValue(parsePolicyDocument(reference));
  if (!other) return printValue(own);
  const ordering = isMadeOfStatements(own.value) && isMadeOfStatements(other.value) ? "policy" : "ordered";
  return printValue({ ...own, value: align(own.value, other.value, ordering) });
}

/** The same beside a text that is shown as it is typed: its indentation, and a layout of its own where nothing moved. */
export function alignWithTyped(text: string, typed: string): string {
  const aligned = alignPolicy(text, typed);
  return indentLike(aligned === alignPolicy(text, text) ? text : aligned, typed);
}

function indentLike(text: string, reference: string): string {
  const [{ unit: from }, { unit: to }] = [getLayout(text), getLayout(reference)];
  if (from === to || !/\n[ \t]/.test(reference)) return text;
  return text.replace(/^[ \t]+/gm, (space) => {
    const levels = space.length / from.length;
    return space === from.repeat(levels) ? to.repeat(levels) : space;
  });
}

function align(value: Value, reference: Value, ordering: Ordering): Value {
  const own = ordering === "set" ? toFormOf(value, reference) : value;
  if (own.kind === "scalar") return reference.kind === "scalar" && reference.key === own.key ? reference : own;
  if (own.kind !== reference.kind) return own;
  const pairs = pair(own.kind, own.entries, reference.entries, ordering);
  const entries = arrange(own.entries, reference.entries, pairs).map((entry) => {
    const other = pairs.get(entry);
    if (!other) return entry;
    const inner = align(entry.value, other.value, getInnerOrdering(ordering, entry.name));
    return { ...entry, ...(other.label !== undefined && { label: other.label }), value: inner };
  });
  return { ...own, entries };
}

/** In a set, a list of one and its item say the same. */
function toFormOf(value: Value, reference: Value): Value {
  if (value.kind !== "list" && reference.kind === "list") {
    return { kind: "list", entries: [{ value, before: [], after: [] }], end: [] };
  }
  if (value.kind !== "list" || reference.kind === "list") return value;
  const [only, ...others] = value.entries;
  const isBare = only?.before.length === 0 && only.after.length === 0 && value.end.length === 0;
  return isBare && others.length === 0 ? only.value : value;
}

function pair(
  kind: "list" | "object",
  entries: readonly Entry[],
  references: readonly Entry[],
  ordering: Ordering,
): Pairs {
  if (kind === "object") return pairMembers(entries, references);
  return ordering === "set" ? pairItems(entries, references, ordering) : pairInOrder(entries, references);
}

/**
 * What has a pair in the order of the references; what has none stays behind what stood before it, or behind the member
 * of its name: of two with one name the last counts.
 */
function arrange(entries: readonly Entry[], references: readonly Entry[], pairs: Pairs): readonly Entry[] {
  const owners = new Map([...pairs].map(([entry, reference]) => [reference, entry]));
  const followers = new Map<Entry | undefined, Entry[]>();
  const leaders = new Map<string, Entry | undefined>();
  let before: Entry | undefined;
  for (const entry of entries) {
    const { name } = entry;
    if (pairs.has(entry)) before = entry;
    const leader = pairs.has(entry) || name === undefined || !leaders.has(name) ? before : leaders.get(name);
    if (name !== undefined) leaders.set(name, leader);
    if (pairs.has(entry)) continue;
    const others = followers.get(leader);
    if (others) others.push(entry);
    else followers.set(leader, [entry]);
  }
  const ordered = references.flatMap((reference) => owners.get(reference) ?? []);
  return [undefined, ...ordered].flatMap((entry) => [...(entry ? [entry] : []), ...(followers.get(entry) ?? [])]);
}

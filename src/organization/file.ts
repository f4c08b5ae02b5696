/**
 * The organization file, `orgscope/organization@1`: what a snapshot saves and the sandbox loads. JSON with AWS's field
 * names, which are the model's with a capital first letter. A key that the shapes below do not know stays as it is, in
 * the thing it was found in or, at the top, in `extra`; so nothing is lost between reading and writing.
 */
import { findStructureProblem } from "./fileStructure";
import type { OrganizationContents } from "./model";
import { runAtOnce, STEP } from "./steps";

export const ORGANIZATION_FILE_FORMAT = "orgscope/organization@1";

interface Member {
  readonly name: string;
  /** In the file. */
  readonly key: string;
  readonly field: Shape;
  readonly isOptional: boolean;
}

type Shape =
  | "text"
  | "flag"
  | { readonly members: readonly Member[] }
  | { readonly list: Shape }
  | { readonly map: Shape };

const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, "text" as const]));

/** A thing by its fields, of which those in `optional` may be missing. */
function object(fields: Readonly<Record<string, Shape>>, optional: readonly string[] = []): Shape {
  const toMember = ([name, field]: [string, Shape]) => ({
    name,
    key: name.charAt(0).toUpperCase() + name.slice(1),
    field,
    isOptional: optional.includes(name),
  });
  return { members: Object.entries(fields).map(toMember) };
}

const RESOURCE = object(texts("type", "value"), ["value"]);
const NESTED_RESOURCE = object({ ...texts("type", "value"), resources: { list: RESOURCE } }, ["value", "resources"]);

// States and kinds are texts: AWS adds to them, and what it calls something stays as it is.
const ORGANIZATION = object(
  texts("id", "arn", "featureSet", "masterAccountId", "masterAccountArn", "masterAccountEmail"),
);
const ROOT = object({
  ...texts("id", "arn", "name"),
  policyTypes: {
    list: object(texts("type", "status")),
  },
});
const ACCOUNT = object(texts("id", "arn", "name", "email", "joinedTimestamp", "parentId", "state", "joinedMethod"));
const HANDSHAKE = object(
  {
    ...texts("id", "arn", "action", "requestedTimestamp", "expirationTimestamp", "state"),
    parties: { list: object(texts("id", "type")) },
    resources: { list: NESTED_RESOURCE },
  },
  ["resources"],
);

interface Section {
  /** The key in the file. */
  readonly key: string;
  readonly member: keyof OrganizationContents;
  readonly shape: Shape;
  readonly optional?: true;
}

/** The keys at the top of the file, in the order in which they are written. */
const SECTIONS: readonly Section[] = [
  { key: "takenAt", member: "takenAt", shape: "text" },
  { key: "organization", member: "organization", shape: ORGANIZATION },
  { key: "roots", member: "roots", shape: { list: ROOT } },
  {
    key: "organizationalUnits",
    member: "organizationalUnits",
    shape: { list: object(texts("id", "arn", "name", "parentId")) },
  },
  { key: "accounts", member: "accounts", shape: { list: ACCOUNT } },
  {
    key: "policies",
    member: "policies",
    shape: {
      list: object({ ...texts("id", "arn", "name", "description", "type", "content"), awsManaged: "flag" }),
    },
  },
  { key: "attachments", member: "attachments", shape: { list: object(texts("policyId", "targetId")) } },
  { key: "tags", member: "tags", shape: { map: { map: "text" } } },
  { key: "handshakes", member: "handshakes", shape: { list: HANDSHAKE }, optional: true },
  {
    key: "delegatedAdministrators",
    member: "delegatedServices",
    shape: { map: { list: object(texts("servicePrincipal", "delegationEnabledDate")) } },
    optional: true,
  },
  {
    key: "enabledServices",
    member: "enabledServices",
    shape: { list: object(texts("servicePrincipal", "dateEnabled")) },
    optional: true,
  },
  {
    key: "resourcePolicy",
    member: "resourcePolicy",
    shape: object(texts("id", "arn", "content")),
    optional: true,
  },
  { key: "nextTokens", member: "nextTokens", shape: { map: "text" }, optional: true },
];

/** Gaps are Orgscope's own and keep their small letters. */
const GAP_KEYS = ["operation", "reason"];

export type ReadOrganizationFile = { readonly contents: OrganizationContents } | { readonly problem: string };

/** Reads a file's text; one that is foreign or damaged gives one line that says what is wrong where. */
export function parseOrganizationFile(text: string): ReadOrganizationFile {
  let file: unknown;
  try {
    file = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    return {
      problem: `This is no JSON: ${String(error)
        .replace(/^SyntaxError: /, "")
        .replaceAll(/\s+/g, " ")}`,
    };
  }
  return readOrganizationFile(file);
}

/** Reads the value that a file's JSON stands for. */
export function readOrganizationFile(file: unknown): ReadOrganizationFile {
  return runAtOnce(readFileInSteps(file));
}

/** The same, with pauses. */
export function* readFileInSteps(file: unknown): Generator<void, ReadOrganizationFile> {
  if (!isObject(file)) return { problem: "This is no organization file: it is no JSON object." };
  if (file.format !== ORGANIZATION_FILE_FORMAT) {
    const found = file.format === undefined ? "it has no “format”" : `its format is ${JSON.stringify(file.format)}`;
    return { problem: `This is no organization file of the format ${ORGANIZATION_FILE_FORMAT}: ${found}.` };
  }
  try {
    const contents = yield* readFile(file);
    yield;
    const problem = findStructureProblem(contents);
    return problem === undefined ? { contents } : { problem };
  } catch (error) {
    if (error instanceof Misfit) return { problem: error.message };
    throw error;
  }
}

/** The text of a file: one line for each thing, so that two files can be compared. */
export function formatOrganizationFile(contents: OrganizationContents): string {
  const entries = Object.entries(toOrganizationFile(contents));
  return `{\n${entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${formatSection(value)}`).join(",\n")}\n}\n`;
}

/** The value that a file's JSON stands for, its keys in the order in which they are written. */
export function toOrganizationFile(contents: OrganizationContents): Readonly<Record<string, unknown>> {
  return runAtOnce(toFileInSteps(contents));
}

/** The same, with pauses. */
export function* toFileInSteps(contents: OrganizationContents): Generator<void, Readonly<Record<string, unknown>>> {
  const entries: [string, unknown][] = [["format", ORGANIZATION_FILE_FORMAT]];
  for (const { key, member, shape } of SECTIONS) {
    const value = contents[member];
    if (value !== undefined) entries.push([key, yield* writeSection(shape, value)]);
  }
  if (contents.gaps) entries.push(["gaps", contents.gaps]);
  entries.push(...Object.entries(contents.extra ?? {}));
  return Object.fromEntries(entries);
}

function formatSection(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `    ${JSON.stringify(key)}: ${JSON.stringify(entry)}`);
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n  }`;
}

/** The first thing that does not fit; never leaves this file. */
class Misfit extends Error {}

function* readFile(file: Readonly<Record<string, unknown>>): Generator<void, OrganizationContents> {
  const { format: _format, gaps, ...known } = file;
  const rest: Record<string, unknown> = known;
  const contents: Record<string, unknown> = {};
  for (const { key, member, shape, optional } of SECTIONS) {
    const value = rest[key];
    delete rest[key];
    if (value === undefined && optional) continue;
    contents[member] = yield* readSection(shape, value, key);
  }
  if (gaps !== undefined) contents.gaps = readGaps(gaps);
  if (Object.keys(rest).length > 0) contents.extra = rest;
  // Every member was read by its shape.
  return contents as unknown as OrganizationContents;
}

/** Long lists and maps with pauses. */
function* readSection(shape: Shape, value: unknown, place: string): Generator<void, unknown> {
  if (typeof shape === "object" && "list" in shape && Array.isArray(value)) {
    const list: unknown[] = [];
    for (const entry of value) {
      if (list.push(read(shape.list, entry, `${place}[${list.length}]`)) % STEP === 0) yield;
    }
    return list;
  }
  if (typeof shape === "object" && "map" in shape && isObject(value)) {
    const entries: [string, unknown][] = [];
    for (const [key, entry] of Object.entries(value)) {
      if (entries.push([key, read(shape.map, entry, `${place}.${key}`)]) % STEP === 0) yield;
    }
    return Object.fromEntries(entries);
  }
  return read(shape, value, place);
}

function readGaps(gaps: unknown): unknown {
  if (!Array.isArray(gaps)) throw new Misfit("gaps: a list is needed.");
  gaps.forEach((gap: unknown, index) => {
    const fits = isObject(gap) && GAP_KEYS.every((key) => typeof gap[key] === "string");
    if (!fits) throw new Misfit(`gaps[${index}]: “operation” and “reason” are needed.`);
  });
  return gaps;
}

function read(shape: Shape, value: unknown, place: string): unknown {
  if (value === undefined) throw new Misfit(`${place} is missing.`);
  if (shape === "text") {
    if (typeof value !== "string") throw new Misfit(`${place}: a text is needed.`);
    return value;
  }
  if (shape === "flag") {
    if (typeof value !== "boolean") throw new Misfit(`${place}: true or false is needed.`);
    return value;
  }
  if ("list" in shape) {
    if (!Array.isArray(value)) throw new Misfit(`${place}: a list is needed.`);
    return value.map((entry: unknown, index) => read(shape.list, entry, `${place}[${index}]`));
  }
  if (!isObject(value)) throw new Misfit(`${place}: an object is needed.`);
  if ("map" in shape) {
    const entries = Object.entries(value).map(([key, entry]) => [key, read(shape.map, entry, `${place}.${key}`)]);
    return Object.fromEntries(entries);
  }
  const thing: Record<string, unknown> = {};
  let known = 0;
  for (const { name, key, field, isOptional } of shape.members) {
    const member = value[key];
    if (member !== undefined) known++;
    else if (isOptional) continue;
    // Tens of thousands are read: a place is put together only where something is amiss.
    thing[name] = field === "text" && typeof member === "string" ? member : read(field, member, `${place}.${key}`);
  }
  return known === Object.keys(value).length ? thing : { ...getUnknown(shape.members, value), ...thing };
}

/** A key that the shape does not know stays as it is. */
function getUnknown(members: readonly Member[], value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = new Set(members.map(({ key }) => key));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !known.has(key)));
}

function* writeSection(shape: Shape, value: unknown): Generator<void, unknown> {
  if (typeof shape === "string" || !("list" in shape)) return write(shape, value);
  const list: unknown[] = [];
  for (const entry of value as readonly unknown[]) {
    if (list.push(write(shape.list, entry)) % STEP === 0) yield;
  }
  return list;
}

function write(shape: Shape, value: unknown): unknown {
  if (typeof shape === "string") return value;
  if ("list" in shape) return (value as readonly unknown[]).map((entry) => write(shape.list, entry));
  const thing = value as Readonly<Record<string, unknown>>;
  if ("map" in shape) {
    return Object.fromEntries(Object.entries(thing).map(([key, entry]) => [key, write(shape.map, entry)]));
  }
  const written: Record<string, unknown> = {};
  for (const name of Object.keys(thing)) {
    const member = shape.members.find((one) => one.name === name);
    if (member) written[member.key] = write(member.field, thing[name]);
    else written[name] = thing[name];
  }
  return written;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

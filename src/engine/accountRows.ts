/** Accounts to be created, from a CSV file, checked row by row before any of them is planned. */
import { getNewId } from "../changes/newIds";
import type { Step } from "../changes/step";
import type { OrganizationContents, Tags } from "../organization/model";
import type { Span } from "../policy/language";
import type { Translate } from "../terms/translate";
import { type CsvRow, parseCsv } from "./csv";

export interface AccountRow {
  /** 1-based. */
  readonly line: number;
  readonly name: string;
  readonly email: string;
  /** The root or OU that the account is moved to; absent: it stays at the root. */
  readonly parentId?: string;
  readonly roleName?: string;
  readonly iamUserAccessToBilling?: "ALLOW" | "DENY";
  readonly tags: Tags;
}

/** What is wrong, and with which cell; where a row has no such cell, at its end. */
export interface CellProblem {
  readonly span: Span;
  readonly message: string;
}

export interface AccountRows {
  readonly rows: readonly AccountRow[];
  readonly problems: readonly CellProblem[];
}

/** What the file may name: e-mail addresses in use, and roots and OUs by id and path, of which several can be alike. */
export interface KnownPlaces {
  readonly emails: ReadonlySet<string>;
  findParents(place: string): readonly string[];
}

export const ACCOUNT_COLUMNS = "name,email,ou,roleName,iamUserAccessToBilling,tag:CostCenter";

const COLUMNS = ["name", "email", "ou", "rolename", "iamuseraccesstobilling"];

/** Patterns of Organizations API Reference, CreateAccount and Tag. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NAME = /^[ -~]{1,50}$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const TAG = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export function getKnownPlaces({ accounts, roots, organizationalUnits }: OrganizationContents): KnownPlaces {
  const nodes = new Map([...roots, ...organizationalUnits].map((node) => [node.id, node]));
  const getPath = (id: string): string => {
    const node = nodes.get(id);
    if (!node) return id;
    return "parentId" in node ? `${getPath(node.parentId)}/${node.name}` : node.name;
  };
  const exact = new Map<string, string[]>();
  const folded = new Map<string, string[]>();
  for (const id of nodes.keys()) {
    const path = getPath(id);
    for (const [places, key] of [
      [exact, path],
      [folded, path.toLowerCase()],
    ] as const) {
      places.set(key, [...(places.get(key) ?? []), id]);
    }
  }
  return {
    emails: new Set(accounts.map(({ email }) => email.toLowerCase())),
    findParents(place) {
      if (nodes.has(place)) return [place];
      const wanted = place
        .split("/")
        .map((part) => part.trim())
        .join("/");
      return exact.get(wanted) ?? folded.get(wanted.toLowerCase()) ?? [];
    },
  };
}

/** The first line names the columns, in any order: {@link ACCOUNT_COLUMNS}; name and email are needed. */
export function parseAccountRows(text: string, known: KnownPlaces, t: Translate): AccountRows {
  const parsed = parseCsv(text);
  if ("message" in parsed) {
    return { rows: [], problems: [{ span: parsed.span, message: t("This is no CSV: {0}", t(parsed.message)) }] };
  }
  const [first = EMPTY, ...lines] = parsed;
  const header = { ...first, cells: first.cells.map((cell) => cell.trim()) };
  const wrong = [...findColumnFaults(header, t)];
  if (wrong.length > 0) return { rows: [], problems: wrong };
  const seen = new Map<string, number>();
  const problems: CellProblem[] = [];
  const rows = lines.map((line): AccountRow => {
    const row = toRow(line, header.cells, known);
    problems.push(...checkRow(row, line, header.cells, known, seen, t));
    return row;
  });
  if (rows.length === 0) problems.push({ span: getSpan(header), message: t("There is no account in the file.") });
  return { rows, problems };
}

const EMPTY: CsvRow = { line: 1, cells: [], spans: [] };

/** Each account is created, then moved where it belongs. */
export function getAccountSteps(rows: readonly AccountRow[], rootId: string): readonly Step[] {
  const steps: Step[] = [];
  for (const { line: _, parentId, ...account } of rows) {
    steps.push({ kind: "createAccount", ...account });
    if (parentId === undefined || parentId === rootId) continue;
    steps.push({ kind: "moveAccount", accountId: getNewId(String(steps.length)), from: rootId, to: parentId });
  }
  return steps;
}

function* findColumnFaults(header: CsvRow, t: Translate): Generator<CellProblem> {
  const names = header.cells.map((column) => column.toLowerCase());
  const missing = ["name", "email"].filter((needed) => !names.includes(needed));
  if (missing.length > 0) {
    yield {
      span: getSpan(header),
      message: t("The first line names the columns, and has no {0}.", missing.join(", ")),
    };
  }
  for (const [index, name] of names.entries()) {
    const span = getCellSpan(header, index);
    if (!COLUMNS.includes(name) && !/^tag:./.test(name)) {
      yield { span, message: t("Unknown column: {0}", header.cells[index] ?? "") };
    }
    if (names.indexOf(name) < index) yield { span, message: t("The column {0} is there twice.", name) };
  }
}

function findColumn(columns: readonly string[], name: string): number {
  return columns.findIndex((column) => column.toLowerCase() === name);
}

/** Of the row, from its first cell to its last. */
function getSpan({ spans }: CsvRow): Span {
  return { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 };
}

/** A row that ends before it has its cell there. */
function getCellSpan(row: CsvRow, index: number): Span {
  const { end } = getSpan(row);
  return row.spans[index] ?? { start: end, end };
}

function toRow({ line, cells }: CsvRow, columns: readonly string[], known: KnownPlaces): AccountRow {
  const get = (name: string) => cells[findColumn(columns, name)] ?? "";
  const [parentId, ...others] = known.findParents(get("ou"));
  const access = get("iamuseraccesstobilling").toUpperCase();
  const tags = columns.flatMap((column, index) => {
    const value = cells[index] ?? "";
    return /^tag:/i.test(column) && value !== "" ? [[getTagKey(column), value] as const] : [];
  });
  return {
    line,
    name: get("name"),
    email: get("email"),
    ...(parentId !== undefined && others.length === 0 && { parentId }),
    ...(get("rolename") !== "" && { roleName: get("rolename") }),
    ...((access === "ALLOW" || access === "DENY") && { iamUserAccessToBilling: access }),
    tags: Object.fromEntries(tags),
  };
}

function getTagKey(column: string): string {
  return column.slice("tag:".length);
}

function* checkRow(
  row: AccountRow,
  written: CsvRow,
  columns: readonly string[],
  known: KnownPlaces,
  seen: Map<string, number>,
  t: Translate,
): Generator<CellProblem> {
  const { name, email, roleName } = row;
  const { cells } = written;
  const get = (column: string) => cells[findColumn(columns, column)] ?? "";
  const at = (column: string, message: string): CellProblem => ({
    span: getCellSpan(written, findColumn(columns, column)),
    message,
  });
  if (cells.length > columns.length) {
    const span = { start: getCellSpan(written, columns.length).start, end: getSpan(written).end };
    yield { span, message: t("The row has more cells than there are columns.") };
  }
  if (!NAME.test(name)) {
    yield at("name", t("An account's name has 1 to 50 printable ASCII characters: “{0}”", name));
  }
  if (email.length < 6 || email.length > 64 || !EMAIL.test(email)) {
    yield at("email", t("This is not an e-mail address that AWS accepts: “{0}”", email));
  } else {
    const key = email.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) yield at("email", t("The e-mail address is that of line {0} already.", before));
    else if (known.emails.has(key)) {
      yield at("email", t("An account with this e-mail address exists already: {0}", email));
    }
    seen.set(key, before ?? row.line);
  }
  if (get("ou") !== "" && row.parentId === undefined) {
    const alike = known.findParents(get("ou"));
    const message =
      alike.length === 0
        ? t("There is no such OU: {0}", get("ou"))
        : t("Several OUs are called so; give the id: {0}", alike.join(", "));
    yield at("ou", message);
  }
  if (roleName !== undefined && !ROLE_NAME.test(roleName)) {
    yield at("rolename", t("This is not a name for a role: {0}", roleName));
  }
  if (get("iamuseraccesstobilling") !== "" && row.iamUserAccessToBilling === undefined) {
    const message = t("iamUserAccessToBilling is ALLOW or DENY, not {0}", get("iamuseraccesstobilling"));
    yield at("iamuseraccesstobilling", message);
  }
  for (const [key, value] of Object.entries(row.tags)) {
    const column = columns.find((one) => /^tag:/i.test(one) && getTagKey(one) === key)?.toLowerCase() ?? "";
    if (/^aws:/i.test(key)) yield at(column, t("Keys that begin with aws: are AWS's own: {0}", key));
    else if (key.length > 128 || value.length > 256 || !TAG.test(key) || !TAG.test(value)) {
      yield at(column, t("AWS does not accept this tag: {0}", key));
    }
  }
}

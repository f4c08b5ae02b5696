/** Accounts to be created, from a CSV file, checked row by row before any of them is planned. */
import { CsvError, parse } from "csv-parse/sync";
import { getNewId } from "../changes/newIds";
import type { Step } from "../changes/step";
import type { OrganizationContents, Tags } from "../organization/model";
import type { Translate } from "../terms/translate";

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

export interface RowProblem {
  readonly line: number;
  readonly message: string;
}

export interface AccountRows {
  readonly rows: readonly AccountRow[];
  readonly problems: readonly RowProblem[];
}

/** What the file may name: e-mail addresses in use, and roots and OUs by id and path. */
export interface KnownPlaces {
  readonly emails: ReadonlySet<string>;
  readonly parents: ReadonlyMap<string, string>;
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
  const parents = [...nodes.keys()].flatMap((id) => [[id, id] as const, [getPath(id).toLowerCase(), id] as const]);
  return { emails: new Set(accounts.map(({ email }) => email.toLowerCase())), parents: new Map(parents) };
}

/** The first line names the columns, in any order: {@link ACCOUNT_COLUMNS}; name and email are needed. */
export function parseAccountRows(text: string, known: KnownPlaces, t: Translate): AccountRows {
  const problems: RowProblem[] = [];
  const parsed = parseCsv(text, t);
  if ("problem" in parsed) return { rows: [], problems: [parsed.problem] };
  const [header, ...lines] = parsed.lines;
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  const wrong = checkColumns(columns, t);
  if (wrong.length > 0) return { rows: [], problems: wrong.map((message) => ({ line: header?.line ?? 1, message })) };
  const seen = new Map<string, number>();
  const rows = lines.map(({ line, cells }): AccountRow => {
    const row = toRow(line, columns, cells, known);
    for (const message of checkRow(row, columns, cells, known, seen, t)) problems.push({ line, message });
    return row;
  });
  if (rows.length === 0) problems.push({ line: 1, message: t("There is no account in the file.") });
  return { rows, problems };
}

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

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function parseCsv(text: string, t: Translate): { readonly lines: readonly Line[] } | { readonly problem: RowProblem } {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return { lines: records.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    return { problem: { line, message: t("This is no CSV: {0}", error.message) } };
  }
}

function* findColumnFaults(columns: readonly string[], t: Translate): Generator<string> {
  const names = columns.map((column) => column.toLowerCase());
  const missing = ["name", "email"].filter((needed) => !names.includes(needed));
  if (missing.length > 0) yield t("The first line names the columns, and has no {0}.", missing.join(", "));
  for (const column of columns) {
    const name = column.toLowerCase();
    if (!COLUMNS.includes(name) && !/^tag:./.test(name)) yield t("Unknown column: {0}", column);
    if (names.filter((other) => other === name).length > 1) yield t("The column {0} is there twice.", name);
  }
}

function checkColumns(columns: readonly string[], t: Translate): readonly string[] {
  return [...new Set(findColumnFaults(columns, t))];
}

function toRow(
  line: number,
  columns: readonly string[],
  cells: readonly string[],
  { parents }: KnownPlaces,
): AccountRow {
  const get = (name: string) => cells[columns.findIndex((column) => column.toLowerCase() === name)] ?? "";
  const parentId = findParent(get("ou"), parents);
  const access = get("iamuseraccesstobilling").toUpperCase();
  const tags = columns.flatMap((column, index) => {
    const value = cells[index] ?? "";
    return /^tag:/i.test(column) && value !== "" ? [[column.slice("tag:".length), value] as const] : [];
  });
  return {
    line,
    name: get("name"),
    email: get("email"),
    ...(parentId !== undefined && { parentId }),
    ...(get("rolename") !== "" && { roleName: get("rolename") }),
    ...((access === "ALLOW" || access === "DENY") && { iamUserAccessToBilling: access }),
    tags: Object.fromEntries(tags),
  };
}

function findParent(place: string, parents: KnownPlaces["parents"]): string | undefined {
  const path = place.split("/").map((part) => part.trim());
  return parents.get(place) ?? parents.get(path.join("/").toLowerCase());
}

function* checkRow(
  row: AccountRow,
  columns: readonly string[],
  cells: readonly string[],
  known: KnownPlaces,
  seen: Map<string, number>,
  t: Translate,
): Generator<string> {
  const { name, email, roleName } = row;
  const get = (column: string) => cells[columns.findIndex((one) => one.toLowerCase() === column)] ?? "";
  if (cells.length > columns.length) yield t("The row has more cells than there are columns.");
  if (!NAME.test(name)) yield t("An account's name has 1 to 50 printable ASCII characters: “{0}”", name);
  if (email.length < 6 || email.length > 64 || !EMAIL.test(email)) {
    yield t("This is not an e-mail address that AWS accepts: “{0}”", email);
  } else {
    const key = email.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) yield t("The e-mail address is that of line {0} already.", before);
    else if (known.emails.has(key)) yield t("An account with this e-mail address exists already: {0}", email);
    seen.set(key, before ?? row.line);
  }
  if (get("ou") !== "" && row.parentId === undefined) yield t("There is no such OU: {0}", get("ou"));
  if (roleName !== undefined && !ROLE_NAME.test(roleName)) yield t("This is not a name for a role: {0}", roleName);
  if (get("iamuseraccesstobilling") !== "" && row.iamUserAccessToBilling === undefined) {
    yield t("iamUserAccessToBilling is ALLOW or DENY, not {0}", get("iamuseraccesstobilling"));
  }
  for (const [key, value] of Object.entries(row.tags)) {
    if (/^aws:/i.test(key)) yield t("Keys that begin with aws: are AWS's own: {0}", key);
    else if (key.length > 128 || value.length > 256 || !TAG.test(key) || !TAG.test(value)) {
      yield t("AWS does not accept this tag: {0}", key);
    }
  }
}

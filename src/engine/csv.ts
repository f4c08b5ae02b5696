/** Comma-separated values with the places of their cells, so that what is wrong with one can be shown there. */
import { CsvError, parse } from "csv-parse/sync";
import type { Span } from "../policy/language";

export interface CsvRow {
  /** 1-based: where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** One for each cell, spaces around it left out. */
  readonly spans: readonly Span[];
}

export interface CsvProblem {
  readonly span: Span;
  readonly message: string;
}

/** Rows without any cell are left out. Commas, semicolons and tabs separate cells. `text` has one kind of line ends. */
export function parseCsv(text: string): readonly CsvRow[] | CsvProblem {
  try {
    const records: readonly (readonly string[])[] = parse(text, {
      bom: true,
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return locate(text, records);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    return { span: getLine(text, line), message: FAULTS[error.code] ?? error.message };
  }
}

const AFTER_QUOTE = "only what separates it from the next cell can follow the quote that ends a cell.";

/** What a person can do about it, instead of what the parser met. */
const FAULTS: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: "a cell with a quote in it has to stand in quotes, its own quotes doubled.",
  CSV_INVALID_CLOSING_QUOTE: AFTER_QUOTE,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: AFTER_QUOTE,
  CSV_QUOTE_NOT_CLOSED: "a quote opens a cell here that none closes.",
};

/** Lines that the parser leaves out, and what opens the file. */
const BLANK = /\uFEFF?(?:[^\S\t\r\n]*(?:\r\n|\r|\n))*/y;
/** A cell, quoted or plain, up to what separates it from the next. */
const CELL = /[^\S\t\r\n]*(?:"(?:[^"]|"")*"[^,;\t\r\n]*|[^,;\t\r\n]*)/y;

/** The parser tells no places. What it accepts is so plain that cells are found by walking along. */
function locate(text: string, records: readonly (readonly string[])[]): readonly CsvRow[] {
  let [at, line] = [0, 1];
  const take = (pattern: RegExp): Span => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    const span = { start: at + found.length - found.trimStart().length, end: at + found.trimEnd().length };
    line += found.split(/\r\n|\r|\n/).length - 1;
    at += found.length;
    return span.start < span.end ? span : { start: at, end: at };
  };
  return records.map((cells) => {
    take(BLANK);
    const own = line;
    const spans = cells.map((_, index) => {
      // What separates it from the one before.
      if (index > 0) at++;
      return take(CELL);
    });
    return { line: own, cells, spans };
  });
}

function getLine(text: string, line: number): Span {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}

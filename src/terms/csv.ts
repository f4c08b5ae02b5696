/** Comma-separated values by RFC 4180. A cell that a spreadsheet would run as a formula is made text. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${formatCells(row)}\r\n`).join("");
}

/** Cells of a row, without the end of the line. */
export function formatCells(cells: readonly string[]): string {
  return cells.map(toCell).join(",");
}

function toCell(value: string): string {
  const text = /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

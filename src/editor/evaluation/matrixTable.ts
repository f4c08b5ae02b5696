/** Accounts or OUs against services: as a page, as CSV and as Markdown. */
import type { ServiceOutcome } from "../../evaluation/effectiveView";
import type { AccessTable } from "../../judging/judge";
import { formatCells, formatCsv } from "../../terms/csv";
import { escapeMarkdown } from "../../terms/markdown";
import type { Translate } from "../../terms/translate";

export interface MatrixRow {
  readonly id: string;
  readonly name: string;
  /** `Root / Production` */
  readonly place: string;
  readonly outcomes: readonly ServiceOutcome[];
}

export interface Matrix {
  readonly services: AccessTable["services"];
  readonly rows: readonly MatrixRow[];
}

/** Services that nothing blocks in any row say nothing: they are left out, and named apart. */
export function dropFree({ services, rows }: Matrix): Matrix & { readonly free: readonly string[] } {
  const isFree = services.map((_, index) => rows.every(({ outcomes }) => outcomes[index] === "full"));
  return {
    services: services.filter((_, index) => !isFree[index]),
    rows: rows.map((row) => ({ ...row, outcomes: row.outcomes.filter((_, index) => !isFree[index]) })),
    free: services.filter((_, index) => isFree[index]).map(({ prefix }) => prefix),
  };
}

interface Column {
  /** One service, or several that look alike in every row. */
  readonly services: Matrix["services"];
  readonly outcomes: readonly ServiceOutcome[];
}

/** Hundreds of services mostly look alike: those that do share a column, the exceptions before what most have in common. */
function groupColumns({ services, rows }: Matrix): readonly Column[] {
  const columns = new Map<string, { services: Matrix["services"][number][]; outcomes: readonly ServiceOutcome[] }>();
  for (const [index, service] of services.entries()) {
    const outcomes = rows.map((row) => row.outcomes[index] ?? "unknown");
    const key = outcomes.join(" ");
    const column = columns.get(key);
    if (column) column.services.push(service);
    else columns.set(key, { services: [service], outcomes });
  }
  return [...columns.values()].sort((left, right) => left.services.length - right.services.length);
}

export function formatMatrixCsv({ services, rows }: Matrix): string {
  const header = ["Name", "ID", "Place", ...services.map(({ prefix }) => prefix)];
  // Thousands of accounts are left the same, in lists that they share.
  const formatted = new Map<MatrixRow["outcomes"], string>();
  const lines = rows.map(({ name, id, place, outcomes }) => {
    const cells = formatted.get(outcomes) ?? formatCells(outcomes);
    formatted.set(outcomes, cells);
    return `${formatCells([name, id, place])},${cells}\r\n`;
  });
  return formatCsv([header]) + lines.join("");
}

/** One line a service, since there are more of them than fit beside each other. */
export function formatMatrixMarkdown(matrix: Matrix, t: Translate): string {
  const { services, rows, free } = dropFree(matrix);
  const header = [t("Service"), ...rows.map(({ name }) => escapeMarkdown(name))];
  const lines = services.map(({ prefix, name }, index) => [
    `${prefix} · ${escapeMarkdown(name)}`,
    ...rows.map(({ outcomes }) => getOutcomeWord(outcomes[index] ?? "unknown", t)),
  ]);
  const table = [header, header.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    `# ${t("What SCPs and RCPs leave")}`,
    "",
    ...table,
    "",
    ...(free.length > 0 ? [t("Not blocked in any of them: {0}", free.join(", ")), ""] : []),
  ].join("\n");
}

/** A page without scripts. `link` answers the address that a row's name leads to. */
export function formatMatrixPage(
  matrix: Matrix,
  options: { readonly nonce: string; readonly title: string; readonly note: string; readonly language: string },
  link: (id: string) => string,
  t: Translate,
): string {
  const { free, ...blocked } = dropFree(matrix);
  const columns = groupColumns(blocked);
  const { nonce, title, note, language } = options;
  const head = columns.map((column) => {
    const names = column.services.map(({ prefix, name }) => `${prefix} · ${name}`).join("\n");
    return `<th scope="col" title="${escapeHtml(names)}">${escapeHtml(getColumnLabel(column))}</th>`;
  });
  const body = blocked.rows.map(({ id, name, place }, row) => {
    const cells = columns.map(({ outcomes }) => formatCell(outcomes[row] ?? "unknown", t));
    const label = `<a href="${escapeHtml(link(id))}">${escapeHtml(name)}</a>`;
    return `<tr><th scope="row" title="${escapeHtml(`${place} · ${id}`)}">${label}</th>${cells.join("")}</tr>`;
  });
  const words = OUTCOMES.map((outcome) => `<li>${MARKS[outcome]} ${escapeHtml(getOutcomeWord(outcome, t))}</li>`);
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(note)}</p>
<ul>${words.join("")}</ul>
<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}">
<table>
<thead><tr><th scope="col">${escapeHtml(t("Name"))}</th>${head.join("")}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
</div>
${formatShared(columns)}
${free.length > 0 ? `<p>${escapeHtml(t("Not blocked in any of them: {0}", free.join(", ")))}</p>` : ""}
</body>
</html>`;
}

/** `ec2`; `ec2 +3` for a column of four. */
function getColumnLabel({ services: [first, ...others] }: Column): string {
  return others.length === 0 ? (first?.prefix ?? "") : `${first?.prefix} +${others.length}`;
}

/** Which services stand behind a column of several. */
function formatShared(columns: readonly Column[]): string {
  const shared = columns.filter(({ services }) => services.length > 1);
  const lines = shared.map((column) => {
    const names = column.services.map(({ prefix }) => prefix).join(", ");
    return `<dt>${escapeHtml(getColumnLabel(column))}</dt><dd>${escapeHtml(names)}</dd>`;
  });
  return lines.length === 0 ? "" : `<dl>${lines.join("")}</dl>`;
}

/** Told by a mark and by words, not by colour alone. */
function formatCell(outcome: ServiceOutcome, t: Translate): string {
  const word = escapeHtml(getOutcomeWord(outcome, t));
  return `<td class="${outcome}" title="${word}"><span aria-hidden="true">${MARKS[outcome]}</span><span class="spoken">${word}</span></td>`;
}

const OUTCOMES: readonly ServiceOutcome[] = ["full", "part", "conditional", "none", "unknown"];
const MARKS: Readonly<Record<ServiceOutcome, string>> = {
  full: "●",
  part: "◐",
  conditional: "◇",
  none: "✕",
  unknown: "?",
};

const STYLE = `
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); }
h1 { font-size: 1.3em; font-weight: 600; }
ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.3em 1.5em; }
li { white-space: nowrap; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.scroll { overflow: auto; max-height: 75vh; border: 1px solid var(--vscode-panel-border); }
table { border-collapse: separate; border-spacing: 0; }
th, td { padding: 2px 8px; text-align: center; white-space: nowrap; border-bottom: 1px solid var(--vscode-panel-border); }
thead th { position: sticky; top: 0; background: var(--vscode-editor-background); z-index: 1; }
th[scope="row"] { font-weight: normal; }
th[scope="row"], thead th:first-child { position: sticky; left: 0; text-align: left; background: var(--vscode-editor-background); }
thead th:first-child { z-index: 2; }
dl { margin: 1em 0; }
dt { font-weight: 600; }
dd { margin: 0 0 0.5em 1em; }
.full { color: var(--vscode-charts-green); }
.part, .conditional { color: var(--vscode-charts-yellow); }
.none { color: var(--vscode-charts-red); }
.unknown { color: var(--vscode-descriptionForeground); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

export function getOutcomeWord(outcome: ServiceOutcome, t: Translate): string {
  switch (outcome) {
    case "full":
      return t("Not blocked");
    case "part":
      return t("Blocked in part");
    case "none":
      return t("Denied");
    case "conditional":
      return t("Depends on the request");
    case "unknown":
      return t("Cannot be told");
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import type { Locator, Page } from "playwright-core";

/** A tree row as it is drawn. */
export interface TreeRow {
  readonly index: number;
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly isExpanded: boolean | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** A row by its label, or by the labels on the way to it: `["Root", "Production"]`. */
export type RowPath = string | readonly string[];

export function toWay(row: RowPath): readonly string[] {
  return typeof row === "string" ? [row] : row;
}

export function tellWay(row: RowPath): string {
  return toWay(row).join(" › ");
}

/** Rows in sight in a view, from the top; one is in sight where a mouse could meet its middle. */
export async function readRows(view: Locator): Promise<readonly TreeRow[]> {
  const rows = await view.locator(".monaco-list-row:visible").evaluateAll((nodes) => {
    const inSight = nodes.filter((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      const list = node.closest(".monaco-list")?.getBoundingClientRect();
      return list && (top + bottom) / 2 > list.top && (top + bottom) / 2 < list.bottom;
    });
    return inSight.map((node) => ({
      index: Number(node.getAttribute("data-index")),
      level: Number(node.getAttribute("aria-level")),
      label: node.querySelector(".label-name")?.textContent ?? "",
      description: node.querySelector(".label-description")?.textContent ?? "",
      isExpanded: { true: true, false: false }[node.getAttribute("aria-expanded") ?? ""],
      spoken: node.getAttribute("aria-label") ?? "",
    }));
  });
  return sortRows(rows);
}

function sortRows(rows: readonly TreeRow[]): readonly TreeRow[] {
  return [...rows].sort((one, other) => one.index - other.index);
}

/** The row now at the end of a way, scrolled into sight where need be; `undefined` when the tree has none. */
export async function locateRow(page: Page, view: Locator, way: readonly string[]): Promise<Locator | undefined> {
  const inSight = findRow(await readRows(view), way);
  if (inSight) return toLocator(page, view, inSight);
  const all = new Map<number, TreeRow>();
  for await (const rows of scroll(page, view)) {
    for (const row of rows) all.set(row.index, row);
    const found = findRow(sortRows([...all.values()]), way);
    if (!found) continue;
    const locator = toLocator(page, view, found);
    if (await locator.isVisible()) return locator;
  }
  return undefined;
}

/** Milliseconds a busy window takes to draw rows that were scrolled to. */
const DRAWN_WITHIN = 600;

/** Waits until a view's rows have been the same for a moment and none is said to be under way, or for ten seconds. */
export async function waitForRest(page: Page, view: Locator): Promise<void> {
  let before: string | undefined;
  for (let tries = 0; tries < 25; tries++) {
    const now = (await readRows(view)).map(({ label }) => label).join("\n");
    if (now === before && !now.includes("Loading…")) return;
    before = now;
    await page.waitForTimeout(400);
  }
}

/** Whether nothing that comes or goes above it moves a row from under the mouse. */
export async function standsStill(row: Locator): Promise<boolean> {
  const look = async () => (await row.boundingBox({ timeout: 500 }).catch(() => null))?.y;
  const before = await look();
  await row.page().waitForTimeout(60);
  return before !== undefined && before === (await look());
}

/** Rows of a view page by page, from the top: a tree draws only those in sight, and a busy window late. */
async function* scroll(page: Page, view: Locator): AsyncGenerator<readonly TreeRow[]> {
  const box = await view
    .locator(".monaco-list:visible")
    .first()
    .boundingBox({ timeout: 500 })
    .catch(() => null);
  if (!box) return;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  /** Rows after a turn of the wheel; nothing once there are no others that way. */
  const turn = async (pixels: number, before: readonly TreeRow[]): Promise<readonly TreeRow[] | undefined> => {
    await page.mouse.wheel(0, pixels);
    for (const until = Date.now() + DRAWN_WITHIN; Date.now() < until; await page.waitForTimeout(40)) {
      const rows = await readRows(view);
      if (toIndexes(rows) !== toIndexes(before)) return rows;
    }
    return undefined;
  };
  let rows: readonly TreeRow[] | undefined = await readRows(view);
  while (rows?.[0] && rows[0].index > 0) rows = await turn(-1_000_000, rows);
  while (rows) {
    yield rows;
    rows = await turn(Math.max(22, box.height - 44), rows);
  }
}

function toIndexes(rows: readonly TreeRow[]): string {
  return rows.map(({ index }) => index).join();
}

/** A row by place and label both, so that it is not mistaken once rows have come or gone above it. */
function toLocator(page: Page, view: Locator, { index, label }: TreeRow): Locator {
  const exactly = new RegExp(`^${label.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
  const name = page.locator(".label-name", { hasText: exactly });
  return view.locator(`.monaco-list-row[data-index="${index}"]`).filter({ has: name });
}

/** Each step of a way lies below the step before; the first may lie anywhere. */
function findRow(rows: readonly TreeRow[], [label, ...rest]: readonly string[]): TreeRow | undefined {
  for (const [at, row] of rows.entries()) {
    if (row.label !== label) continue;
    if (rest.length === 0) return row;
    const end = rows.findIndex((other, index) => index > at && other.level <= row.level);
    const found = findRow(rows.slice(at + 1, end < 0 ? undefined : end), rest);
    if (found) return found;
  }
  return undefined;
}

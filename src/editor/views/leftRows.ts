import { Emitter, type Event } from "../../terms/event";
import type { CommandId } from "../contributions";

/** What a click on a row of one view runs, to tell of it. */
export interface RowClicks {
  /** Without arguments: VS Code forgets those of a row that is being drawn anew, and says that there is no such command. */
  readonly command: CommandId;
  readonly left: LeftRows;
}

/**
 * Rows that their view goes on showing as selected while something else is what commands are about. VS Code tells of no
 * other selection when one is clicked again: only what the row itself runs tells.
 */
export class LeftRows {
  #ids: ReadonlySet<string> = new Set();
  readonly #changed = new Emitter<readonly string[]>();

  /** The ids of rows that are left now, or are not any more. */
  readonly onDidChange: Event<readonly string[]> = this.#changed.event;

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  set(ids: readonly string[]): void {
    const before = this.#ids;
    this.#ids = new Set(ids);
    const others = [...before].filter((id) => !this.#ids.has(id)).concat(ids.filter((id) => !before.has(id)));
    if (others.length > 0) this.#changed.fire(others);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

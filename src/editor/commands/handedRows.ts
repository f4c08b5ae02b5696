/**
 * What Enter means in a quick pick whose rows are replaced while somebody types. VS Code tells which row it was by its
 * place alone, among the rows that were drawn then: these may be older ones than those handed over last. Pure.
 */
interface Handed<T> {
  /** What was typed when they were found. */
  readonly query: string;
  readonly rows: readonly T[];
  /** How many are drawn: one where it is said that nothing was found. */
  readonly drawn: number;
}

/** A place that the newest rows do not have. */
export const BEYOND = -1;

/** `unsure`: whatever is taken may be another row than the one that was seen. */
export type Meant<T> = T | "unsure" | undefined;

export class HandedRows<T extends { readonly id: string }> {
  /** All that may be drawn now, the newest last. */
  #possible: readonly [...Handed<T>[], Handed<T>] = [{ query: "", rows: [], drawn: 0 }];

  get newest(): Handed<T> {
    return this.#possible.at(-1) ?? this.#possible[0];
  }

  /** Whether it is known which rows are drawn. */
  get isSettled(): boolean {
    return this.#possible.length === 1;
  }

  /** Answers with what to call once these rows are drawn for sure. */
  hand(query: string, rows: readonly T[], drawn: number): () => void {
    const handed = { query, rows, drawn };
    this.#possible = [...this.#possible, handed];
    return () => {
      const at = this.#possible.findIndex((one) => one.rows === rows);
      if (at > 0) this.#possible = [...this.#possible.slice(at, -1), this.newest];
    };
  }

  /** The newest rows are also those of what is typed now. */
  keep(query: string): void {
    this.#possible = [...this.#possible.slice(0, -1), { ...this.newest, query }];
  }

  /** The row at a place, if it is the same in all that may be drawn. */
  at(place: number): T | undefined {
    const meant = agree(this.#possible.map(({ rows }) => rows[place] ?? "unsure"));
    return meant === "unsure" ? undefined : meant;
  }

  /**
   * What Enter means at a place; `undefined`: where none is marked, as while rows are being drawn. `best` is what is found
   * first for what is typed: it is meant where no row was gone to among those of what was typed before, and where there
   * was none. Only a place that was gone to by hand is another one than the first.
   */
  choose(place: number | undefined, query: string, best: T | undefined): Meant<T> {
    if (place === BEYOND) return "unsure";
    const possible = this.#possible.filter(({ drawn }) => place === undefined || place < drawn);
    if (possible.length === 0) return "unsure";
    return agree(
      possible.map((handed): Meant<T> => {
        const at = place ?? 0;
        if (handed.rows.length === 0) return best;
        if (handed.query === query) return handed.rows[at] ?? "unsure";
        // Its rows are drawn in another order meanwhile: those whose names match what is typed come first.
        return at === 0 ? best : (handed.rows[at] ?? "unsure");
      }),
    );
  }
}

function agree<T extends { readonly id: string }>(all: readonly Meant<T>[]): Meant<T> {
  const [first, ...others] = all;
  const getId = (meant: Meant<T>) => (typeof meant === "object" ? meant.id : meant);
  return others.every((other) => getId(other) === getId(first)) ? first : "unsure";
}

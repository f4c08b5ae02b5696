import { getIdKind, type IdKind } from "../../terms/ids";
import { groupBy } from "./indexes";

export interface PseudonymOptions {
  /** Ids that get the lowest numbers, in this order; others get theirs as they are met. */
  readonly ids: readonly string[];
  /** What stands for names, wherever they are met. */
  readonly words: ReadonlyMap<string, string>;
  /** In lower case; replaced in any case, inside words too. */
  readonly companyWords: readonly string[];
}

/** Account ids are met inside names of buckets too; any other id stands alone. */
const IDS =
  /(?<!\d)\d{12}(?!\d)|(?<![\w-])(?:o-[a-z0-9]{10,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|[rh]-[0-9a-z]{4,32}|p-[0-9a-zA-Z_]{8,128})(?![\w-])/g;
const EMAILS = /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g;

/** One other id, e-mail or word for each, always the same. */
export class Pseudonyms {
  readonly #ids = new Map<string, string>();
  readonly #emails = new Map<string, string>();
  readonly #counts = new Map<IdKind, number>();
  readonly #words: ReadonlyMap<string, string>;
  /** Names by the first word in them: an organization has thousands, a text few. */
  readonly #byFirstWord: ReadonlyMap<string, readonly string[]>;
  readonly #companyPattern: RegExp | undefined;

  constructor({ ids, words, companyWords }: PseudonymOptions) {
    this.#words = words;
    this.#byFirstWord = groupBy([...words.keys()], (name) => getWords(name)[0] ?? "");
    this.#companyPattern = toPattern(companyWords, (choice) => `(?:${choice})(?!:)`, "gi");
    for (const id of ids) this.#getId(id);
  }

  replaceIds(text: string): string {
    return text.replaceAll(IDS, (id) => this.#replaceId(id));
  }

  replaceAll(text: string): string {
    let replaced = text.replaceAll(EMAILS, (email) => this.#getEmail(email));
    replaced = this.replaceIds(replaced);
    replaced = this.#replaceNames(replaced);
    return this.#companyPattern ? replaced.replaceAll(this.#companyPattern, "example") : replaced;
  }

  #replaceNames(text: string): string {
    const words = new Set(getWords(text));
    const names = [...words]
      .flatMap((word) => this.#byFirstWord.get(word) ?? [])
      .filter((name) => words.has(getWords(name).at(-1) ?? "") && text.includes(name));
    const pattern = toPattern(names, (choice) => `(?<![\\w@.-])(?:${choice})(?![\\w:-])`, "g");
    return pattern ? text.replaceAll(pattern, (name) => this.#words.get(name) ?? name) : text;
  }

  /** Roots, policies and handshakes have ids that other words look like: only known ones are meant. */
  #replaceId(id: string): string {
    const kind = getIdKind(id);
    const isSure = kind === "account" || kind === "organization" || kind === "organizationalUnit";
    return isSure ? this.#getId(id) : (this.#ids.get(id) ?? id);
  }

  #getId(id: string): string {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    const made = this.#make(id);
    this.#ids.set(id, made);
    return made;
  }

  #make(id: string): string {
    const kind = getIdKind(id);
    if (!kind) return id;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    switch (kind) {
      case "account":
        return String(100_000_000_000 + count);
      case "organization":
        return `o-example${pad(count, 4)}`;
      case "root":
        return `r-ex${pad(count, 2)}`;
      case "organizationalUnit":
        return `ou-${this.#getId(`r-${id.split("-")[1] ?? ""}`).slice("r-".length)}-${pad(count, 8)}`;
      case "policy":
        return `p-${pad(count, 8)}`;
      case "handshake":
        return `h-${pad(count, 8)}`;
    }
  }

  #getEmail(email: string): string {
    const key = email.toLowerCase();
    const made = this.#emails.get(key) ?? `person${this.#emails.size + 1}@example.com`;
    this.#emails.set(key, made);
    return made;
  }
}

function getWords(text: string): readonly string[] {
  return text.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}

function pad(count: number, width: number): string {
  return String(count).padStart(width, "0");
}

/** Longer words first, so that `Team A Dev` is not taken for `Team A`. */
function toPattern(words: readonly string[], wrap: (choice: string) => string, flags: string): RegExp | undefined {
  if (words.length === 0) return undefined;
  const escaped = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(wrap(escaped.join("|")), flags);
}

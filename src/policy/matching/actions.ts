import { hasWildcard, matchesGlob } from "../glob";

/** An action in lower case, whole and in its two halves: `s3` and `getobject`. */
export interface ActionName {
  readonly full: string;
  readonly service: string;
  readonly name: string;
}

/** `s3:GetObject` → its halves; `undefined` for what is no action. */
export function parseAction(action: string): ActionName | undefined {
  const colon = action.indexOf(":");
  if (colon <= 0 || colon === action.length - 1 || hasWildcard(action)) return undefined;
  const full = action.toLowerCase();
  return { full, service: full.slice(0, colon), name: full.slice(colon + 1) };
}

interface NamePatterns {
  readonly exact: Set<string>;
  readonly wild: string[];
}

/** The actions that a list of patterns names, case aside. Sorted by service, so that a look-up meets few of them. */
export class ActionSet {
  readonly #byService = new Map<string, NamePatterns>();
  /** Patterns whose service is a pattern too. */
  readonly #general: (readonly [service: string, name: string])[] = [];
  readonly #isEverything: boolean;

  constructor(patterns: readonly string[]) {
    this.#isEverything = patterns.includes("*");
    for (const pattern of patterns) if (pattern !== "*") this.#add(pattern.toLowerCase());
  }

  has({ service, name }: ActionName): boolean {
    if (this.#isEverything) return true;
    const names = this.#byService.get(service);
    if (names?.exact.has(name) || names?.wild.some((pattern) => matchesGlob(pattern, name))) return true;
    return this.#general.some((pattern) => matchesGlob(pattern[0], service) && matchesGlob(pattern[1], name));
  }

  #add(pattern: string): void {
    const colon = pattern.indexOf(":");
    const service = pattern.slice(0, colon);
    const name = pattern.slice(colon + 1);
    if (hasWildcard(service)) {
      this.#general.push([service, name]);
      return;
    }
    const names = this.#byService.get(service) ?? { exact: new Set(), wild: [] };
    this.#byService.set(service, names);
    if (hasWildcard(name)) names.wild.push(name);
    else names.exact.add(name);
  }
}

/** OUs and policies have names of up to 128 characters (Organizations API Reference). */
const MAX_STEM = 110;

/** A name that none of them bears, for something that makes room for another. */
export function getFreeName(name: string, others: readonly { readonly name: string }[]): string {
  const taken = new Set(others.map((other) => other.name));
  for (let count = 1; ; count++) {
    const free = `${name.slice(0, MAX_STEM)} (earlier${count > 1 ? ` ${count}` : ""})`;
    if (!taken.has(free)) return free;
  }
}

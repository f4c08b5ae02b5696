/** What an id of AWS Organizations names. */
export type IdKind = "organization" | "root" | "organizationalUnit" | "account" | "policy" | "handshake";

/**
 * The documented shapes (Organizations API Reference, pattern of each member). The service model's own
 * patterns for parents, children and targets have unbalanced alternations, so unions are built here.
 */
const PATTERNS: readonly (readonly [IdKind, RegExp])[] = [
  ["account", /^\d{12}$/],
  ["organizationalUnit", /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/],
  ["root", /^r-[0-9a-z]{4,32}$/],
  ["policy", /^p-[0-9a-zA-Z_]{8,128}$/],
  ["organization", /^o-[a-z0-9]{10,32}$/],
  ["handshake", /^h-[0-9a-z]{8,32}$/],
];

/** Tells what an id names by its shape alone: `ou-a1b2-11112222` → `organizationalUnit`. */
export function getIdKind(id: string): IdKind | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(id))?.[0];
}

export type TargetKind = "root" | "organizationalUnit" | "account";

/** What a policy can be attached to, by the shape of its id. */
export function getTargetKind(id: string): TargetKind | undefined {
  const kind = getIdKind(id);
  return kind === "root" || kind === "organizationalUnit" || kind === "account" ? kind : undefined;
}

/**
 * The account id that a text probably was: `1111-2222-3333` with its dashes gone, `12345678901` with the zero back that
 * a spreadsheet took for nothing.
 */
export function guessAccountId(text: string): string | undefined {
  const digits = text.replace(/[-\s]/g, "");
  return /^\d{11,12}$/.test(digits) ? digits.padStart(12, "0") : undefined;
}

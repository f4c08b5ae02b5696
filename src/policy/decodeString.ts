/** What a string says that stands in a text, quotes included; `undefined` for what JSON takes for no string. */
export function decodeString(written: string): string | undefined {
  if (!written.startsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `Nov 24, 2026, 11:00 GMT+1`: for documents, whose readers may live elsewhere. Local time unless `timeZone` says another. */
export function formatMoment(iso: string, language: string, timeZone?: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleString(language, {
    ...({ year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const),
    ...({ hourCycle: "h23", timeZoneName: "short" } as const),
    ...(timeZone !== undefined && { timeZone }),
  });
}

import type { Translate } from "../../terms/translate";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 minutes ago`, of a time in ISO 8601; `now` in milliseconds since 1970. */
export function getAgeText(takenAt: string, now: number, t: Translate): string {
  const age = now - Date.parse(takenAt);
  if (Number.isNaN(age)) return takenAt;
  if (age < MINUTE) return t("less than a minute ago");
  if (age < 2 * MINUTE) return t("a minute ago");
  if (age < HOUR) return t("{0} minutes ago", Math.floor(age / MINUTE));
  if (age < 2 * HOUR) return t("an hour ago");
  if (age < DAY) return t("{0} hours ago", Math.floor(age / HOUR));
  if (age < 2 * DAY) return t("a day ago");
  return t("{0} days ago", Math.floor(age / DAY));
}

const ISO_DATE = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2}))?)?$/i;

/**
 * A moment in seconds since 1970, of a date in the W3C's profile of ISO 8601 or in epoch seconds (IAM User Guide,
 * Date condition operators). `undefined` for anything else, such as a time without a zone, or four digits alone,
 * which could be a year or epoch seconds.
 */
export function parseDate(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return Number(text);
  const match = ISO_DATE.exec(text);
  if (!match) return undefined;
  const [, year, month, day = "1", hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) {
    return undefined;
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const days = countDays(Number(year), Number(month), Number(day));
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(`0.${fraction}`);
  return days * 86_400 + time - getOffset(zone);
}

/** Seconds east of Greenwich. */
function getOffset(zone: string): number {
  if (zone.toUpperCase() === "Z") return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith("-") ? -seconds : seconds;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01, in the Gregorian calendar. */
function countDays(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leapDays + day - 1;
  for (let earlier = 1; earlier < month; earlier++) days += daysIn(year, earlier);
  return days - DAYS_BEFORE_1970;
}

const DAYS_BEFORE_1970 = 719_162;

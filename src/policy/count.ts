/** A number as English texts have it: `21,263`. */
export function toCount(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 action`, `21,263 actions`. */
export function countActions(count: number): string {
  return count === 1 ? "1 action" : `${toCount(count)} actions`;
}

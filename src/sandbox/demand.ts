/** For look-ups that cannot miss: an index that points nowhere is a defect of the sandbox. */
export function demand<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("An index points nowhere.");
  return value;
}

import type { Fault } from "./types";

/** The faults still to strike. */
export class Faults {
  #rules: { readonly fault: Fault; left: number }[] = [];

  constructor(faults: readonly Fault[] = []) {
    this.set(faults);
  }

  set(faults: readonly Fault[]): void {
    this.#rules = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  /** The effect on this request; counts it as struck. */
  take(operation: string, readInput: () => object): Fault["effect"] | undefined {
    const rule = this.#rules.find(
      ({ fault, left }) =>
        left > 0 && (fault.operation ?? operation) === operation && hasMembers(readInput, fault.input),
    );
    if (!rule) return undefined;
    rule.left--;
    return rule.fault.effect;
  }
}

/** The input is read where a rule asks for it: what is no JSON is refused later, in AWS's words. */
function hasMembers(readInput: () => object, wanted: Fault["input"]): boolean {
  if (!wanted) return true;
  const input: Readonly<Record<string, unknown>> = { ...readInput() };
  return Object.entries(wanted).every(([member, value]) => input[member] === value);
}

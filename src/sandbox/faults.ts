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
  take(operation: string): Fault["effect"] | undefined {
    const rule = this.#rules.find(({ fault, left }) => left > 0 && (fault.operation ?? operation) === operation);
    if (!rule) return undefined;
    rule.left--;
    return rule.fault.effect;
  }
}

/** Something that must stay fast. */
export interface Benchmark {
  readonly name: string;
  /** Makes what is needed; what it answers is run many times and timed. */
  prepare(): (() => unknown) | Promise<() => unknown>;
}

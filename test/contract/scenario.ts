/**
 * What a client may rely on, and the AWS documentation page that says so. Where moto answers something else, `moto`
 * lists what it was seen to answer (5.1.1, Debian's, and 5.2.1), so that the list stays true.
 */
import type { Fixture } from "./fixture";

export interface Scenario {
  readonly name: string;
  /** API Reference unless it says otherwise. */
  readonly page: string;
  readonly act: (fixture: Fixture) => Promise<unknown>;
  /** What AWS documents. */
  readonly answer: unknown;
  /** What moto answers instead, by its versions. */
  readonly moto?: Readonly<Record<string, unknown>>;
}

/** moto lacks the operation, and says so in HTML. */
export const MISSING = { "5.1.1, 5.2.1": "SyntaxError" };
/** moto 5.1 answers some errors in XML, which a JSON client cannot read. */
export const XML = { "5.1.1": "SyntaxError" };

export function getNames(list: readonly { readonly Name: string }[]): readonly string[] {
  return list.map(({ Name }) => Name).sort();
}

import type { PartlyKnown, RequestContext } from "./context";
import type { Need, Truth } from "./truth";

/** Whether a value of the request is like any of the values that the policy lists. Negation comes on top. */
export interface Comparison {
  test(value: string, context: RequestContext): Truth;
  /** The same for a value that is not known but for some of it; `need` would tell the rest. */
  testPartly(value: PartlyKnown, need: Need, context: RequestContext): Truth;
}

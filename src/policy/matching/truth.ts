/** What has to be known before a match can be told. */
export type Need =
  /** A condition key of the request, with the test that waits for it. */
  | { readonly kind: "key"; readonly key: string; readonly operator?: string; readonly values?: readonly string[] }
  /** The resource of the request, with the patterns that wait for it. */
  | { readonly kind: "resource"; readonly patterns: readonly string[] }
  /** Nothing in the request could tell: the policy asks for what is not documented, or not known here. */
  | { readonly kind: "undecidable"; readonly reason: string };

/** Neither true nor false with what is known. */
export interface Open {
  readonly needs: readonly Need[];
}

/** Kleene's three values; the third says what it waits for. */
export type Truth = boolean | Open;

export function isOpen(truth: Truth): truth is Open {
  return typeof truth === "object";
}

export function open(need: Need): Open {
  return { needs: [need] };
}

export function undecidable(reason: string): Open {
  return open({ kind: "undecidable", reason });
}

export function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

export function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  return { needs: [...left.needs, ...right.needs] };
}

export function or(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  if (left === false) return right;
  if (right === false) return left;
  return { needs: [...left.needs, ...right.needs] };
}

/** Whether the same holds in both of two possible cases; `need` would tell which of them is the case. */
export function either(left: Truth, right: Truth, need: Need): Truth {
  if (left === right) return left;
  const needs = [left, right].flatMap((truth) => (isOpen(truth) ? truth.needs : []));
  return { needs: needs.length > 0 ? needs : [need] };
}

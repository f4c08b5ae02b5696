/** Answers each key once; for a rule that meets the same entry in many statements. Lives as long as its caller. */
export function memoize<V>(compute: (key: string) => V): (key: string) => V {
  const answers = new Map<string, V>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as V;
    const answer = compute(key);
    answers.set(key, answer);
    return answer;
  };
}

/**
 * Answers each object once, whatever else it is asked with, and keeps the answer on the object, unseen. A WeakMap would
 * do but for its cost: quick collections keep all that one holds alive, and copy the documents of the last key presses.
 */
export function computeOnce<K extends object, A extends readonly unknown[], V>(
  compute: (key: K, ...others: A) => V,
): (key: K, ...others: A) => V {
  const slot = Symbol("computed");
  return (key, ...others) => {
    const known = (key as { readonly [slot]?: { readonly value: V } })[slot];
    if (known) return known.value;
    const value = compute(key, ...others);
    Object.defineProperty(key, slot, { value: { value } });
    return value;
  };
}

import type { Gap } from "../model";

/**
 * The first gap of one of these operations that concerns everything, or one of the `resources`. The resource of a gap is
 * an id, an ARN, a policy type or several of them (`ou-a1b2-11112222/TAG_POLICY`); a gap without one concerns everything.
 */
export function findGap(
  gaps: readonly Gap[] | undefined,
  operations: readonly string[],
  ...resources: readonly string[]
): Gap | undefined {
  return gaps?.find(
    (gap) =>
      operations.includes(gap.operation) &&
      (gap.resource === undefined || gap.resource.split(/[^\w-]+/).some((word) => resources.includes(word))),
  );
}

/** The first gap of one of these operations, whatever it concerns. */
export function findAnyGap(gaps: readonly Gap[] | undefined, operations: readonly string[]): Gap | undefined {
  return gaps?.find((gap) => operations.includes(gap.operation));
}

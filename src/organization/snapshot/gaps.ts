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

/** As `findGap` of one operation, for whoever asks about each OU: an early snapshot has thousands of gaps. */
export function indexGaps(
  gaps: readonly Gap[] = [],
): (operation: string, ...resources: readonly string[]) => Gap | undefined {
  const byWord = new Map<string, Gap>();
  for (const gap of gaps) {
    const words = gap.resource === undefined ? [""] : gap.resource.split(/[^\w-]+/).filter(Boolean);
    for (const word of words) byWord.set(`${gap.operation} ${word}`, gap);
  }
  return (operation, ...resources) => {
    for (const word of ["", ...resources]) {
      const gap = byWord.get(`${operation} ${word}`);
      if (gap) return gap;
    }
    return undefined;
  };
}

/** The first gap of one of these operations, whatever it concerns. */
export function findAnyGap(gaps: readonly Gap[] | undefined, operations: readonly string[]): Gap | undefined {
  return gaps?.find((gap) => operations.includes(gap.operation));
}

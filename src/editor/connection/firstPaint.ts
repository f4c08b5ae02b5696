/** Milliseconds. */
const FIRST_PAINT = 150;

/**
 * Resolves when the rows of what was restored have likely been drawn. What loads in the same moment comes before them:
 * VS Code sends an answer first when the process is at rest.
 */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, FIRST_PAINT));
}

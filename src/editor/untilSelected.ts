/**
 * VS Code tells of a selected row as of none while the tree is being read anew, and tells nothing more once it is there.
 * No VS Code here.
 */

/** Milliseconds between two looks, and how many there are. */
const PAUSE = 150;
const LOOKS = 40;

/** Calls `tell` once `view` has something selected after all; answers what stops looking. */
export function untilSelected(view: { readonly selection: readonly unknown[] }, tell: () => void): () => void {
  let looks = 0;
  const timer = setInterval(() => {
    if (++looks >= LOOKS || view.selection.length > 0) clearInterval(timer);
    if (view.selection.length > 0) tell();
  }, PAUSE);
  return () => clearInterval(timer);
}

import type { OrganizationContents } from "../../organization/model";
import { Hierarchy, type PolicyCompiler } from "../hierarchy";
import type { Places } from "../places";
import { AccessMatrix } from "./matrix";
import type { ActionUniverse } from "./universe";
import type { Viewpoint } from "./viewpoint";
import { Workshop } from "./workshop";

/**
 * Judges all actions of all accounts at once. What organizations have in common (policies by their text, levels by
 * their policies, accounts by their levels) is worked out once and kept, so that after an edit only what it touches is
 * worked out again.
 */
export interface AccessEngine {
  readonly universe: ActionUniverse;
  readonly viewpoint: Viewpoint;
  judge(contents: OrganizationContents): AccessMatrix;
  /** The organization of another engine's answer; how it is built need not be worked out again. */
  judgeAgain(matrix: AccessMatrix): AccessMatrix;
}

export function createAccessEngine(universe: ActionUniverse, viewpoint: Viewpoint = {}): AccessEngine {
  const workshop = new Workshop(universe);
  const compile: PolicyCompiler = (text, type) => workshop.compile(text, type);
  /** Of the organization that was judged last; an edit of a policy leaves them as they are. */
  let places: Places | undefined;
  const judge = (contents: OrganizationContents, createHierarchy: () => Hierarchy) => {
    workshop.begin(contents.organization.id);
    const hierarchy = createHierarchy();
    places = hierarchy.places;
    return new AccessMatrix({ contents, hierarchy, universe, viewpoint, workshop });
  };
  return {
    universe,
    viewpoint,
    judge: (contents) => judge(contents, () => new Hierarchy(contents, compile, places)),
    judgeAgain: ({ contents, hierarchy }) => judge(contents, () => hierarchy),
  };
}

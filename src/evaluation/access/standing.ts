import { parseAction } from "../../policy/matching/actions";
import { type Exemption, findRcpExemption, findScpExemption } from "../exemptions";
import type { Membership } from "../places";
import { addRange, type Bits, createBits, isEmpty, keepOnly, type ReadonlyBits, unite } from "./bits";
import type { ActionUniverse } from "./universe";
import { type AccountView, RESOURCES } from "./viewpoint";

/** The actions that policies of a type do not reach. */
export interface Reach {
  /** Actions that the policies are not asked about. */
  readonly exempt: ReadonlyBits;
  /** Actions that are exempt if a key of the request says so. */
  readonly perhapsExempt: ReadonlyBits;
}

/** What policies do not reach in the accounts of one standing to the organization: they have it in common. */
export interface Standing {
  readonly scps: Reach;
  readonly rcps: Reach;
  /** The actions that neither are asked about. */
  readonly notSubject: ReadonlyBits;
}

/** `unrestricted`: actions that SCPs restrict for nobody, which levels leave out. */
export function createStanding(
  universe: ActionUniverse,
  membership: Membership,
  view: AccountView,
  unrestricted: ReadonlyBits,
): Standing {
  const scps = findScpReach(universe, membership, view);
  const rcps = findRcpReach(universe, membership, view);
  const notSubject = universe.everything.slice();
  keepOnly(notSubject, unite([scps.exempt, unrestricted], universe.nothing));
  keepOnly(notSubject, rcps.exempt);
  return { scps, rcps, notSubject: isEmpty(notSubject) ? universe.nothing : notSubject };
}

function findScpReach(universe: ActionUniverse, membership: Membership, { principal, context }: AccountView): Reach {
  const exemption = findScpExemption({ full: "", service: "", name: "" }, principal, membership, context);
  const builder = new ReachBuilder(universe);
  builder.add(0, universe.size, exemption);
  return builder.build();
}

function findRcpReach(universe: ActionUniverse, membership: Membership, { principal, context }: AccountView): Reach {
  const builder = new ReachBuilder(universe);
  const add = (start: number, end: number) => {
    const action = parseAction(universe.names[start] ?? "");
    const [resource] = RESOURCES;
    if (action) builder.add(start, end, findRcpExemption(action, resource, principal, membership, context));
  };
  for (const { prefix, start, end } of universe.services) {
    // Only these have actions with exemptions of their own.
    if (prefix !== "kms" && prefix !== "sts") add(start, end);
    else for (let at = start; at < end; at++) add(at, at + 1);
  }
  return builder.build();
}

class ReachBuilder {
  readonly #exempt: Bits;
  readonly #perhapsExempt: Bits;
  readonly #none: ReadonlyBits;

  constructor({ size, nothing }: ActionUniverse) {
    this.#exempt = createBits(size);
    this.#perhapsExempt = createBits(size);
    this.#none = nothing;
  }

  add(start: number, end: number, exemption: Exemption | undefined): void {
    if (exemption) addRange(exemption.key === undefined ? this.#exempt : this.#perhapsExempt, start, end);
  }

  build(): Reach {
    const share = (bits: Bits) => (isEmpty(bits) ? this.#none : bits);
    return { exempt: share(this.#exempt), perhapsExempt: share(this.#perhapsExempt) };
  }
}

import type { Step, StepKind, StepOf } from "../step";
import * as accounts from "./accounts";
import * as attachments from "./attachments";
import * as handshakes from "./handshakes";
import type { Operation } from "./operation";
import * as organization from "./organization";
import * as policies from "./policies";
import * as policyTypes from "./policyTypes";
import * as services from "./services";
import * as structure from "./structure";
import * as tags from "./tags";

const OPERATIONS: { readonly [K in StepKind]: Operation<StepOf<K>> } = {
  ...policies,
  ...attachments,
  ...policyTypes,
  ...structure,
  ...accounts,
  ...handshakes,
  ...tags,
  ...services,
  ...organization,
};

/** How steps of this kind are looked at, sent, followed and taken back. */
export function getOperation(step: Step): Operation<Step> {
  return OPERATIONS[step.kind];
}

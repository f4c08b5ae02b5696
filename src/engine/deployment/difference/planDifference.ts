/** What was changed in a copy of an organization, as steps that change the original likewise. */
import { orderAttachments } from "../../../changes/orderSteps";
import type { PlannedStep } from "../../../changes/plan";
import type { OrganizationContents } from "../../../organization/model";
import { matchCreated } from "./matchCreated";
import { createPolicies, deletePolicies, findAttachments, splitAttachments, updatePolicies } from "./policies";
import { changeResourcePolicy, changeServices, changeTags, disableTypes, enableTypes } from "./services";
import { StepWriter } from "./stepWriter";
import {
  createAccounts,
  createUnits,
  deleteUnits,
  isClosing,
  leaveAccounts,
  moveAccounts,
  renameUnits,
  updateAccounts,
} from "./structure";

/** What no step can do. */
export interface LeftOut {
  readonly what: "invitation" | "accountState" | "delegatedAdministrator";
  /** Of the handshake or the account. */
  readonly id: string;
}

export interface PlannedDifference {
  readonly steps: readonly PlannedStep[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Steps from `from` to `to`, in an order that never opens what both ends close: types and policies are there before
 * they are attached, what is new is attached before accounts move and texts change, and detaching, deleting and
 * switching off come last.
 * What a copy made anew under the name of something it deleted is taken for that thing.
 */
export function planDifference(from: OrganizationContents, to: OrganizationContents, asOf: string): PlannedDifference {
  const writer = new StepWriter(from, matchCreated(from, to));
  enableTypes(writer, to);
  changeServices(writer, from, to, true);
  renameUnits(writer, to);
  updatePolicies(writer, to, ["name", "description"]);
  createUnits(writer, to);
  createPolicies(writer, to);
  createAccounts(writer, to);
  updateAccounts(writer, to);
  changeTags(writer, to);
  const [attachments, detachments] = splitAttachments(
    orderAttachments(findAttachments(writer, to), writer.draft.getContents(), asOf),
  );
  for (const step of attachments) writer.put(step);
  moveAccounts(writer, to);
  updatePolicies(writer, to, ["content"]);
  for (const step of detachments) writer.put(step);
  leaveAccounts(writer, to);
  deleteUnits(writer, to);
  // That detaches what is left of a type, and nothing that is attached can be deleted.
  disableTypes(writer, to);
  deletePolicies(writer, to);
  changeServices(writer, from, to, false);
  changeResourcePolicy(writer, from, to);
  return { steps: writer.steps, leftOut: findLeftOut(from, to) };
}

function findLeftOut(from: OrganizationContents, to: OrganizationContents): readonly LeftOut[] {
  const states = new Map(from.accounts.map(({ id, state }) => [id, state]));
  const handshakes = new Map(from.handshakes?.map(({ id, state }) => [id, state]));
  const list = ({ delegatedServices = {} }: OrganizationContents, id: string) =>
    (delegatedServices[id] ?? [])
      .map(({ servicePrincipal }) => servicePrincipal)
      .sort()
      .join();
  const delegates = new Set([from, to].flatMap(({ delegatedServices = {} }) => Object.keys(delegatedServices)));
  return [
    ...(to.handshakes ?? []).flatMap(({ id, state }): LeftOut[] =>
      handshakes.get(id) === state ? [] : [{ what: "invitation", id }],
    ),
    ...to.accounts.flatMap(({ id, state, joinedMethod }): LeftOut[] => {
      const before = states.get(id);
      const isPlanned = before === undefined ? joinedMethod === "CREATED" : before === state || isClosing(state);
      return isPlanned ? [] : [{ what: "accountState", id }];
    }),
    ...[...delegates].flatMap((id): LeftOut[] =>
      list(from, id) === list(to, id) ? [] : [{ what: "delegatedAdministrator", id }],
    ),
  ];
}

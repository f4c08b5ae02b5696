/** From sets of bits to names and counts. */
import type { ReadonlyBits } from "../evaluation/access/bits";
import { intersect, isEmpty } from "../evaluation/access/bits";
import { listActions, summarize } from "../evaluation/access/summary";
import { ACCESS_LEVELS, type ActionUniverse } from "../evaluation/access/universe";
import type { Population } from "../evaluation/population";
import { type Transition, TRANSITION_KINDS } from "../evaluation/transition";
import type { Account } from "../organization/model";
import type { ChangedActions, NamedAccount, NamedPopulation, ServiceActions } from "./answers";

export function listServices(universe: ActionUniverse, actions: ReadonlyBits): readonly ServiceActions[] {
  return summarize(universe, actions).map(({ prefix, name, count, total, levels }) => ({
    ...{ prefix, name, count, total },
    levels: ACCESS_LEVELS.filter((level) => levels[level] !== undefined).map((level) => ({
      level,
      actions: listActions(universe, intersect(actions, universe.byLevel[level]), prefix),
    })),
  }));
}

export function listChanges(universe: ActionUniverse, transition: Transition): readonly ChangedActions[] {
  return TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind])).map((kind) => ({
    kind,
    services: listServices(universe, transition[kind]),
  }));
}

export function namePopulation({ members, management, suspended, closed }: Population): NamedPopulation {
  return {
    members: members.map(toNamed),
    management: management.map(toNamed),
    suspended: suspended.map(toNamed),
    closed: closed.map(toNamed),
  };
}

export function toNamed({ id, name }: Pick<Account, "id" | "name">): NamedAccount {
  return { id, name };
}

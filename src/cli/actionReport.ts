import { countBits, isEmpty, type ReadonlyBits } from "../evaluation/access/bits";
import { listActions, type ServiceCount, summarize } from "../evaluation/access/summary";
import type { ActionUniverse } from "../evaluation/access/universe";
import type { Population } from "../evaluation/population";
import { type Transition, TRANSITION_KINDS, type TransitionKind } from "../evaluation/transition";
import { toOneLine } from "../terms/oneLine";

/** So many accounts are named on one line. */
const NAMED = 5;

const TITLES: Readonly<Record<TransitionKind, string>> = {
  newlyDenied: "newly denied",
  newlyAllowed: "no longer blocked",
  newlyConditional: "now conditional, was not blocked",
  nowPossible: "now conditional, was denied",
  otherConditions: "conditional as before, under other conditions",
  undecided: "cannot be decided, for want of what could not be read",
};

/** One block of lines for each kind of change that happens. */
export function formatTransition(universe: ActionUniverse, transition: Transition): string {
  return TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind]))
    .map((kind) => `  ${TITLES[kind]}: ${formatActions(universe, transition[kind])}`)
    .join("");
}

/** The kinds of change that happen, each with its actions by name. */
export function listTransition(universe: ActionUniverse, transition: Transition) {
  const kinds = TRANSITION_KINDS.filter((kind) => !isEmpty(transition[kind]));
  return Object.fromEntries(kinds.map((kind) => [kind, listActions(universe, transition[kind])]));
}

/** `3 actions`, then a line for each service, indented; services that are in it whole share a line. */
export function formatActions(universe: ActionUniverse, actions: ReadonlyBits): string {
  const services = summarize(universe, actions);
  const whole = services.filter((service) => service.count === service.total);
  const parts = services.filter((service) => service.count < service.total);
  const names = whole.map((service) => service.prefix).join(", ");
  const shared = whole.length > 0 ? `    all of ${names}\n` : "";
  return `${count(countBits(actions), "action")}\n${shared}${parts.map(formatService).join("")}`;
}

/** `    ec2: 3 of 776 (Write 2, List 1)` */
function formatService({ prefix, count: found, total, levels }: ServiceCount): string {
  const listed = Object.entries(levels).map(([level, number]) => `${level} ${number}`);
  return `    ${prefix}: ${found} of ${total} (${listed.join(", ")})\n`;
}

/** `2 accounts: Web Services (111111111111), Logging (222222222222); 1 suspended` */
export function formatPopulation({ members, management, suspended, closed }: Population): string {
  const all = [...members, ...suspended, ...closed];
  const named = all.slice(0, NAMED).map(({ id, name }) => toOneLine(`${name} (${id})`));
  const rest = all.length - named.length;
  const apart = [
    ...(suspended.length > 0 ? [`${suspended.length} suspended`] : []),
    ...(closed.length > 0 ? [`${closed.length} closed`] : []),
    ...(management.length > 0 ? ["the management account"] : []),
  ];
  const names = [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  const among = apart.length > 0 ? `; among them ${apart.join(", ")}` : "";
  return `${count(all.length + management.length, "account")}${names === "" ? "" : `: ${names}`}${among}`;
}

/** Ids by group. */
export function listPopulation(population: Population) {
  return Object.fromEntries(Object.entries(population).map(([group, accounts]) => [group, accounts.map(getId)]));
}

function getId({ id }: { readonly id: string }): string {
  return id;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

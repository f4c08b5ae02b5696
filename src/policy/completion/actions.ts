import { supportsResourceControl } from "../../terms/rcpServices";
import type { ActionFacts, Catalogue, Service } from "../catalogue";
import { countActions } from "../count";
import { hasWildcard, matchesGlob } from "../glob";
import { describeAction, describeMatches, describeService } from "../hover/descriptions";
import type { Caret } from "./caret";
import { demoteListed, getOtherEntries } from "./listed";
import type { Suggestion } from "./suggestion";

/** At most so many wildcards of one word are offered for a service. */
const MAX_WILDCARDS = 12;
/** At most so many actions are offered for a search over all services, or for a wildcard that someone types. */
const MAX_FOUND = 50;
/** Shorter words would find half the catalogue. */
const MIN_SEARCH = 3;

/** Services before the colon; actions and wildcards after it. What the list has already comes last. */
export function suggestActions(
  text: string,
  caret: Caret,
  isResourceControl: boolean,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const typed = text.slice(caret.span.start, caret.offset);
  const listed = getOtherEntries(text, caret);
  const isReached = (prefix: string) => !isResourceControl || supportsResourceControl(prefix);
  const colon = typed.indexOf(":");
  if (colon < 0) {
    const found = searchActions(typed, catalogue).filter(({ name }) => isReached(name.slice(0, name.indexOf(":"))));
    const all = suggestServices(catalogue);
    const services = isResourceControl ? all.filter(({ label }) => isReached(label)) : [...all, EVERYTHING];
    return [
      // The editor would find the letters of an action's name scattered over the names of some service.
      ...(found.length > 0 ? services.filter(({ filterText = "" }) => isMeant(typed, filterText)) : services),
      ...demoteListed(found.slice(0, MAX_FOUND).map(toFound), listed, coverActions),
    ];
  }
  const service = catalogue.getService(typed.slice(0, colon));
  if (!service || !isReached(service.prefix)) return [];
  const suggestions = hasWildcard(typed.slice(colon))
    ? suggestMatches(typed, catalogue)
    : suggestOfService(service, catalogue);
  return demoteListed(suggestions, listed, coverActions);
}

const OF_SERVICE = new WeakMap<Service, readonly Suggestion[]>();

/** The same for every key press, and many hundreds for the largest services. */
function suggestOfService(service: Service, catalogue: Catalogue): readonly Suggestion[] {
  const known = OF_SERVICE.get(service);
  if (known) return known;
  const suggestions = [...suggestWildcards(service, catalogue), ...service.actions.map(toSuggestion)];
  OF_SERVICE.set(service, suggestions);
  return suggestions;
}

const SERVICES = new WeakMap<Catalogue, readonly Suggestion[]>();

const EVERYTHING: Suggestion = { label: "*", kind: "wildcard", detail: "every action of every service", rank: 0 };

/** Every service, the same for every key press too. */
function suggestServices(catalogue: Catalogue): readonly Suggestion[] {
  const known = SERVICES.get(catalogue);
  if (known) return known;
  const suggestions = catalogue.services.map(
    (service): Suggestion => ({
      label: service.prefix,
      text: `${service.prefix}:`,
      kind: "service",
      detail: `${service.name}, ${countActions(service.actionCount)}`,
      getDocumentation: () => describeService(service, catalogue.date),
      // “load balancer” finds elasticloadbalancing.
      filterText: `${service.prefix} ${service.name}`,
      continues: true,
      rank: 1,
    }),
  );
  SERVICES.set(catalogue, suggestions);
  return suggestions;
}

/** Whether the letters stand in the service's prefix, one after the other, or together in its name: `clodtr`, `loadbal`. */
function isMeant(typed: string, filterText: string): boolean {
  const [prefix = "", ...name] = filterText.toLowerCase().split(" ");
  const wanted = typed.toLowerCase();
  let at = 0;
  for (const letter of prefix) if (letter === wanted[at]) at++;
  return at === wanted.length || name.join("").includes(wanted);
}

/** Actions by a part of their name, or by its humps, whatever the service: `LeaveOrg`, `PBP`. */
function searchActions(typed: string, catalogue: Catalogue): readonly ActionFacts[] {
  if (typed.length < MIN_SEARCH || !/^[A-Za-z]+$/.test(typed)) return [];
  const found = new Set(catalogue.expand(`*:*${typed}*`));
  const humps = typed.split(/(?=[A-Z])/);
  if (humps.length > 1) for (const action of catalogue.expand(`*:${humps.join("*")}*`)) found.add(action);
  return [...found].sort((a, b) => a.name.length - b.name.length);
}

function toFound(action: ActionFacts, order: number): Suggestion {
  const [prefix, name] = action.name.split(":");
  return { ...toSuggestion(action), filterText: `${name} ${prefix}`, rank: 2, order, isPartial: true };
}

function toSuggestion(action: ActionFacts): Suggestion {
  return {
    label: action.name,
    kind: "action",
    detail: action.accessLevel,
    getDocumentation: () => describeAction(action),
    rank: 2,
  };
}

/** `*` and the commonest first words of the service's actions: `s3:Get*`, `s3:List*`, … */
function suggestWildcards(service: Service, catalogue: Catalogue): readonly Suggestion[] {
  const counts = new Map<string, number>();
  for (const action of service.actions) {
    const word = /^[A-Z][a-z]+/.exec(action.name.slice(service.prefix.length + 1))?.[0];
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  return [
    toWildcard(`${service.prefix}:*`, service.actions, `all ${countActions(service.actionCount)}`, 0, catalogue),
    ...words.slice(0, MAX_WILDCARDS).flatMap(([word, count]) => {
      // The wildcard matches longer words too, so the words are counted again.
      const start = `${service.prefix}:${word}`.toLowerCase();
      const actions = service.actions.filter((action) => action.name.toLowerCase().startsWith(start));
      // Nobody means `kms:Re*`, which is there for ReEncryptFrom and ReEncryptTo, and takes in RevokeGrant.
      if (actions.length > 2 * count) return [];
      return [toWildcard(`${service.prefix}:${word}*`, actions, countActions(actions.length), 1, catalogue)];
    }),
  ];
}

/** What someone types with a wildcard in it, open at its end too, and the actions that it matches. */
function suggestMatches(typed: string, catalogue: Catalogue): readonly Suggestion[] {
  const patterns = typed.endsWith("*") ? [typed] : [typed, `${typed}*`];
  const matches = patterns.map((pattern) => ({ pattern, actions: catalogue.expand(pattern) }));
  const wildcards = matches
    .filter(({ actions }, index) => actions.length > (matches[index - 1]?.actions.length ?? 0))
    .map(({ pattern, actions }, rank) =>
      toWildcard(pattern, actions, `matches ${countActions(actions.length)}`, rank, catalogue),
    );
  const found = matches.at(-1)?.actions.slice(0, MAX_FOUND) ?? [];
  // No action has an asterisk in its name: all are made to fit what is typed.
  return [...wildcards, ...found.map(toSuggestion)].map((suggestion) => ({ ...suggestion, filterText: typed }));
}

function toWildcard(
  pattern: string,
  actions: readonly ActionFacts[],
  detail: string,
  rank: number,
  catalogue: Catalogue,
): Suggestion {
  const getDocumentation = () => describeMatches(pattern, actions, catalogue.date);
  return { label: pattern, kind: "wildcard", detail, getDocumentation, rank };
}

/** Whether an entry of the list covers another: `s3:Get*` covers `s3:GetObject`. */
function coverActions(entry: string, label: string): boolean {
  return hasWildcard(entry) && matchesGlob(entry.toLowerCase(), label.toLowerCase());
}

import { supportsResourceControl } from "../../terms/rcpServices";
import type { Catalogue, Service } from "../catalogue";
import { describeAction, describeService } from "../hover/descriptions";
import { getListed, getString } from "../tree";
import type { Caret } from "./caret";
import type { Suggestion } from "./suggestion";

/** At most so many wildcards of one word are offered for a service. */
const MAX_WILDCARDS = 12;

/** Services before the colon; actions and wildcards after it. What the list has already comes last. */
export function suggestActions(
  text: string,
  caret: Caret,
  isResourceControl: boolean,
  catalogue: Catalogue,
): readonly Suggestion[] {
  const typed = text.slice(caret.span.start, caret.offset);
  const colon = typed.indexOf(":");
  if (colon < 0) return suggestServices(isResourceControl, catalogue);
  const service = catalogue.getService(typed.slice(0, colon));
  if (!service || (isResourceControl && !supportsResourceControl(service.prefix))) return [];
  const current = text.slice(caret.span.start, caret.span.end);
  const listed = new Set(
    getListed(caret.list)
      .flatMap((node) => getString(node)?.toLowerCase() ?? [])
      .filter((entry) => entry !== current.toLowerCase()),
  );
  const demote = (suggestion: Suggestion): Suggestion =>
    listed.has(suggestion.label.toLowerCase())
      ? { ...suggestion, rank: 90 + suggestion.rank, detail: "listed already" }
      : suggestion;
  return [...suggestWildcards(service), ...suggestActionsOf(service)].map(demote);
}

function suggestServices(isResourceControl: boolean, catalogue: Catalogue): readonly Suggestion[] {
  const services = catalogue.services
    .filter(({ prefix }) => !isResourceControl || supportsResourceControl(prefix))
    .map(
      (service): Suggestion => ({
        label: service.prefix,
        text: `${service.prefix}:`,
        kind: "service",
        detail: `${service.name}, ${countActions(service.actionCount)}`,
        getDocumentation: () => describeService(service, catalogue.date),
        continues: true,
        rank: 1,
      }),
    );
  if (isResourceControl) return services;
  return [...services, { label: "*", kind: "wildcard", detail: "every action of every service", rank: 0 }];
}

function suggestActionsOf(service: Service): readonly Suggestion[] {
  return service.actions.map((action) => ({
    label: action.name,
    kind: "action",
    detail: action.accessLevel,
    getDocumentation: () => describeAction(action),
    rank: 2,
  }));
}

/** `*` and the commonest first words of the service's actions: `s3:Get*`, `s3:List*`, … */
function suggestWildcards(service: Service): readonly Suggestion[] {
  const counts = new Map<string, number>();
  for (const action of service.actions) {
    const word = /^[A-Z][a-z]+/.exec(action.name.slice(service.prefix.length + 1))?.[0];
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1]);
  const everything: Suggestion = {
    label: `${service.prefix}:*`,
    kind: "wildcard",
    detail: `all ${countActions(service.actionCount)}`,
    rank: 0,
  };
  return [
    everything,
    ...words.slice(0, MAX_WILDCARDS).map(([word]): Suggestion => {
      // The wildcard matches longer words too, so the words are counted again.
      const start = `${service.prefix}:${word}`.toLowerCase();
      const count = service.actions.filter((action) => action.name.toLowerCase().startsWith(start)).length;
      return { label: `${service.prefix}:${word}*`, kind: "wildcard", detail: countActions(count), rank: 1 };
    }),
  ];
}

function countActions(count: number): string {
  return count === 1 ? "1 action" : `${count} actions`;
}

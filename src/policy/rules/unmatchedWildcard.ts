import { getActions } from "../actions";
import type { Catalogue, Service } from "../catalogue";
import { hasWildcard } from "../glob";
import { computeOnce, memoize } from "../memo";
import { findNearestName } from "../nearest";
import type { Rule } from "./rule";

export const unmatchedWildcard: Rule = {
  code: "unmatched-wildcard",
  title: "Wildcard that matches nothing",
  severity: "warning",
  reach: "statements",
  messages: [
    "{pattern} matches no action of {service} in the catalogue of {date}. Did you mean {nearest}?",
    "{pattern} matches no action of {service} in the catalogue of {date}.",
  ],
  why: "A wildcard that matches nothing has no effect; most often its first word is misspelt.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:Desrcibe*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:Describe*","Resource":"*"}}',
  source: "reference_policies_elements_action",
  *check({ outline, catalogue }) {
    const matchesAny = memoize(catalogue.matchesAny);
    const findStart = memoize((start) => findNearestStart(start, catalogue));
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.kind !== "action" || !hasWildcard(action.name)) continue;
        const service = catalogue.getService(action.prefix);
        if (!service || matchesAny(action.text)) continue;
        const start = /^[^*?]*/.exec(action.text)?.[0] ?? "";
        const found = findStart(start);
        const nearest = found && `${found}${action.text.slice(start.length)}`;
        const data = { service: service.prefix, pattern: action.text, date: catalogue.date };
        yield { span: action.nameSpan, data: nearest ? { ...data, nearest } : data };
      }
    }
  },
};

/** Mends what stands before the first wildcard: `ec2:Desrcibe` → `ec2:Describe`. */
function findNearestStart(start: string, catalogue: Catalogue): string | undefined {
  const [prefix = "", head = ""] = start.split(":");
  const service = catalogue.getService(prefix);
  const nearest = service && head.length > 2 ? findNearestName(head, getStarts(service)) : undefined;
  return service && nearest && `${service.prefix}:${nearest}`;
}

/** The names of a service's actions, word by word: `Describe`, `DescribeKey`, … */
const getStarts = computeOnce((service: Service): ReadonlySet<string> => {
  const starts = new Set<string>();
  for (const action of service.actions) {
    const bare = action.name.slice(service.prefix.length + 1);
    for (const boundary of bare.matchAll(/[A-Z]|$/g)) if (boundary.index > 0) starts.add(bare.slice(0, boundary.index));
  }
  return starts;
});

import type { ActionFacts, Catalogue, Service } from "../catalogue";
import { countActions, toCount } from "../count";

/** The ARN of a resource type in its parts, `${…}` where a name goes. */
export interface Template {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
  /** What it is, in a line: `bucket`, `object, 3 of 5 actions`. */
  readonly note: string;
}

const MAX_TEMPLATES = 60;

/** The resource types that actions work on, those of the most actions first. */
export function countTemplates(actions: readonly ActionFacts[]): readonly Template[] {
  const counts = new Map<string, { readonly name: string; count: number }>();
  for (const { resourceTypes } of actions) {
    for (const { arn, name } of resourceTypes) {
      const known = counts.get(arn);
      if (known) known.count++;
      else counts.set(arn, { name, count: 1 });
    }
  }
  return (
    [...counts]
      // Of equals the plainer: a bucket before an access point.
      .sort(([a, one], [b, other]) => other.count - one.count || a.length - b.length)
      .slice(0, MAX_TEMPLATES)
      .flatMap(([arn, { name, count }]) => {
        const note = count === actions.length ? name : `${name}, ${toCount(count)} of ${countActions(actions.length)}`;
        return parseTemplate(arn, note) ?? [];
      })
  );
}

const LISTED = new WeakMap<Service, readonly Template[]>();

/** Every resource type of a service, by name, told by the service's part of the ARN. */
export function listTemplates(service: string, catalogue: Catalogue): readonly Template[] {
  const entry = catalogue.getService(service);
  if (!entry) return [];
  const known = LISTED.get(entry);
  if (known) return known;
  const types = new Map(
    entry.actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ arn, name }) => [arn, name])),
  );
  const templates = [...types]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .flatMap(([arn, name]) => parseTemplate(arn, name) ?? [])
    .filter((template) => template.service === service);
  LISTED.set(entry, templates);
  return templates;
}

/** `undefined` for a type without an ARN, and for AWS Backup's recovery points, which may be of any service. */
function parseTemplate(arn: string, note: string): Template | undefined {
  const [, partition, service, region, accountId, ...rest] = arn.split(":");
  if (!partition || !service || service.startsWith("$") || region === undefined || accountId === undefined) {
    return undefined;
  }
  return { partition, service, region, accountId, resource: rest.join(":"), note };
}

import { PARTITIONS } from "../../terms/partitions";
import type { ActionFacts, Catalogue } from "../catalogue";
import type { OrganizationNames } from "../organizationNames";
import type { Caret } from "./caret";
import { readArnPart } from "./arnPart";
import { countTemplates, listTemplates, type Template } from "./arnTemplates";
import { suggestRegions } from "./regions";
import { suggestAccounts } from "./organizationValues";
import { escapeSnippet, type Suggestion } from "./suggestion";

/** What an ARN is written for. */
export interface ArnPlace {
  /** The actions whose resource types are meant; empty for any. */
  readonly actions: readonly ActionFacts[];
  readonly partition: string;
  readonly organization: OrganizationNames | undefined;
  /** The only services that it can name, by their part of the ARN. */
  readonly services?: readonly string[];
}

/** Whole ARNs while little is typed, then the part that the caret stands in. */
export function suggestArns(text: string, caret: Caret, place: ArnPlace, catalogue: Catalogue): readonly Suggestion[] {
  const typed = text.slice(caret.span.start, caret.offset);
  const inside = text.slice(caret.span.start, caret.span.end);
  const part = caret.isQuoted ? readArnPart(typed, inside, caret.span.start) : undefined;
  const own = countTemplates(place.actions).map((template) => fillPartition(template, place.partition));
  const whole = !part || part.index <= 2 ? own.map(toWhole) : [];
  if (!part) {
    const start = `arn:${place.partition}:`;
    return [...whole, { label: start, kind: "value", detail: "an ARN, part by part", continues: true, rank: 3 }];
  }
  const { span, hasNext } = part;
  const services = [...new Set(own.map(({ service }) => service)), ...(place.services ?? [])];
  const [, partition = "", service = ""] = part.parts;
  const ofService = own.filter((template) => template.service === service);
  const templates = ofService.length > 0 ? ofService : listTemplates(service, catalogue);
  const goOn = (suggestion: Suggestion): Suggestion => {
    const { text = suggestion.label } = suggestion;
    return { ...suggestion, span, ...(hasNext ? { text } : { text: `${text}:`, continues: true }) };
  };
  switch (part.index) {
    case 1:
      return [...whole, ...suggestPartitions(place.partition).map(goOn)];
    case 2: {
      const named = suggestServices(services, catalogue);
      return [...whole, ...(hasNext ? named : named.flatMap((one) => skipEmptyParts(one, own, catalogue))).map(goOn)];
    }
    case 3:
      return suggestRegionPart(templates, partition).map(goOn);
    case 4:
      return suggestAccountPart(templates, place.organization, part.parts[4] ?? "").map(goOn);
    default:
      return suggestResourcePart(templates, service, place.organization).map((suggestion) => ({ ...suggestion, span }));
  }
}

/** `arn:${Partition}:s3:::${BucketName}` → `arn:aws:s3:::` and a gap; Region and account are left open. */
function toWhole(template: Template, order: number): Suggestion {
  const { partition, service, region, accountId } = template;
  const start = `arn:${partition}:${service}:${fillAny(region)}:${fillAny(accountId)}:`;
  return {
    label: start + fillAny(template.resource),
    kind: "value",
    detail: template.note,
    text: escapeSnippet(start) + toSnippet(template.resource),
    isSnippet: true,
    rank: 1,
    order,
  };
}

function suggestPartitions(own: string): readonly Suggestion[] {
  return PARTITIONS.map(({ id }, order) => {
    const detail = id === own ? "this partition" : undefined;
    return { label: id, kind: "value", ...(detail && { detail }), rank: id === own ? 0 : 1, order };
  });
}

/** The services of the statement's actions; every one where they do not tell. */
function suggestServices(own: readonly string[], catalogue: Catalogue): readonly Suggestion[] {
  if (own.length > 0) return own.map((label, order) => ({ label, kind: "service", rank: 0, order }));
  return catalogue.services.map(({ prefix, name }) => ({
    label: prefix,
    kind: "service",
    detail: name,
    filterText: `${prefix} ${name}`,
    rank: 0,
  }));
}

/** A service, with the colons of parts that its ARNs leave empty: `iam::`; `s3` and `s3:::` where types differ. */
function skipEmptyParts(suggestion: Suggestion, own: readonly Template[], catalogue: Catalogue): readonly Suggestion[] {
  const service = suggestion.label;
  const ofService = own.filter((template) => template.service === service);
  const templates = ofService.length > 0 ? ofService : listTemplates(service, catalogue);
  const skips = new Set(templates.map(({ region, accountId }) => (region ? "" : accountId ? ":" : "::")));
  const [only = ""] = skips;
  if (skips.size <= 1) return [{ ...suggestion, text: service + only }];
  return [...skips].map((skip) => ({
    ...suggestion,
    label: skip ? `${service}:${skip}` : service,
    text: service + skip,
  }));
}

function suggestRegionPart(templates: readonly Template[], partition: string): readonly Suggestion[] {
  const none: Suggestion = { label: "(no Region)", kind: "value", text: "", filterText: " ", rank: 0 };
  const isAlways = templates.length > 0 && templates.every(({ region }) => region === "");
  if (isAlways) return [none];
  const isSometimes = templates.some(({ region }) => region === "");
  const regions = suggestRegions(partition).map((region) => ({ ...region, rank: 2 }));
  return [
    { label: "*", kind: "value", detail: "every Region", rank: 0 },
    ...(isSometimes ? [{ ...none, rank: 1 }] : []),
    ...regions,
  ];
}

function suggestAccountPart(
  templates: readonly Template[],
  organization: OrganizationNames | undefined,
  typed: string,
): readonly Suggestion[] {
  const none: Suggestion = { label: "(no account)", kind: "value", text: "", filterText: " ", rank: 0 };
  if (templates.length > 0 && templates.every(({ accountId }) => accountId === "")) return [none];
  const isSometimes = templates.some(({ accountId }) => accountId === "");
  const isAwsOwned = templates.some(({ accountId, service }) => accountId === "aws" || service === "iam");
  return [
    { label: "*", kind: "value", detail: "every account", rank: 0 },
    ...(isSometimes ? [{ ...none, rank: 1 }] : []),
    ...(isAwsOwned ? [{ label: "aws", kind: "value" as const, detail: "AWS's own", rank: 9 }] : []),
    ...suggestAccounts(organization, typed).map((account) => ({ ...account, rank: 2 + account.rank })),
  ];
}

function suggestResourcePart(
  templates: readonly Template[],
  service: string,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  return [
    { label: "*", kind: "value", detail: "every resource", rank: 0 },
    ...templates.map(
      (template, order): Suggestion => ({
        label: fillAny(template.resource),
        kind: "value",
        detail: template.note,
        text: toSnippet(template.resource),
        isSnippet: true,
        rank: 1,
        order,
      }),
    ),
    ...suggestNamedResources(service, organization),
  ];
}

/** Roles that policies name, and the organization's own OUs and accounts. */
function suggestNamedResources(service: string, organization: OrganizationNames | undefined): readonly Suggestion[] {
  if (!organization) return [];
  const { organizationId, parents, accounts, roles } = organization;
  if (service === "iam") {
    const names = new Set(roles.map(({ arn }) => arn.split(":").slice(5).join(":")));
    return [...names].map((label, order) => ({ label, kind: "name", detail: "named by policies", rank: 2, order }));
  }
  if (service !== "organizations") return [];
  const named = [
    ...parents.map(({ kind, id, place }) => [`${kind === "root" ? "root" : "ou"}/${organizationId}/${id}`, place]),
    ...accounts.map(({ id, name }) => [`account/${organizationId}/${id}`, name]),
  ] as const;
  return named.map(([label = "", detail = ""], order) => {
    return { label, kind: "name", detail, filterText: `${label} ${detail}`, rank: 2, order };
  });
}

const GAP = /\$\{[^}]*\}/g;

function fillAny(part: string): string {
  return part.replace(GAP, "*");
}

/** Gaps become tab stops with a wildcard in them. */
function toSnippet(part: string): string {
  let stop = 0;
  return part.split(/(\$\{[^}]*\})/).reduce((so, piece, index) => {
    return so + (index % 2 === 1 ? `\${${++stop}:*}` : escapeSnippet(piece));
  }, "");
}

function fillPartition(template: Template, partition: string): Template {
  return { ...template, partition };
}

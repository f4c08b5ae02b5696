import { getActions, type WrittenAction } from "../actions";
import type { ActionFacts, Catalogue } from "../catalogue";
import { hasWildcard } from "../glob";
import { compileArn, compileWildcards, matchesPattern, overlap } from "../matching/pattern";
import { memoize } from "../memo";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getStringNodes } from "../tree";
import type { Statement } from "../statements";
import { showDeny } from "./examples";
import { getAliases } from "./kmsAlias";
import type { Finding, Rule } from "./rule";

/** Longer ones are no ARNs that anyone wrote. */
const MAX_LENGTH = 400;
/** A statement within its quota has no more; comparing takes time with each. */
const MAX_RESOURCES = 200;

export const actionResource: Rule = {
  code: "action-resource",
  title: "Action that none of the resources is for",
  severity: "warning",
  reach: "statements",
  messages: [
    "{action} acts on {types}; none of these resources is one, such as {example}.",
    "{action} names no resource, as of {date}: only * reaches it, so that it has no effect here.",
    "{pattern} acts on resources of {owners}; these are of {others}.",
  ],
  why: "An action is only checked against resources of its own types. `s3:ListBucket` concerns a bucket, so that with `arn:aws:s3:::logs/*` alone, which names objects, it is neither denied nor allowed; actions without any resource type need `*`.",
  bad: showDeny('"Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::logs/*"'),
  good: showDeny('"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::logs","arn:aws:s3:::logs/*"]'),
  source: "reference_policies_actions-resources-contextkeys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const resources = readResources(statement);
      if (!resources) continue;
      // Aliases that stand for keys are a mistake of their own.
      const areAliases = getAliases(statement).length > 0;
      const patterns = resources.map(readPattern);
      const isFor = memoize((arn) => {
        const template = readTemplate(arn);
        return patterns.some((pattern) => canBe(pattern, template));
      });
      for (const action of getActions(statement)) {
        const strange = findOtherServices(action, patterns, catalogue);
        if (strange) yield { span: getInnerSpan(action.node), data: strange };
        const facts = getExact(action, catalogue);
        if (!facts || (areAliases && facts.name.startsWith("kms:"))) continue;
        const span = getInnerSpan(action.node);
        const types = facts.resourceTypes;
        if (types.length === 0) {
          // The reference lags behind when a service starts to name resources.
          yield { span, severity: "info", data: { action: facts.name, date: catalogue.date } };
        } else if (types.every(({ arn }) => arn !== "") && !types.some(({ arn }) => isFor(arn))) {
          const named = types.filter(({ required }) => required);
          // What is written begins like the one that is meant; else the plainest ones are what people know.
          const meant = types.filter(({ arn }) => patterns.some((pattern) => beginsLike(pattern, readTemplate(arn))));
          const known = (named.length > 0 ? named : types).toSorted((a, b) => a.arn.length - b.arn.length);
          const shown = [...new Set([...meant, ...known])].slice(0, 3);
          const example = showTemplate(shown[0]?.arn ?? "");
          const names = new Set(shown.map(({ name }) => name));
          const data = { action: facts.name, types: [...names].join(" or "), example };
          yield { span, severity: isSure(types, resources) ? "warning" : "info", data };
        }
      }
    }
  },
};

/** An action of Action written out. Wildcards match some action that fits, as a rule. */
function getExact(action: WrittenAction, catalogue: Catalogue): ActionFacts | undefined {
  return action.kind === "action" && action.element === "Action" && !hasWildcard(action.text)
    ? catalogue.getAction(action.text)
    : undefined;
}

/** All of one service, where every resource is another service's. */
function findOtherServices(
  action: WrittenAction,
  patterns: readonly ResourcePattern[],
  catalogue: Catalogue,
): Finding["data"] {
  if (action.kind !== "action" || action.element !== "Action" || action.name !== "*") return undefined;
  const others = new Set(patterns.map(({ service }) => service));
  // As a rule they are the service's own: all its types are read only where they are not.
  if (others.has(action.prefix.toLowerCase())) return undefined;
  const arns = catalogue
    .getService(action.prefix)
    ?.actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ arn }) => arn.split(":")[2] ?? ""));
  const owners = new Set(arns);
  // A service that there is none of is a mistake of its own.
  const areTelling = owners.size > 0 && [...owners, ...others].every((service) => catalogue.hasArnService(service));
  if (!areTelling || [...others].some((service) => owners.has(service))) return undefined;
  return { pattern: action.text, owners: [...owners].join(" and "), others: [...others].join(" and ") };
}

/** The Resource's patterns; nothing where all are meant, or where a gap may be anything. */
function readResources(statement: Statement): readonly string[] | undefined {
  const nodes = getStringNodes(statement.get("Resource")?.value);
  if (nodes.length === 0 || nodes.length > MAX_RESOURCES || statement.get("NotResource")) return undefined;
  const texts = nodes.map((node) => String(node.value).replace(/\$\{[\w-]+:[^}]{0,200}\}/g, "*"));
  const isTelling = texts.every(
    (text) =>
      // A bucket in a Region is a mistake of its own.
      !/^arn:[^:]*:s3:(?:[^:*]+:[^:]*|:\d+):[^:/]+(?:\/\*)?$/.test(text) &&
      // The root user is no resource type of the reference, but can be one all the same.
      !text.endsWith(":root") &&
      /^arn:[!-~ ]*$/.test(text) &&
      !hasPlaceholder(text) &&
      text.length <= MAX_LENGTH &&
      text.split(":").length > 5,
  );
  return isTelling ? texts : undefined;
}

/** A written resource, made ready to be compared with many templates. */
interface ResourcePattern {
  readonly service: string;
  readonly hasSlash: boolean;
  /** How its last part surely begins: `instance/`. */
  readonly head: string;
  /** With something plain in the place of each wildcard. */
  readonly sample: string;
  /** Part by part: names hold no colons that a wildcard before them could take in. */
  readonly compiled: string | undefined;
}

function readPattern(resource: string): ResourcePattern {
  const [, , service = "", , , ...rest] = resource.split(":");
  const own = rest.join(":");
  return {
    service,
    hasSlash: own.includes("/"),
    head: /^[^*?]*/.exec(own)?.[0] ?? "",
    sample: resource.replace(/[*?]/g, "x"),
    compiled: compileArn(compileWildcards(resource)),
  };
}

/** An ARN of the catalogue, such as `arn:${Partition}:s3:::${BucketName}`, made ready to be compared with many resources. */
interface Template {
  readonly service: string;
  readonly isPlainName: boolean;
  readonly head: string;
  /** With every gap a wildcard for at least one character. */
  readonly compiled: string | undefined;
}

/** Region and account; an account that stays empty, as in ARNs of S3 and of models, is wanted empty. */
const PLACE = /(?<=^(?:[^:]*:){3})([^:]*):\$\{Account\}:/;
/** Names without a slash, though the gap of the template does not say so: of buckets, topics and queues. */
const PLAIN_NAME = /:(?:s3:::\$\{BucketName\}|(?:sns|sqs):[^:]*:[^:]*:\$\{\w+\})$/;

/** The catalogue's templates are the same in each policy. */
const readTemplate = memoize((template): Template => {
  const [, , service = ""] = template.split(":", 3);
  return {
    service,
    isPlainName: PLAIN_NAME.test(template),
    head: /^(?:[^:]*:){5}([^*?$]*)/.exec(template)?.[1] ?? "",
    // What AWS owns names no account: `arn:aws:ssm:*::document/AWS-RunShellScript`.
    // A Region too many is a mistake of its own.
    compiled: compileArn(
      compileWildcards(
        template.replace(PLACE, (_, region) => `${region || "*"}:*:`).replace(/\$\{[^}]{0,200}\}/g, "?*"),
      ),
    ),
  };
});

function canBe({ service, hasSlash, head, sample, compiled }: ResourcePattern, template: Template): boolean {
  if (hasSlash && template.isPlainName) return false;
  if (service !== template.service && isPlain(service) && isPlain(template.service)) return false;
  // A template that is no ARN says nothing.
  if (template.compiled === undefined || compiled === undefined) return true;
  // Most begin in another way, or are met by an example; comparing patterns takes longer.
  if (!head.startsWith(template.head) && !template.head.startsWith(head)) return false;
  return matchesPattern(template.compiled, sample) || overlap(compiled, template.compiled);
}

function isPlain(service: string): boolean {
  return /^[\w-]+$/.test(service);
}

/** Whether both say the same of what kind of resource they are for, before the first gap. */
function beginsLike(pattern: ResourcePattern, { head }: Template): boolean {
  return head !== "" && pattern.head.startsWith(head);
}

/** Of buckets and objects, and of resources of another service, there is no doubt; else the reference may lag behind. */
function isSure(types: ActionFacts["resourceTypes"], resources: readonly string[]): boolean {
  const services = new Set(types.map(({ arn }) => arn.split(":")[2]));
  return resources.every((resource) => {
    const service = resource.split(":")[2];
    return service === "s3" || !services.has(service);
  });
}

function showTemplate(template: string): string {
  return template.replace("${Partition}", "aws").replace(/\$\{(\w+)\}/g, "*");
}

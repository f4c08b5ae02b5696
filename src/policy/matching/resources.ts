import type { RequestContext } from "./context";
import {
  compileArn,
  compileResource,
  compileWildcards,
  coversPattern,
  isAnything,
  matchesPattern,
  overlap,
} from "./pattern";
import { open, or, type Truth, undecidable } from "./truth";
import { compileTemplate, fillIn, type Template } from "./variables";

/** The resource of a request. */
export type RequestResource =
  /** An ARN, or `*` for an action that has no resource. */
  | { readonly kind: "exact"; readonly arn: string }
  /** Some resource of that shape, which has wildcards. */
  | { readonly kind: "some"; readonly pattern: string }
  | { readonly kind: "unknown" };

/** The resources that a list of ARN patterns names. */
export interface CompiledResources {
  match(resource: RequestResource, context: RequestContext): Truth;
}

const EVERYTHING: CompiledResources = { match: () => true };

export function compileResources(patterns: readonly string[], variables: boolean): CompiledResources {
  const templates = patterns.map((text) => compileTemplate(text, { variables, wildcards: true }));
  if (templates.some((template) => template.fixed !== undefined && isAnything(template.fixed))) return EVERYTHING;
  const tests = templates.map((template, at) => compileOne(template, patterns[at] ?? ""));
  return {
    match(resource, context) {
      if (resource.kind === "unknown") return open({ kind: "resource", patterns });
      let result: Truth = false;
      for (const test of tests) {
        result = or(result, test(resource, context));
        if (result === true) return true;
      }
      return result;
    },
  };
}

type KnownResource = Exclude<RequestResource, { kind: "unknown" }>;
type ResourceTest = (resource: KnownResource, context: RequestContext) => Truth;

function compileOne(template: Template, written: string): ResourceTest {
  if (!written.startsWith("arn:")) return () => undecidable(`${written} is not an ARN`);
  if (template.fixed !== undefined) return compilePattern(template.fixed, written);
  if (!isInResourcePart(written)) return () => undecidable(`${written} has a variable before its resource part`);
  const meetsAny = compilePattern(compileWildcards(written.replace(/\$\{[^}]*(?:\}|$)/g, "*")), written);
  return (resource, context) => {
    // Whatever the variables stand for.
    if (meetsAny(resource) === false) return false;
    const text = fillIn(template, context);
    // A variable without a value makes a resource that matches none.
    if (text === undefined) return false;
    return typeof text === "string" ? compilePattern(text, written)(resource) : text;
  };
}

function compilePattern(marked: string, written: string): (resource: KnownResource) => Truth {
  const patterns = compileResource(marked);
  const need = open({ kind: "resource", patterns: [written] });
  return (resource) => {
    if (resource.kind === "exact") return patterns.some((pattern) => matchesPattern(pattern, resource.arn));
    if (patterns.some((pattern) => coversPattern(pattern, resource.pattern))) return true;
    return meetsShape(marked, resource.pattern) ? need : false;
  };
}

/** Two whole ARNs are compared part by part: else the stars of each could run into the other's resource. */
function meetsShape(marked: string, shape: string): boolean {
  const listForms = (pattern: string) => {
    const whole = compileArn(pattern);
    return whole === undefined ? compileResource(pattern) : [whole];
  };
  const shapes = listForms(compileWildcards(shape));
  return listForms(marked).some((pattern) => shapes.some((other) => overlap(pattern, other)));
}

/** Variables are only for the part after the fifth colon (IAM User Guide, Variables and tags). */
function isInResourcePart(written: string): boolean {
  return written.slice(0, written.indexOf("${")).split(":").length > 5;
}

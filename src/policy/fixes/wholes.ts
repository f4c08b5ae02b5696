/** Fixes that take in a whole statement or list. */
import type { Node } from "jsonc-parser";
import { namesAccount } from "../arnShapes";
import { insertChildren, removeChildren, renderJson, replaceNode } from "../edits";
import type { TextEdit } from "../language";
import { listLookAlikes, toPlainText } from "../lookAlikes";
import { findNearest } from "../nearest";
import { getInnerSpan, getItems, getString, getStringNodes } from "../tree";
import { splitArns } from "../rules/arns";
import { replaceEntry } from "./actions";
import {
  createFix,
  escapeInner,
  type Fixer,
  getMarked,
  getStatementAt,
  removeEntry,
  removeStatement,
  replaceSpan,
} from "./fix";

/** A statement that does nothing, or nothing more. */
export const removeWhole: Fixer = function* ({ span }, scope) {
  const edits = removeStatement(getStatementAt(scope, span.start));
  if (edits) yield createFix("Remove the statement", {}, edits);
};

/** An entry that another of its list takes in. */
export const removeCovered: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const entry = getString(node);
  if (node?.parent?.type !== "array" || getItems(node.parent).length < 2 || entry === undefined) return;
  yield createFix("Remove {entry}", { entry }, removeChildren(node.parent, [node]));
};

/** An action that none of the resources fits: a resource of its own kind, or the action goes. */
function addResource(text: string, resource: Node, arn: string): TextEdit {
  return resource.type === "array"
    ? insertChildren(text, resource, Infinity, [renderJson(arn)])
    : replaceNode(text, resource, renderJson([getString(resource) ?? "*", arn]));
}

/** A resource that stands for another than was meant. */
interface MeantResource {
  readonly node: Node;
  readonly arn: string;
  /** Whether it goes beside the one that is written, which may be meant as well. */
  readonly isBeside: boolean;
}

/** The bucket of objects and the objects of a bucket, or `function:x` for `function/x`. */
function guessResource(written: string, template: string, node: Node, isOnly: boolean): MeantResource | undefined {
  const bucket = /^(arn:[^:]*:s3:::[^/]+)(\/.*)?$/.exec(written);
  if (bucket) {
    const [, name = "", objects] = bucket;
    const wanted = /:s3:::\$\{\w+\}(\/)?/.exec(template);
    if (!wanted || template.split("$").length > (wanted[1] ? 4 : 3) || (objects === undefined) === !wanted[1])
      return undefined;
    return { node, arn: wanted[1] ? `${name}/*` : name, isBeside: true };
  }
  const [arn, partition, service, region, account, ...last] = written.split(":");
  const [, , wantedService, wantedRegion, wantedAccount, ...wantedLast] = template.split(":");
  const [, head = "", sign = ""] = /^([a-z][\w-]*)([:/])\$\{\w+\}$/.exec(wantedLast.join(":")) ?? [];
  const rest = last.join(":");
  // Topics and queues go by their names alone.
  const named = /^\$\{(?:Topic|Queue)Name\}$/.test(wantedLast.join(":"))
    ? /^(?:topic|queue)[:/](.+)$/.exec(rest)
    : null;
  if (named && service === wantedService) {
    return { node, arn: [arn, partition, service, region, account, named[1]].join(":"), isBeside: false };
  }
  const [, word = "", between = "", name = rest] = /^([\w-]+)([:/])(.+)$/.exec(rest) ?? [];
  if (head === "" || name === "" || service !== wantedService) return undefined;
  // A name alone lacks the kind of resource, which is plain where there is one kind alone.
  const isMeant = word === "" ? isOnly && !/[:/]|^\*/.test(rest) : findNearest(word, [head]) === head;
  if (!isMeant) return undefined;
  const start = [arn, partition, service, wantedRegion && region, wantedAccount && account].join(":");
  // Names of log groups begin with a slash, as a rule.
  const slash = head === "log-group" && between === "/" ? "/" : "";
  return { node, arn: `${start}:${head}${sign}${slash}${name}`, isBeside: false };
}

export const fitResource: Fixer = function* (problem, scope) {
  const action = scope.catalogue.getAction(String(problem.data.action));
  const resource = getStatementAt(scope, problem.span.start)?.get("Resource")?.value;
  const partition = scope.context.organization?.partition ?? "aws";
  const written = getStringNodes(resource);
  const kinds = action?.resourceTypes ?? [];
  const meant = written.flatMap((node) =>
    kinds.flatMap(({ arn }) => guessResource(String(node.value), arn, node, kinds.length === 1) ?? []),
  );
  const seen = new Set<string>();
  for (const { node, arn, isBeside } of meant) {
    if (!resource || seen.has(arn) || written.some(({ value }) => value === arn)) continue;
    seen.add(arn);
    const { text } = scope.document;
    if (!isBeside) yield createFix("Change to {word}", { word: arn }, [replaceNode(text, node, renderJson(arn))]);
    else yield createFix("Add {arn} to the resources", { arn }, [addResource(text, resource, arn)]);
  }
  // Beside what was meant all resources of the type would be too many.
  const types = meant.length > 0 ? [] : kinds.filter(({ required }) => required);
  for (const { arn } of resource ? types : []) {
    const pattern = arn.replace("${Partition}", partition).replace(/\$\{\w+\}/g, "*");
    if (!resource) continue;
    yield createFix(
      "Add {arn} to the resources",
      { arn: pattern },
      [addResource(scope.document.text, resource, pattern)],
      { isPreferred: false },
    );
  }
  const edits = removeEntry(scope, getMarked(scope, problem));
  if (edits && action) yield createFix("Remove {action}", { action: action.name }, edits, { isPreferred: false });
};

/** The services that have no Region of their own join the exemptions, or become them. */
export const exemptGlobalServices: Fixer = function* (problem, scope) {
  const statement = getStatementAt(scope, problem.span.start);
  const entries = String(problem.data.services ?? problem.data.service)
    .split(", ")
    .map((service) => `${service}:*`);
  const { text } = scope.document;
  const exempted = statement?.get("NotAction")?.value;
  const title = "Exempt the global services ({count})";
  const data = { count: entries.length };
  if (exempted) {
    const written = getStringNodes(exempted).map((node) => String(node.value));
    const edit =
      exempted.type === "array" && getItems(exempted).length > 0
        ? insertChildren(
            text,
            exempted,
            Infinity,
            entries.map((entry) => renderJson(entry)),
          )
        : replaceNode(text, exempted, renderJson([...written, ...entries]));
    return yield createFix(title, data, [edit]);
  }
  const action = statement?.get("Action");
  const isEverything = getStringNodes(action?.value).every((node) => node.value === "*");
  if (!action?.key.parent || !isEverything) return;
  yield createFix(title, data, [replaceNode(text, action.key.parent, renderJson(entries, "NotAction"))]);
};

/** An OU that this organization lacks, by the nearest that it has; one that lies elsewhere, by its own path. */
export const fixOrganizationalUnit: Fixer = function* (problem, scope) {
  const { nearestId, nearest } = problem.data;
  const { span } = problem;
  if (nearestId !== undefined) {
    const word = String(nearestId);
    yield createFix("Change to {word}", { word }, replaceSpan(span, word));
  }
  const node = getMarked(scope, problem);
  if (nearest === undefined || !node) return;
  const word = String(nearest).replace(/\/$/, "");
  yield createFix("Change to {word}", { word }, replaceSpan({ start: getInnerSpan(node).start, end: span.end }, word));
};

/** `s3:::logs/*` → `arn:aws:s3:::logs/*`. */
export const completeArn: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const text = getString(node) ?? "";
  if (!node || !/^[a-z0-9-]+:[a-z0-9*-]*:[\d*]*:./.test(text) || text.startsWith("arn:")) return;
  const word = `arn:${scope.context.organization?.partition ?? "aws"}:${text}`;
  yield createFix("Change to {word}", { word }, replaceSpan(getInnerSpan(node), escapeInner(word)));
};

/** Several ARNs in one text become entries of a list. */
export const separateArns: Fixer = function* (problem, scope) {
  const { several } = problem.data;
  const node = getMarked(scope, problem);
  if (several === undefined || !node) return;
  const edits = replaceEntry(scope.document.text, node, splitArns(String(node.value)));
  yield createFix("Make each an entry ({count})", { count: several }, edits);
};

/** Region and account are left out, or open, as the ARNs of the service have it. */
export const reshapeArn: Fixer = function* (problem, scope) {
  const { regionless, regional, accountless, owned, actual } = problem.data;
  const node = getMarked(scope, problem);
  const parts = (getString(node) ?? "").split(":");
  const [region = "", account = ""] = parts.slice(3, 5);
  if (!node || parts.length < 6) return;
  // A Region of another partition: the ARN lies there, too.
  if (actual !== undefined) {
    const word = [parts[0], actual, ...parts.slice(2)].join(":");
    return yield createFix("Change to {word}", { word }, replaceSpan(getInnerSpan(node), escapeInner(word)));
  }
  if (regionless !== undefined) parts[3] = "";
  if (accountless !== undefined || regionless === "buckets") parts[4] = "";
  if (regional !== undefined) parts[3] = "*";
  if (owned !== undefined || (regional !== undefined && namesAccount(String(regional)))) parts[4] = account || "*";
  const word = parts.join(":");
  if (parts[3] === region && parts[4] === account) return;
  yield createFix("Change to {word}", { word }, replaceSpan(getInnerSpan(node), escapeInner(word)));
};

/** The one resource that carries what is tested, where the action is the only one. */
export const narrowResource: Fixer = function* (problem, scope) {
  const { arn, action } = problem.data;
  const statement = getStatementAt(scope, problem.span.start);
  const [only, ...others] = getStringNodes(statement?.get("Action")?.value);
  const resource = statement?.get("Resource")?.value;
  if (arn === undefined || !resource || others.length > 0) return;
  if (getString(only)?.toLowerCase() !== String(action).toLowerCase()) return;
  const partition = scope.context.organization?.partition ?? "aws";
  const pattern = String(arn).replace("arn:aws:", `arn:${partition}:`);
  const edit = replaceNode(scope.document.text, resource, renderJson(pattern));
  const title = problem.code === "partial-key-deny" ? "Narrow the Resource to {arn}" : "Change the Resource to {arn}";
  yield createFix(title, { arn: pattern }, [edit]);
};

/** The plain signs that the look-alikes of a text were typed or pasted for. */
export const usePlainSign: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const text = getString(node);
  if (!node || text === undefined) return;
  const signs = listLookAlikes(text);
  const plain = toPlainText(text);
  const [first = ""] = signs;
  const word = toPlainText(first);
  if (plain === undefined || word === undefined) return;
  const edits = [replaceNode(scope.document.text, node, renderJson(plain))];
  const title =
    signs.length > 1 ? "Write plain signs ({count})" : word === "" ? "Remove the character" : "Change to {word}";
  yield createFix(title, { word, count: signs.length }, edits);
};

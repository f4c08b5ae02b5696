import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findPolicy, findTarget } from "../engine/references";
import { listActions } from "../evaluation/access/summary";
import { createAccessEngine } from "../evaluation/access/engine";
import type { ActionUniverse } from "../evaluation/access/universe";
import { describeResidue } from "../evaluation/conditionWords";
import { compareMatrices } from "../evaluation/impact";
import { comparePolicies, compareTargets, type Coverage, type DifferenceRow } from "../evaluation/policyDifference";
import { isUnchanged } from "../evaluation/transition";
import { ORGANIZATION_FILE_FORMAT, parseOrganizationFile } from "../organization/file";
import type { OrganizationContents } from "../organization/model";
import { parsePolicyDocument } from "../policy/document";
import { getPolicyType } from "../policy/policyType";
import { toOneLine } from "../terms/oneLine";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { formatActions, formatTransition, listTransition } from "./actionReport";
import { type Command, type CommandIo, UsageError } from "./command";
import { formatImpact, listImpact } from "./impact";
import { readOrganization } from "./organizationFile";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readStoredPolicy } from "./policyTexts";

export function createDiffCommand(getUniverse: () => ActionUniverse): Command {
  return {
    name: "diff",
    summary: "Tell what the second policy, target or organization denies or allows that the first does not",
    usage: "[--org FILE] [--format text|json] A B",
    run: (args, io) => tellDifference(args, io, getUniverse),
  };
}

type Side =
  | { readonly kind: "policy"; readonly type: PolicyType; readonly content: string }
  | { readonly kind: "target"; readonly targetId: string; readonly contents: OrganizationContents }
  | { readonly kind: "organization"; readonly contents: OrganizationContents };

async function tellDifference(
  args: readonly string[],
  io: CommandIo,
  getUniverse: () => ActionUniverse,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { org: { type: "string" }, ...FORMAT_OPTION },
  });
  const format = readOutputFormat(values);
  const [first, second, ...others] = positionals;
  if (first === undefined || second === undefined || others.length > 0)
    throw new UsageError("name two things to compare");
  if (first === "-" && second === "-") throw new UsageError("only one of them can be standard input");
  const contents = values.org === undefined ? undefined : await readOrganization(values.org, io);
  const [before, after] = [await readSide(first, contents, io), await readSide(second, contents, io)];
  const universe = getUniverse();
  const difference = compare(universe, before, after);
  io.out(format === "json" ? `${JSON.stringify(difference.data, null, 2)}\n` : difference.text);
  return difference.isEmpty ? 0 : 1;
}

/** A file; with an organization also a policy by id or name, and a target by id, name or path. */
async function readSide(text: string, contents: OrganizationContents | undefined, io: CommandIo): Promise<Side> {
  if (text !== "-" && !existsSync(resolve(io.cwd, text)) && contents) {
    const policy = findPolicy(contents, text);
    if ("found" in policy) return { kind: "policy", type: policy.found.type, content: policy.found.content };
    const target = findTarget(contents, text);
    if ("problem" in target) throw new UsageError(`there is no file, policy, root, OU or account ${text}`);
    return { kind: "target", targetId: target.found, contents };
  }
  const content = await readStoredPolicy(text, io);
  if (content.includes(`"${ORGANIZATION_FILE_FORMAT}"`)) {
    const organization = parseOrganizationFile(content);
    if ("problem" in organization) throw new UsageError(`${text}: ${organization.problem}`);
    return { kind: "organization", contents: organization.contents };
  }
  const type = getPolicyType(text, parsePolicyDocument(content)) ?? SERVICE_CONTROL_POLICY;
  return { kind: "policy", type, content };
}

interface Told {
  readonly isEmpty: boolean;
  readonly text: string;
  readonly data: unknown;
}

const NOTHING = "No difference in what they allow and deny.\n";

function compare(universe: ActionUniverse, before: Side, after: Side): Told {
  if (before.kind === "organization" && after.kind === "organization") {
    const engine = createAccessEngine(universe);
    const impact = compareMatrices(engine.judge(before.contents), engine.judge(after.contents));
    const isEmpty = impact.groups.length + impact.added.length + impact.removed.length === 0;
    return { isEmpty, text: formatImpact(universe, impact), data: listImpact(universe, impact) };
  }
  if (before.kind === "target" && after.kind === "target") {
    const matrix = createAccessEngine(universe).judge(before.contents);
    const { transition, rows } = compareTargets(
      { matrix, targetId: before.targetId },
      { matrix, targetId: after.targetId },
    );
    const isEmpty = isUnchanged(transition);
    const data = { ...listTransition(universe, transition), rows: rows.map((row) => listRow(universe, row)) };
    return { isEmpty, text: isEmpty ? NOTHING : formatTransition(universe, transition), data };
  }
  if (before.kind === "policy" && after.kind === "policy") return compareTexts(universe, before, after);
  throw new UsageError(`a ${before.kind} and a ${after.kind} cannot be compared`);
}

function compareTexts(
  universe: ActionUniverse,
  before: Extract<Side, { kind: "policy" }>,
  after: Extract<Side, { kind: "policy" }>,
): Told {
  const { type } = before;
  if (type !== after.type) throw new UsageError("policies of two types cannot be compared");
  if (type !== SERVICE_CONTROL_POLICY && type !== RESOURCE_CONTROL_POLICY) {
    throw new UsageError("only SCPs and RCPs can be compared by what they mean");
  }
  const { rows, problems } = comparePolicies(universe, type, before.content, after.content);
  for (const [side, problem] of Object.entries(problems)) {
    const which = side === "before" ? "first" : "second";
    throw new UsageError(`what the ${which} policy does cannot be told, because ${problem}`);
  }
  return {
    isEmpty: rows.length === 0,
    text: rows.length === 0 ? NOTHING : rows.map((row) => formatRow(universe, row)).join("\n"),
    data: { rows: rows.map((row) => listRow(universe, row)) },
  };
}

const VERBS = { Deny: "denied", Allow: "allowed" } as const;

/** `newly denied: 3 actions`, the conditions, then the services. */
function formatRow(universe: ActionUniverse, { effect, actions, before, after, ...rest }: DifferenceRow): string {
  const conditions = [
    ...rest.conditionsBefore.map((residue) => `  before: ${describe(describeResidue(residue))}\n`),
    ...rest.conditionsAfter.map((residue) => `  after: ${describe(describeResidue(residue))}\n`),
  ];
  const [head = "", ...services] = formatActions(universe, actions).split(/(?<=\n)/);
  return `${name(VERBS[effect], before, after)}: ${head}${conditions.join("")}${services.join("")}`;
}

/** The terminal shows no Markdown, and what a policy holds stays on its line. */
function describe(markdown: string): string {
  return toOneLine(markdown.replaceAll("`", ""));
}

function name(verb: string, before: Coverage, after: Coverage): string {
  if (after === "never") return before === "always" ? `no longer ${verb}` : `no longer ${verb} under conditions`;
  if (after === "always") return before === "never" ? `newly ${verb}` : `now ${verb} in every case`;
  if (before === "never") return `newly ${verb} under conditions`;
  return before === "always" ? `now ${verb} only under conditions` : `${verb} under other conditions`;
}

function listRow(universe: ActionUniverse, row: DifferenceRow) {
  const { effect, before, after, conditionsBefore, conditionsAfter, actions } = row;
  const list = (residues: DifferenceRow["conditionsBefore"]) =>
    residues.map((residue) => describe(describeResidue(residue)));
  return {
    ...{ effect, before, after, conditionsBefore: list(conditionsBefore), conditionsAfter: list(conditionsAfter) },
    actions: listActions(universe, actions),
  };
}

import { compilePolicy } from "../../policy/matching/compile";
import type { CompiledPolicy } from "../../policy/matching/policy";
import { type PolicyType, RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { createPolicySets, type StatementSet } from "../access/statementSets";
import type { ActionUniverse } from "../access/universe";
import { compareStatements } from "../policyDifference";
import { covers, createPart, type Part, says, simplify } from "./parts";

/** A policy to pack. All of them must be attached to the same targets: a target sees the union of its policies. */
export interface PackInput {
  readonly name: string;
  readonly content: string;
}

export interface PackedPolicy {
  /** Without white space. */
  readonly content: string;
  /** Characters. */
  readonly size: number;
  /** Names of the policies that its statements come from. */
  readonly from: readonly string[];
}

export interface Pack {
  readonly policies: readonly PackedPolicy[];
  /** What was compared before and after, and found to be the same. */
  readonly proof: PackProof;
}

export interface PackProof {
  /** Actions of the catalogue, each with the resources and conditions under which it is allowed or denied. */
  readonly actions: number;
  /** Statements whose patterns were matched against each other, so that actions yet to come are decided alike. */
  readonly statements: number;
}

/**
 * Says the same in as few policies as fit: joins statements, leaves out what others say, and fills policies up to
 * `maxSize` characters. The result is compared with what was given; where that fails, or a statement does not fit a
 * policy of its own, there is a problem in place of it.
 */
export function packPolicies(
  universe: ActionUniverse,
  type: PolicyType,
  policies: readonly PackInput[],
  maxSize: number,
): Pack | { readonly problem: string } {
  const sources = policies.map(({ name, content }) => ({ name, content, compiled: compilePolicy(content, type) }));
  const broken = sources.find(({ compiled }) => compiled.problem !== undefined);
  if (broken) return { problem: `It cannot be told what ${broken.name} does: ${broken.compiled.problem}.` };
  const literal = sources.find(({ content, compiled }) => content.includes("${") && !hasVariables(compiled));
  if (literal) return { problem: `${literal.name} takes \${…} literally, for want of the Version 2012-10-17.` };
  const parts = sources.flatMap(({ name, content, compiled }) => readParts(compiled, content, name));
  const packer = new Packer(type, maxSize);
  const packed = packer.pack(simplify(parts.map(({ part }) => part)));
  if ("problem" in packed) return packed;
  const results = packed.texts.map((content) => ({ content, compiled: compilePolicy(content, type) }));
  const isProven = isSame(
    universe,
    sources.map(({ compiled }) => compiled),
    results.map(({ compiled }) => compiled),
  );
  if (!isProven) return { problem: "The packed policies could not be proven to say the same." };
  const after = results.map(({ content, compiled }) => ({ content, parts: readParts(compiled, content, "") }));
  return {
    policies: after.map(({ content, parts: own }) => ({
      content,
      size: measure(content),
      from: [
        ...new Set(parts.filter(({ part }) => own.some((one) => touches(one.part, part))).map(({ name }) => name)),
      ],
    })),
    proof: { actions: universe.size, statements: parts.length },
  };
}

function touches(packed: Part, source: Part): boolean {
  if (packed.effect !== source.effect || packed.conditions !== source.conditions) return false;
  return covers(packed, source) || packed.actions.some((pattern) => source.actions.includes(pattern));
}

function hasVariables({ statements }: CompiledPolicy): boolean {
  return statements.every((statement) => statement.written.variables);
}

function readParts(compiled: CompiledPolicy, content: string, name: string) {
  // What compiled is an object with statements.
  const { Statement } = JSON.parse(content) as { Statement: unknown };
  const written = (Array.isArray(Statement) ? Statement : [Statement]) as readonly { readonly Condition?: unknown }[];
  return compiled.statements.map((statement) => ({
    name,
    part: createPart(statement, written[statement.index]?.Condition),
  }));
}

/** The same for every action of the catalogue, and by its patterns for every other. */
function isSame(
  universe: ActionUniverse,
  before: readonly CompiledPolicy[],
  after: readonly CompiledPolicy[],
): boolean {
  const gather = (policies: readonly CompiledPolicy[]): readonly StatementSet[] =>
    policies.flatMap((policy, number) => createPolicySets(universe, policy, number).statements);
  if (compareStatements(universe, gather(before), gather(after)).length > 0) return false;
  const atoms = (policies: readonly CompiledPolicy[]) =>
    policies.flatMap((policy) => policy.statements.flatMap((statement) => takeApart(createPart(statement, undefined))));
  const [was, is] = [atoms(before), atoms(after)];
  const saysAll = (outer: readonly Part[], inner: readonly Part[]) =>
    inner.every((part) => outer.some((other) => says(other, part)));
  return saysAll(is, was) && saysAll(was, is);
}

/** One action pattern and one residue each. */
function takeApart(part: Part): readonly Part[] {
  const lists = part.exceptActions ? [part.actions] : part.actions.map((action) => [action]);
  return lists.flatMap((actions) => part.residues.map((residue) => ({ ...part, actions, residues: [residue] })));
}

const HEAD = '{"Version":"2012-10-17","Statement":[';
const TAIL = "]}";

/** Fills policies with statements, the largest first, each into the first that has room. */
class Packer {
  readonly #type: PolicyType;
  /** Characters for statements and the commas between them. */
  readonly #room: number;

  constructor(type: PolicyType, maxSize: number) {
    this.#type = type;
    this.#room = maxSize - HEAD.length - TAIL.length;
  }

  /** With Sids, unless they cost a policy. */
  pack(parts: readonly Part[]): { readonly texts: readonly string[] } | { readonly problem: string } {
    const plain = this.#fill(parts.map((part) => ({ ...part, sid: undefined })));
    if ("problem" in plain) return plain;
    const named = this.#fill(parts);
    return "problem" in named || named.texts.length > plain.texts.length ? plain : named;
  }

  #fill(parts: readonly Part[]): { readonly texts: readonly string[] } | { readonly problem: string } {
    const fitting: string[] = [];
    for (const part of parts) {
      const pieces = this.#split(part);
      if (!pieces) return { problem: "A statement is too large for a policy of its own." };
      fitting.push(...pieces);
    }
    const bins: { texts: string[]; size: number; sids: Set<string> }[] = [];
    for (const text of fitting.sort((a, b) => measure(b) - measure(a))) {
      const sid = /^\{"Sid":"(\w*)"/.exec(text)?.[1];
      const size = measure(text) + 1;
      const bin = bins.find((one) => one.size + size <= this.#room + 1 && !(sid !== undefined && one.sids.has(sid)));
      const target = bin ?? { texts: [], size: 0, sids: new Set<string>() };
      if (!bin) bins.push(target);
      target.texts.push(text);
      target.size += size;
      if (sid !== undefined) target.sids.add(sid);
    }
    return { texts: bins.map((bin) => HEAD + bin.texts.join(",") + TAIL) };
  }

  /** Halves what is too large, by its actions or else its resources. */
  #split(part: Part): readonly string[] | undefined {
    const text = render(part, this.#type);
    if (measure(text) <= this.#room) return [text];
    const { actions, exceptActions, resources, exceptResources } = part;
    const halve = (list: readonly string[]) => [list.slice(0, list.length >> 1), list.slice(list.length >> 1)];
    let halves: readonly Part[] = [];
    if (!exceptActions && actions.length > 1) {
      halves = halve(actions).map((half) => ({ ...part, sid: undefined, actions: half }));
    } else if (!exceptResources && resources.length > 1) {
      halves = halve(resources).map((half) => ({ ...part, sid: undefined, resources: half }));
    }
    const pieces = halves.map((half) => this.#split(half));
    return pieces.length > 0 && pieces.every((piece) => piece !== undefined) ? pieces.flat() : undefined;
  }
}

function render(part: Part, type: PolicyType): string {
  const { sid, effect, actions, exceptActions, resources, exceptResources, condition } = part;
  return JSON.stringify({
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(type === RESOURCE_CONTROL_POLICY && { Principal: "*" }),
    [exceptActions ? "NotAction" : "Action"]: collapse(actions),
    [exceptResources ? "NotResource" : "Resource"]: collapse(resources),
    ...(condition !== undefined && { Condition: condition }),
  });
}

function collapse(list: readonly string[]): string | readonly string[] {
  return list.length === 1 ? (list[0] ?? "") : list;
}

/** Characters as AWS counts them: code points. */
function measure(text: string): number {
  return Array.from(text).length;
}

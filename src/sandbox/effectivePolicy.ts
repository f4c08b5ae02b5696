/** Merges declarative policies along a path (User Guide, policy inheritance operators and examples). */
import type { PolicyType } from "../terms/policyTypes";

interface Branch {
  readonly children: Map<string, Branch>;
  value?: unknown;
  /** What policies of lower levels may do here and below. */
  allowed: ReadonlySet<string>;
}

const OPERATORS = ["@@assign", "@@append", "@@remove"] as const;
type Operator = (typeof OPERATORS)[number];
const CHILD_CONTROL = "@@operators_allowed_for_child_policies";
const ALL: ReadonlySet<string> = new Set(OPERATORS);

/** These types compare keys without case and show them in lower case. */
const CASELESS: readonly PolicyType[] = ["TAG_POLICY", "BACKUP_POLICY"];

/** `levels`: the policies' texts of root, OUs and account, each level in the order of attaching. */
export function mergePolicies(type: PolicyType, levels: readonly (readonly string[])[], accountId: string): string {
  const root = createBranch();
  const spell = (key: string) => (CASELESS.includes(type) ? key.toLowerCase() : key);
  for (const level of levels) {
    const controls: [Branch, ReadonlySet<string>][] = [];
    const assigned = new Set<Branch>();
    for (const content of level) mergeInto(root, JSON.parse(content), ALL, { spell, controls, assigned });
    // What a level restricts binds the levels below it, not itself.
    for (const [branch, allowed] of controls) branch.allowed = intersect(branch.allowed, allowed);
  }
  return JSON.stringify(collect(root) ?? {}).replaceAll("$account", accountId);
}

function createBranch(): Branch {
  return { children: new Map(), allowed: ALL };
}

interface Level {
  spell(key: string): string;
  readonly controls: [Branch, ReadonlySet<string>][];
  /** Assigned at this level already: the policy attached first wins. */
  readonly assigned: Set<Branch>;
}

function mergeInto(branch: Branch, node: unknown, inherited: ReadonlySet<string>, level: Level): void {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    // Some documented examples leave the operator out.
    if (intersect(inherited, branch.allowed).has("@@assign")) branch.value = node;
    return;
  }
  const allowed = intersect(inherited, branch.allowed);
  for (const [key, value] of Object.entries(node)) {
    if (key === CHILD_CONTROL) level.controls.push([branch, readControl(value)]);
    else if (isOperator(key)) apply(branch, key, value, allowed, level);
    else {
      const name = level.spell(key);
      let child = branch.children.get(name);
      if (!child) branch.children.set(name, (child = createBranch()));
      mergeInto(child, value, allowed, level);
    }
  }
}

function isOperator(key: string): key is Operator {
  return OPERATORS.includes(key as Operator);
}

function apply(branch: Branch, operator: Operator, value: unknown, allowed: ReadonlySet<string>, level: Level): void {
  if (!allowed.has(operator)) return;
  const before = Array.isArray(branch.value) ? branch.value : [];
  switch (operator) {
    case "@@assign":
      if (level.assigned.has(branch)) return;
      level.assigned.add(branch);
      branch.value = value;
      return;
    case "@@append":
      branch.value = [...new Set([...before, ...[value].flat()])];
      return;
    case "@@remove":
      branch.value = before.filter((entry) => ![value].flat().includes(entry));
  }
}

function readControl(value: unknown): ReadonlySet<string> {
  const names = [value].flat();
  return names.includes("@@all") ? ALL : new Set(names.filter((name): name is string => typeof name === "string"));
}

function intersect(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === ALL ? b : b === ALL ? a : new Set([...a].filter((name) => b.has(name)));
}

function collect(branch: Branch): unknown {
  if (branch.value !== undefined) return branch.value;
  const entries = [...branch.children].map(([key, child]) => [key, collect(child)] as const);
  const present = entries.filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

import type { Account, OrganizationalUnit, OrganizationContents, Policy, Root } from "../organization/model";
import { compilePolicy } from "../policy/matching/compile";
import type { CompiledPolicy } from "../policy/matching/policy";
import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";
import { Gaps } from "./gaps";
import { type AttachedPolicy, Level } from "./level";

/** Where an account stands to the organization. */
export type Membership =
  | { readonly kind: "management" }
  | { readonly kind: "member" }
  | { readonly kind: "outside" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Root first, account last; or why that is not known. */
export type Path = readonly string[] | { readonly reason: string };

export type PolicyCompiler = (text: string, type: PolicyType) => CompiledPolicy;

export type Enabled = boolean | { readonly reason: string };

/** The text of FullAWSAccess. */
export const FULL_ACCESS_TEXT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

const FULL_ACCESS = compilePolicy(FULL_ACCESS_TEXT, "SERVICE_CONTROL_POLICY");

/** The organization as the evaluator walks it. Levels and policies are worked out once and shared by all accounts. */
export class Hierarchy {
  readonly organizationId: string;
  readonly #contents: OrganizationContents;
  readonly #gaps: Gaps;
  readonly #nodes: ReadonlyMap<string, Root | OrganizationalUnit | Account>;
  readonly #rootIds: ReadonlySet<string>;
  readonly #policies: ReadonlyMap<string, Policy>;
  readonly #attached = new Map<string, string[]>();
  readonly #paths = new Map<string, Path>();
  readonly #levels = new Map<PolicyType, Map<string, Level>>();
  readonly #compiled = new Map<string, CompiledPolicy>();
  readonly #compileText: PolicyCompiler;

  /** `compile` lets organizations that differ in a policy or two share the rest. */
  constructor(contents: OrganizationContents, compile: PolicyCompiler = compilePolicy) {
    this.#compileText = compile;
    const { organization, roots, organizationalUnits, accounts, policies, attachments } = contents;
    this.organizationId = organization.id;
    this.#contents = contents;
    this.#gaps = new Gaps(contents);
    this.#nodes = new Map([...roots, ...organizationalUnits, ...accounts].map((node) => [node.id, node]));
    this.#rootIds = new Set(roots.map((root) => root.id));
    this.#policies = new Map(policies.map((policy) => [policy.id, policy]));
    for (const { policyId, targetId } of attachments) {
      const ids = this.#attached.get(targetId) ?? [];
      this.#attached.set(targetId, ids);
      if (!ids.includes(policyId)) ids.push(policyId);
    }
  }

  getMembership(accountId: string): Membership {
    if (accountId === this.#contents.organization.masterAccountId) return { kind: "management" };
    if (this.#nodes.has(accountId)) return { kind: "member" };
    const reason = this.#gaps.structure;
    return reason === undefined ? { kind: "outside" } : { kind: "unknown", reason };
  }

  /** Whether policies of a type restrict anything at all. */
  isEnabled(type: PolicyType): Enabled {
    const { organization, roots } = this.#contents;
    if (organization.featureSet === "CONSOLIDATED_BILLING") return false;
    if (roots.length === 0) return { reason: this.#gaps.structure ?? "the file has no root" };
    const statuses = roots.flatMap((root) => root.policyTypes.filter((entry) => entry.type === type));
    const changing = statuses.find((entry) => entry.status !== "ENABLED");
    if (changing) return { reason: `${getPolicyTypeFacts(type).name} are ${changing.status}` };
    return statuses.length > 0;
  }

  getPath(accountId: string): Path {
    const known = this.#paths.get(accountId);
    if (known) return known;
    const path = this.#findPath(accountId);
    this.#paths.set(accountId, path);
    return path;
  }

  /** `o-…/r-…/ou-…/`, the form of aws:PrincipalOrgPaths, without the account. */
  getOrganizationPath(accountId: string): string | undefined {
    const path = this.getPath(accountId);
    return "reason" in path ? undefined : `${[this.organizationId, ...path.slice(0, -1)].join("/")}/`;
  }

  getLevel(targetId: string, type: PolicyType): Level {
    const levels = this.#levels.get(type) ?? new Map<string, Level>();
    if (levels.size === 0) this.#levels.set(type, levels);
    const known = levels.get(targetId);
    if (known) return known;
    const level = this.#buildLevel(targetId, type);
    levels.set(targetId, level);
    return level;
  }

  /**
   * The parent of a member account, and what is attached to it: accounts that have both in common are judged alike, unless
   * a condition asks for the account. `undefined` where something of the account could not be read, or for no member.
   */
  getKin(accountId: string): { readonly parentId: string; readonly attached: string } | undefined {
    const node = this.#nodes.get(accountId);
    if (!node || !("state" in node) || accountId === this.#contents.organization.masterAccountId) return undefined;
    if (this.#gaps.isAbout(accountId)) return undefined;
    const ids = this.#attached.get(accountId);
    return { parentId: node.parentId, attached: ids?.length === 1 ? (ids[0] ?? "") : (ids?.join(" ") ?? "") };
  }

  hasPolicy(policyId: string): boolean {
    return this.#policies.has(policyId);
  }

  /** A policy's text, compiled; the organization need not hold it. */
  compile({ content, type }: Pick<Policy, "content" | "type">): CompiledPolicy {
    return this.#compileText(content, type);
  }

  #findPath(id: string): Path {
    const node = this.#nodes.get(id);
    if (!node) return { reason: this.#gaps.structure ?? `the parent ${id} is not in the file` };
    if (this.#rootIds.has(id)) return [id];
    // Stands for the path while it is looked for, so that a circle of parents ends.
    this.#paths.set(id, { reason: this.#gaps.structure ?? `the place of ${id} is not in the file` });
    const above = "parentId" in node ? this.getPath(node.parentId) : [];
    return "reason" in above ? above : [...above, id];
  }

  #buildLevel(targetId: string, type: PolicyType): Level {
    const gaps = [this.#gaps.findForType(type), this.#gaps.find(targetId, type)];
    const policies: AttachedPolicy[] = [];
    for (const id of this.#attached.get(targetId) ?? []) {
      const policy = this.#policies.get(id);
      if (policy && policy.type !== type) continue;
      const compiled = this.#compile(id, policy, type);
      if (!compiled) continue;
      gaps.push(this.#gaps.find(id, type));
      if (!policy && compiled.problem !== undefined) gaps.push(`the policy ${id} is not in the file`);
      else if (compiled.problem !== undefined) {
        gaps.push(`what ${policy?.name ?? id} does cannot be told: ${compiled.problem}`);
      }
      policies.push({ id, name: policy?.name ?? id, compiled });
    }
    const name = this.#nodes.get(targetId)?.name ?? targetId;
    return new Level(
      targetId,
      name,
      policies,
      gaps.find((gap) => gap !== undefined),
    );
  }

  /** `undefined` for AWS's own policy of the other type, which a file may name in an attachment only. */
  #compile(id: string, policy: Policy | undefined, type: PolicyType): CompiledPolicy | undefined {
    const known = this.#compiled.get(`${type}/${id}`);
    if (known) return known;
    let compiled: CompiledPolicy;
    if (policy) compiled = this.#compileText(policy.content, type);
    else if (id === getPolicyTypeFacts(type).fullAccess) compiled = FULL_ACCESS;
    else if (FULL_ACCESS_IDS.has(id)) return undefined;
    else compiled = this.#compileText("", type);
    this.#compiled.set(`${type}/${id}`, compiled);
    return compiled;
  }
}

const FULL_ACCESS_IDS = new Set(
  ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"].map((type) => getPolicyTypeFacts(type).fullAccess),
);

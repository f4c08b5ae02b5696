import type { OrganizationContents, Policy } from "../organization/model";
import { compilePolicy } from "../policy/matching/compile";
import type { CompiledPolicy } from "../policy/matching/policy";
import { getPolicyTypeFacts, type PolicyType } from "../terms/policyTypes";
import { Gaps } from "./gaps";
import { type AttachedPolicy, Level } from "./level";
import { type Membership, type Path, Places } from "./places";

export type PolicyCompiler = (text: string, type: PolicyType) => CompiledPolicy;

export type Enabled = boolean | { readonly reason: string };

/** The text of FullAWSAccess. */
export const FULL_ACCESS_TEXT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

const FULL_ACCESS = compilePolicy(FULL_ACCESS_TEXT, "SERVICE_CONTROL_POLICY");

/** The organization as the evaluator walks it. Levels and policies are worked out once and shared by all accounts. */
export class Hierarchy {
  readonly organizationId: string;
  readonly places: Places;
  readonly #contents: OrganizationContents;
  readonly #gaps: Gaps;
  readonly #policies: ReadonlyMap<string, Policy>;
  readonly #levels = new Map<PolicyType, Map<string, Level>>();
  readonly #compiled = new Map<string, CompiledPolicy>();
  readonly #compileText: PolicyCompiler;

  /** `compile` lets organizations that differ in a policy or two share the rest; and so do `places`, where they are the same. */
  constructor(contents: OrganizationContents, compile: PolicyCompiler = compilePolicy, places?: Places) {
    this.#compileText = compile;
    this.organizationId = contents.organization.id;
    this.places = places?.areOf(contents) ? places : new Places(contents);
    this.#contents = contents;
    this.#gaps = new Gaps(contents);
    this.#policies = new Map(contents.policies.map((policy) => [policy.id, policy]));
  }

  getMembership(accountId: string): Membership {
    return this.places.getMembership(accountId);
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
    return this.places.getPath(accountId);
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
   * What is attached to a target, as one text: those with the same text have the same levels. `undefined` where something
   * of the target could not be read.
   */
  describeAttached(targetId: string): string | undefined {
    return this.#gaps.isAbout(targetId) ? undefined : this.places.describeAttached(targetId);
  }

  hasPolicy(policyId: string): boolean {
    return this.#policies.has(policyId);
  }

  /** A policy's text, compiled; the organization need not hold it. */
  compile({ content, type }: Pick<Policy, "content" | "type">): CompiledPolicy {
    return this.#compileText(content, type);
  }

  #buildLevel(targetId: string, type: PolicyType): Level {
    const gaps = [this.#gaps.findForType(type), this.#gaps.find(targetId, type)];
    const policies: AttachedPolicy[] = [];
    for (const id of this.places.getAttached(targetId)) {
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
    const name = this.places.getName(targetId) ?? targetId;
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

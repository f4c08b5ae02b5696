/** What a plan was judged by, and has to be so still when it runs. */
import type { OrganizationContents } from "../organization/model";
import { isEvaluated, type PolicyType } from "../terms/policyTypes";
import { isNewId } from "./newIds";
import type { Plan } from "./plan";
import type { ChangeReads } from "./reads";
import type { Step } from "./step";

/** Of the organization, as far as it decides over the plan's steps. */
export interface JudgedState {
  /** Ids of policies by step id. */
  readonly policies: ReadonlyMap<string, readonly string[]>;
  /** By policy id, to the byte. A policy that could not be read is missing. */
  readonly texts: ReadonlyMap<string, string>;
  /** Policy types that were enabled, by the root's id. */
  readonly enabledTypes: ReadonlyMap<string, readonly PolicyType[]>;
}

/** What was found to be another than a plan was judged by, or could not be read again. */
export type Difference =
  | { readonly reason: "text"; readonly found: string }
  | { readonly reason: "policyTypes"; readonly found: string }
  | { readonly reason: "unreadText"; readonly found: string };

type Known = Pick<OrganizationContents, "accounts" | "organizationalUnits" | "policies" | "attachments" | "roots">;

export function getJudgedState(plan: Plan, known: Known): JudgedState {
  const policies = new Map(plan.steps.map(({ id, step }) => [id, listJudgedPolicies(step, known)]));
  const wanted = new Set([...policies.values()].flat());
  const texts = known.policies.filter(({ id, content }) => wanted.has(id) && content !== "");
  return {
    policies,
    texts: new Map(texts.map(({ id, content }) => [id, content])),
    enabledTypes: new Map(known.roots.map(({ id, policyTypes }) => [id, listEnabled(policyTypes)])),
  };
}

/**
 * Ids of the policies whose texts decide what a step does: those that it attaches or detaches, and those on both ways to
 * an account that moves. AWS changes its own policies for nobody.
 */
export function listJudgedPolicies(step: Step, known: Known): readonly string[] {
  switch (step.kind) {
    case "attachPolicy":
    case "detachPolicy":
      return listOwn(known, [step.policyId]);
    case "moveAccount": {
      const places = new Set([step.accountId, ...listPath(known, step.from), ...listPath(known, step.to)]);
      const types = new Map(known.policies.map(({ id, type }) => [id, type]));
      const inEffect = known.attachments
        .filter(({ policyId, targetId }) => places.has(targetId) && isEvaluated(types.get(policyId) ?? ""))
        .map(({ policyId }) => policyId);
      return listOwn(known, [...new Set(inEffect)]);
    }
    case "disablePolicyType":
      return listOwn(known, [...new Set(step.attachments.map(({ policyId }) => policyId))]);
    // What was read when these were planned is compared by the steps themselves: the text that an update replaces.
    case "createPolicy":
    case "updatePolicy":
    case "deletePolicy":
    // Of these nothing is attached yet, or nothing that policies say decides over them.
    case "enablePolicyType":
    case "createOrganizationalUnit":
    case "updateOrganizationalUnit":
    case "deleteOrganizationalUnit":
    case "createAccount":
    case "closeAccount":
    case "removeAccountFromOrganization":
    case "putAccountName":
    case "inviteAccountToOrganization":
    case "cancelHandshake":
    case "acceptHandshake":
    case "declineHandshake":
    case "tagResource":
    case "untagResource":
    case "enableAWSServiceAccess":
    case "disableAWSServiceAccess":
    case "registerDelegatedAdministrator":
    case "deregisterDelegatedAdministrator":
    case "putResourcePolicy":
    case "deleteResourcePolicy":
    case "createOrganization":
    case "enableAllFeatures":
      return [];
  }
}

function listOwn({ policies }: Known, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => !isNewId(id) && policies.find((policy) => policy.id === id)?.awsManaged !== true);
}

/** From a root or OU up. */
function listPath({ organizationalUnits }: Known, id: string): readonly string[] {
  const path = [id];
  for (let at: string | undefined = id; at !== undefined; ) {
    at = organizationalUnits.find((unit) => unit.id === at)?.parentId;
    if (at === undefined || path.includes(at)) break;
    path.push(at);
  }
  return path;
}

function listEnabled(types: readonly { readonly type: PolicyType; readonly status: string }[]): readonly PolicyType[] {
  return types.flatMap(({ type, status }) => (status === "ENABLED" ? [type] : [])).sort();
}

/** Compares what is there with what a plan was judged by. What was compared is not read again until it is told to. */
export class JudgedStateWatch {
  readonly #judged: JudgedState;
  readonly #reads: ChangeReads;
  /** As the plan's own steps have made them. */
  readonly #texts: Map<string, string>;
  readonly #enabledTypes: Map<string, readonly PolicyType[]>;
  readonly #compared = new Set<string>();

  constructor(judged: JudgedState, reads: ChangeReads) {
    this.#judged = judged;
    this.#reads = reads;
    this.#texts = new Map(judged.texts);
    this.#enabledTypes = new Map(judged.enabledTypes);
  }

  /** Time has passed, as while the run halted. */
  forget(): void {
    this.#compared.clear();
  }

  /** A step of the plan that was done. */
  note(step: Step): void {
    if (step.kind === "updatePolicy" && step.to.content !== undefined) this.#texts.set(step.policyId, step.to.content);
    if (step.kind !== "enablePolicyType" && step.kind !== "disablePolicyType") return;
    const others = (this.#enabledTypes.get(step.rootId) ?? []).filter((type) => type !== step.policyType);
    const types = step.kind === "enablePolicyType" ? [...others, step.policyType].sort() : others;
    this.#enabledTypes.set(step.rootId, types);
  }

  /** Reads what decides over a step, and was not read since the last pause. */
  async compare(stepId: string): Promise<Difference | undefined> {
    const policyIds = (this.#judged.policies.get(stepId) ?? []).filter((id) => !this.#compared.has(id));
    if (policyIds.length > 0 && !this.#compared.has(ROOTS)) {
      const found = await this.#compareTypes();
      if (found) return found;
      this.#compared.add(ROOTS);
    }
    for (const policyId of policyIds) {
      const judged = this.#texts.get(policyId);
      // Nothing was known of it, and that was said.
      if (judged === undefined) continue;
      try {
        const { name, content } = await this.#reads.describePolicy(policyId);
        if (content !== judged) return { reason: "text", found: name };
      } catch (error) {
        return {
          reason: "unreadText",
          found: `${policyId}: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      this.#compared.add(policyId);
    }
    return undefined;
  }

  async #compareTypes(): Promise<Difference | undefined> {
    try {
      for await (const { id, policyTypes } of this.#reads.listRoots()) {
        const [was, is] = [this.#enabledTypes.get(id) ?? [], listEnabled(policyTypes)];
        const other = [...was, ...is].find((type) => isEvaluated(type) && was.includes(type) !== is.includes(type));
        if (other !== undefined) return { reason: "policyTypes", found: other };
      }
      return undefined;
    } catch (error) {
      return { reason: "unreadText", found: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** Stands among the policies that were compared, for the roots with their policy types. */
const ROOTS = "";

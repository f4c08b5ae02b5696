import { parseArgs } from "node:util";
import { getNewId } from "../changes/newIds";
import { numberSteps } from "../changes/plan";
import type { Step } from "../changes/step";
import { judgeImpact } from "../engine/impact";
import { findPolicy, findTarget } from "../engine/references";
import { createAccessEngine } from "../evaluation/access/engine";
import type { ActionUniverse } from "../evaluation/access/universe";
import type { Impact } from "../evaluation/impact";
import { comparePolicies } from "../evaluation/policyDifference";
import type { Account, Attachment, OrganizationContents, Policy } from "../organization/model";
import { parsePolicyDocument } from "../policy/document";
import { getPolicyType } from "../policy/policyType";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { count, formatPopulation, formatTransition, listPopulation, listTransition } from "./actionReport";
import { type Command, type CommandIo, UsageError } from "./command";
import { readOrganization } from "./organizationFile";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readStoredPolicy } from "./policyTexts";

export function createImpactCommand(getUniverse: () => ActionUniverse): Command {
  return {
    name: "impact",
    summary: "Tell which accounts and actions changes of policies and moves of accounts affect",
    usage:
      "--org FILE (--attach POLICY=TARGET | --detach POLICY=TARGET | --update POLICY=FILE | --move ACCOUNT=PARENT)… [--format text|json]",
    run: (args, io) => tellImpact(args, io, getUniverse),
  };
}

const CHANGES = ["attach", "detach", "update", "move"] as const;
type ChangeOption = (typeof CHANGES)[number];

async function tellImpact(args: readonly string[], io: CommandIo, getUniverse: () => ActionUniverse): Promise<number> {
  const many = { type: "string", multiple: true } as const;
  const { values, tokens } = parseArgs({
    args: [...args],
    tokens: true,
    options: { org: { type: "string" }, attach: many, detach: many, update: many, move: many, ...FORMAT_OPTION },
  });
  const format = readOutputFormat(values);
  const contents = await readOrganization(values.org, io);
  const universe = getUniverse();
  const builder = new ChangeBuilder(contents, io, universe);
  // In the order given: a later change sees what an earlier one did.
  for (const token of tokens) {
    const option = token.kind === "option" && CHANGES.find((name) => name === token.name);
    if (option && token.value !== undefined) await builder.add(option, token.value);
  }
  if (builder.steps.length === 0) throw new UsageError("name a change: --attach, --detach, --update or --move");
  const impact = judgeImpact(createAccessEngine(universe), contents, numberSteps(builder.steps));
  io.out(
    format === "json" ? `${JSON.stringify(listImpact(universe, impact), null, 2)}\n` : formatImpact(universe, impact),
  );
  return impact.groups.length > 0 ? 1 : 0;
}

type PolicyRef = Pick<Policy, "id" | "type">;

/** Turns options into the steps of a plan. */
class ChangeBuilder {
  readonly steps: Step[] = [];
  readonly #contents: OrganizationContents;
  readonly #io: CommandIo;
  readonly #universe: ActionUniverse;
  /** `POLICY TARGET` as the changes so far leave them; `undefined` where not all of them were read. */
  readonly #attached: Set<string> | undefined;
  readonly #parents: Map<string, string>;
  /** Policies from files, by the file. */
  readonly #drafts = new Map<string, PolicyRef>();

  constructor(contents: OrganizationContents, io: CommandIo, universe: ActionUniverse) {
    this.#contents = contents;
    this.#io = io;
    this.#universe = universe;
    const isWhole = !contents.gaps?.some(
      ({ operation }) => operation.endsWith("ForPolicy") || operation.endsWith("ForTarget"),
    );
    if (isWhole) this.#attached = new Set(contents.attachments.map(toKey));
    this.#parents = new Map(contents.accounts.map(({ id, parentId }) => [id, parentId]));
  }

  async add(option: ChangeOption, value: string): Promise<void> {
    // Names may hold the sign; paths of files and targets hardly do.
    const equals = value.lastIndexOf("=");
    const [left, right] = [value.slice(0, Math.max(equals, 0)), value.slice(equals + 1)];
    if (left === "" || right === "") throw new UsageError(`--${option} needs two names with = between them: ${value}`);
    switch (option) {
      case "attach":
      case "detach": {
        const policy = await this.#getPolicy(left);
        const targetId = this.#getTargetId(right);
        this.#noteAttachment(option, { policyId: policy.id, targetId }, value);
        const kind = option === "attach" ? "attachPolicy" : "detachPolicy";
        this.steps.push({ kind, policyId: policy.id, policyType: policy.type, targetId });
        break;
      }
      case "update": {
        const { id: policyId, content, type } = demand(findPolicy(this.#contents, left));
        const text = await readStoredPolicy(right, this.#io);
        this.#demandPolicy(right, type, text);
        this.steps.push({ kind: "updatePolicy", policyId, from: { content }, to: { content: text } });
        break;
      }
      case "move": {
        const account = this.#getAccount(left);
        const to = this.#getParentId(right);
        const from = this.#parents.get(account.id) ?? account.parentId;
        if (from === to) throw new UsageError(`--move ${value}: it lies there already`);
        this.#parents.set(account.id, to);
        this.steps.push({ kind: "moveAccount", accountId: account.id, from, to });
      }
    }
  }

  /** Of a policy by id or name, else of one that a file holds. */
  async #getPolicy(text: string): Promise<PolicyRef> {
    const found = findPolicy(this.#contents, text);
    if ("found" in found) return found.found;
    const known = this.#drafts.get(text);
    if (known !== undefined) return known;
    const isFile = /[./\\]|^-$/.test(text);
    if (!isFile) throw new UsageError(found.problem);
    const content = await readStoredPolicy(text, this.#io);
    const type = getPolicyType(text, parsePolicyDocument(content)) ?? SERVICE_CONTROL_POLICY;
    this.#demandPolicy(text, type, content);
    this.steps.push({ kind: "createPolicy", policy: { type, name: text, description: "", content, tags: {} } });
    const draft = { id: getNewId(String(this.steps.length)), type };
    this.#drafts.set(text, draft);
    return draft;
  }

  /** What nobody can tell the meaning of must not pass for a change without effect. */
  #demandPolicy(file: string, type: PolicyType, content: string): void {
    if (type !== SERVICE_CONTROL_POLICY && type !== RESOURCE_CONTROL_POLICY) return;
    const { before: problem } = comparePolicies(this.#universe, type, content, content).problems;
    if (problem !== undefined) throw new UsageError(`${file} is no policy: ${problem}`);
  }

  #noteAttachment(option: "attach" | "detach", attachment: Attachment, value: string): void {
    const key = toKey(attachment);
    if (this.#attached?.has(key) === (option === "attach")) {
      throw new UsageError(`--${option} ${value}: it is ${option === "attach" ? "attached already" : "not attached"}`);
    }
    if (option === "attach") this.#attached?.add(key);
    else this.#attached?.delete(key);
  }

  #getTargetId(text: string): string {
    return demand(findTarget(this.#contents, text));
  }

  #getAccount(text: string): Account {
    const id = this.#getTargetId(text);
    const account = this.#contents.accounts.find((one) => one.id === id);
    if (!account) throw new UsageError(`only accounts can be moved: ${text}`);
    return account;
  }

  #getParentId(text: string): string {
    const id = this.#getTargetId(text);
    if (/^\d{12}$/.test(id)) throw new UsageError(`an account lies below a root or an OU: ${text}`);
    return id;
  }
}

function toKey({ policyId, targetId }: Attachment): string {
  return `${policyId} ${targetId}`;
}

function demand<T>(found: { readonly found: T } | { readonly problem: string }): T {
  if ("problem" in found) throw new UsageError(found.problem);
  return found.found;
}

export function formatImpact(universe: ActionUniverse, { groups, changed, unchanged, added, removed }: Impact): string {
  const blocks = groups.map(({ accounts, transition }) => {
    return `\n${formatPopulation(accounts)}\n${formatTransition(universe, transition)}`;
  });
  const others = Object.values(unchanged).reduce((sum, accounts) => sum + accounts.length, 0);
  const all = Object.values(changed).reduce((sum, accounts) => sum + accounts.length, 0);
  const apart = [
    ...(added.length > 0 ? [`${count(added.length, "account")} more`] : []),
    ...(removed.length > 0 ? [`${count(removed.length, "account")} less`] : []),
  ];
  const head = `${count(all, "account")} affected, ${others} not${apart.length > 0 ? `; ${apart.join(", ")}` : ""}.\n`;
  return head + blocks.join("");
}

export function listImpact(universe: ActionUniverse, impact: Impact) {
  const { groups, changed, unchanged, added, removed } = impact;
  return {
    changed: listPopulation(changed),
    unchanged: listPopulation(unchanged),
    added: added.map(({ id }) => id),
    removed: removed.map(({ id }) => id),
    groups: groups.map(({ accounts, transition }) => ({
      accounts: listPopulation(accounts),
      ...listTransition(universe, transition),
    })),
  };
}

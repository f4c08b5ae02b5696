import type { AccessMatrix } from "../evaluation/access/matrix";
import { findAccounts, listMentions, type Mention } from "../evaluation/actionUse";
import type { VerdictKind } from "../evaluation/verdict";
import type { NamedAccount, StatementPlace } from "./answers";
import { toNamed } from "./describe";

export interface ActionUse {
  readonly accounts: Readonly<Record<VerdictKind, readonly NamedAccount[]>>;
  readonly mentions: readonly (StatementPlace & Pick<Mention, "effect" | "how" | "patterns">)[];
}

export function findActionUse(matrix: AccessMatrix, action: string): ActionUse {
  const found = findAccounts(matrix, action);
  return {
    accounts: {
      allowed: found.allowed.map(toNamed),
      explicitDeny: found.explicitDeny.map(toNamed),
      implicitDeny: found.implicitDeny.map(toNamed),
      conditional: found.conditional.map(toNamed),
      unknown: found.unknown.map(toNamed),
      notSubject: found.notSubject.map(toNamed),
    },
    mentions: listMentions(matrix, action).map(({ policy, statement, sid, effect, how, patterns }) => ({
      ...{ policyId: policy.id, policyName: policy.name, statement, effect, how, patterns },
      ...(sid !== undefined && { sid }),
    })),
  };
}

/** Whole names first, then those that begin so; the part behind the colon is a beginning too. */
export function findActions(names: readonly string[], text: string, limit: number): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const whole: string[] = [];
  const begins: string[] = [];
  const contains: string[] = [];
  for (const name of names) {
    const folded = name.toLowerCase();
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const isBeginning = at === 0 || folded[at - 1] === ":";
    if (isBeginning && at + wanted.length === folded.length) whole.push(name);
    else if (isBeginning) begins.push(name);
    else if (contains.length < limit) contains.push(name);
  }
  return [...whole, ...begins, ...contains].slice(0, limit);
}

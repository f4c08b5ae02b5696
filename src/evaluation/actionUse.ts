import type { Account, Policy } from "../organization/model";
import { hasWildcard, matchesGlob } from "../policy/glob";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import type { AccessMatrix } from "./access/matrix";
import { getProfileVerdict } from "./access/profile";
import { createViewpointRequest } from "./access/viewpoint";
import { createEvaluator } from "./evaluator";
import type { VerdictKind } from "./verdict";

/** The accounts by what SCPs and RCPs say to an action there. */
export function findAccounts(matrix: AccessMatrix, action: string): Readonly<Record<VerdictKind, readonly Account[]>> {
  const found: Record<VerdictKind, Account[]> = {
    ...{ allowed: [], explicitDeny: [], implicitDeny: [], conditional: [], unknown: [], notSubject: [] },
  };
  const index = matrix.universe.find(action);
  if (index === undefined) {
    // An action newer than the catalogue: each account is asked for itself.
    const evaluator = createEvaluator(matrix.contents);
    for (const account of matrix.contents.accounts) {
      const { verdict } = evaluator.evaluate(createViewpointRequest(matrix.viewpoint, account.id, action));
      found[verdict].push(account);
    }
    return found;
  }
  for (const { profile, accounts } of matrix.groups) found[getProfileVerdict(profile, index)].push(...accounts);
  return found;
}

/** A statement that has to do with an action. */
export interface Mention {
  readonly policy: Policy;
  /** Its place in the policy, from 0. */
  readonly statement: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  /** By its name, by a pattern, as one of the rest that NotAction leaves, or as an exception that NotAction makes. */
  readonly how: "named" | "pattern" | "rest" | "excepted";
  /** The entries of the statement that match it. */
  readonly patterns: readonly string[];
}

/** The statements of SCPs and RCPs that speak of an action, or leave it out by name. */
export function listMentions({ contents, hierarchy }: AccessMatrix, action: string): readonly Mention[] {
  const name = action.toLowerCase();
  return contents.policies.flatMap((policy) => {
    if (policy.type !== SERVICE_CONTROL_POLICY && policy.type !== RESOURCE_CONTROL_POLICY) return [];
    return hierarchy.compile(policy).statements.flatMap(({ index, sid, effect, written }): readonly Mention[] => {
      const patterns = written.actions.filter((pattern) => matchesGlob(pattern.toLowerCase(), name));
      if (patterns.length === 0 && !written.exceptActions) return [];
      const how = getManner(patterns, written.exceptActions);
      return [{ policy, statement: index, ...(sid !== undefined && { sid }), effect, how, patterns }];
    });
  });
}

function getManner(patterns: readonly string[], isExcepting: boolean): Mention["how"] {
  if (isExcepting) return patterns.length > 0 ? "excepted" : "rest";
  return patterns.some((pattern) => !hasWildcard(pattern)) ? "named" : "pattern";
}

/** What a resource-based delegation policy lets whom do (User Guide, Delegated administrator for AWS Organizations). */

export interface DelegationStatement {
  readonly effect: "Allow" | "Deny";
  /** ARNs, account ids or `*`; those of any kind of principal. */
  readonly principals: readonly string[];
  /** Patterns such as `organizations:Describe*`. */
  readonly actions: readonly string[];
  /** NotAction: all but `actions`. */
  readonly exceptActions: boolean;
  /** Resources and conditions, as JSON: statements of which they are alike hold for the same requests. */
  readonly scope: string;
}

/** `undefined` where the text is no policy. */
export function readDelegationStatements(text: string): readonly DelegationStatement[] | undefined {
  const policy = parse(text);
  if (!isObject(policy)) return undefined;
  return toList(policy.Statement).flatMap((statement): readonly DelegationStatement[] => {
    if (!isObject(statement)) return [];
    const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
    return [
      {
        effect: Effect === "Deny" ? "Deny" : "Allow",
        principals: listPrincipals(NotPrincipal === undefined ? Principal : "*"),
        actions: toStrings(NotAction ?? Action),
        exceptActions: NotAction !== undefined,
        scope: JSON.stringify([NotPrincipal, Resource, NotResource, Condition].map((part) => part ?? null)),
      },
    ];
  });
}

/** What a principal may do by one policy and not by another. */
export interface DelegationGain {
  readonly principal: string;
  readonly actions: readonly string[];
  readonly exceptActions: boolean;
}

/**
 * What `to` allows, and `from` does not in the same words: whether another of its patterns takes it in is not asked,
 * since what is typed wants to be read. A Deny that goes counts as a gain of what it denied.
 */
export function listDelegationGains(from: string | undefined, to: string): readonly DelegationGain[] {
  const before = from === undefined ? [] : (readDelegationStatements(from) ?? []);
  const after = readDelegationStatements(to) ?? [];
  return [
    ...subtract(
      after.filter(({ effect }) => effect === "Allow"),
      before,
    ),
    ...subtract(
      before.filter(({ effect }) => effect === "Deny"),
      after,
    ),
  ];
}

/** By principal: what the statements name that none of the others with the same effect names. */
function subtract(
  statements: readonly DelegationStatement[],
  others: readonly DelegationStatement[],
): readonly DelegationGain[] {
  const known = new Set(others.flatMap((statement) => listEntries(statement).map(({ key }) => key)));
  const gains = new Map<string, { principal: string; actions: string[]; exceptActions: boolean }>();
  for (const { key, principal, actions, exceptActions } of statements.flatMap(listEntries)) {
    if (known.has(key)) continue;
    const place = `${principal} ${exceptActions}`;
    const gain = gains.get(place) ?? { principal, actions: [], exceptActions };
    gains.set(place, gain);
    gain.actions.push(...actions.filter((action) => !gain.actions.includes(action)));
  }
  return [...gains.values()];
}

interface Entry extends DelegationGain {
  /** Entries of one key say the same. */
  readonly key: string;
}

/** One for each principal and action; all exceptions of a NotAction are one, since each takes from it. */
function listEntries({ effect, principals, actions, exceptActions, scope }: DelegationStatement): readonly Entry[] {
  const lists = exceptActions ? [[...actions].sort()] : actions.map((action) => [action]);
  return principals.flatMap((principal) =>
    lists.map((list) => {
      const names = list.map((action) => action.toLowerCase());
      const key = JSON.stringify([effect, principal, names, exceptActions, scope]);
      return { key, principal, actions: list, exceptActions };
    }),
  );
}

function listPrincipals(principal: unknown): readonly string[] {
  if (typeof principal === "string") return [principal];
  return isObject(principal) ? Object.values(principal).flatMap(toStrings) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toStrings(value: unknown): readonly string[] {
  return toList(value).filter((item) => typeof item === "string");
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

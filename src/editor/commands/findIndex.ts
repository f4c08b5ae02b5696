/** Searching all that is known of an organization. Pure. */
import type { PolicySummary } from "../../organization/model";
import { compareNames } from "../../organization/order";
import { runAtOnce, STEP } from "../../organization/steps";
import type { OrganizationStore, Target } from "../../organization/store";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { TargetKind } from "../../terms/ids";
import type { Translate } from "../../terms/translate";
import { getPathText, getTargetFacts } from "../targets";

/** One thing that can be found. */
export interface Findable {
  readonly id: string;
  readonly kind: TargetKind | "policy";
  readonly name: string;
  /** Where it is, or of which type. */
  readonly place: string;
  readonly email?: string;
  /** AWS's own policies cannot be tagged. */
  readonly canHaveTags: boolean;
  /** What was typed is looked for here, in lower case. */
  readonly haystack: string;
}

export interface FindIndex {
  readonly all: readonly Findable[];
  /** Things whose tags are not known. */
  readonly withoutTags: number;
}

type FindSource = Pick<
  OrganizationStore,
  "getKnownTargets" | "getPath" | "getEnabledPolicyTypes" | "getPolicies" | "getTags"
>;

export function createFindIndex(store: FindSource): FindIndex {
  return runAtOnce(findInSteps(store));
}

/** The same, with pauses. */
export function* findInSteps(store: FindSource): Generator<void, FindIndex> {
  const policies = store.getEnabledPolicyTypes().flatMap((type) => store.getPolicies(type) ?? []);
  const places = new Map<string, string>();
  /** Siblings lie in one place: it is put into words once. */
  const getPlace = (target: Target): string => {
    if (target.kind === "root") return "";
    const { id, parentId } = target.kind === "account" ? target.account : target.organizationalUnit;
    let place = places.get(parentId);
    if (place === undefined) places.set(parentId, (place = getPathText(store.getPath(id).slice(0, -1))));
    return place;
  };
  const all: Findable[] = [];
  for (const target of store.getKnownTargets()) {
    if (all.push(toFindable(store, target, getPlace(target))) % STEP === 0) yield;
  }
  for (const policy of policies) all.push(toFindablePolicy(store, policy));
  yield;
  return { all, withoutTags: all.filter(({ id, canHaveTags }) => canHaveTags && !store.getTags(id)).length };
}

function toFindable(store: FindSource, target: Target, place: string): Findable {
  const { id, arn, name } = getTargetFacts(target);
  const email = target.kind === "account" ? target.account.email : undefined;
  return {
    id,
    kind: target.kind,
    name,
    place,
    ...(email !== undefined && { email }),
    canHaveTags: true,
    haystack: toHaystack(store, id, [name, id, arn, email ?? ""]),
  };
}

function toFindablePolicy(
  store: FindSource,
  { id, arn, name, type, description, awsManaged }: PolicySummary,
): Findable {
  return {
    id,
    kind: "policy",
    name,
    place: getPolicyTypeFacts(type).name,
    canHaveTags: !awsManaged,
    haystack: toHaystack(store, id, [name, id, arn, description]),
  };
}

/** A tag is found by its key, its value and `key=value`. */
function toHaystack(store: FindSource, id: string, texts: readonly string[]): string {
  let haystack = texts.join("\n");
  const tags = store.getTags(id);
  if (tags) for (const [key, value] of Object.entries(tags)) haystack += `\n${key}=${value}`;
  return haystack.toLowerCase();
}

/** What to say where nothing was found: what was looked through, and what is not read yet. */
export function describeNothing(
  { all, withoutTags }: FindIndex,
  query: string,
  isReading: boolean,
  t: Translate,
): { readonly label: string; readonly detail: string } {
  const taggable = all.filter(({ canHaveTags }) => canHaveTags).length;
  const tags =
    withoutTags === 0
      ? undefined
      : withoutTags === taggable
        ? t("tags")
        : t("tags of {0} of {1}", withoutTags, taggable);
  const late = [isReading ? t("accounts, OUs and policies (being read)") : undefined, tags].filter(Boolean);
  const looked = t("Looked at: name, ID, e-mail, tags, ARN, description.");
  return {
    label: t("Nothing here is called “{0}”", query.trim()),
    detail: late.length === 0 ? looked : `${looked} ${t("Not read yet: {0}.", late.join(", "))}`,
  };
}

/**
 * Those that hold every word of the query, at most `limit`: names that begin with it, then those that end with it, then
 * those that hold it, then the rest. VS Code puts names that match in this order by itself, the shorter of two beginnings
 * first: so the first here is the first that is seen.
 */
export function find(all: readonly Findable[], query: string, limit: number): readonly Findable[] {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.slice(0, limit);
  const [begin, end, hold, others]: [Findable[], Findable[], Findable[], Findable[]] = [[], [], [], []];
  for (const findable of all) {
    if (!words.every((word) => findable.haystack.includes(word))) continue;
    const name = findable.name.toLowerCase();
    if (name.startsWith(typed)) begin.push(findable);
    else if (name.endsWith(typed)) end.push(findable);
    else if (name.includes(typed)) hold.push(findable);
    else others.push(findable);
  }
  const byName = (one: Findable, other: Findable) => compareNames(one.name, other.name);
  const byLength = (one: Findable, other: Findable) => one.name.length - other.name.length || byName(one, other);
  const take = (found: readonly Findable[]) => found.slice(0, limit);
  return take([...take(begin).sort(byLength), ...take(end).sort(byName), ...take(hold).sort(byName), ...others]);
}

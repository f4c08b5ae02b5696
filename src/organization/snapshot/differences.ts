import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Gap, OrganizationContents, Tags } from "../model";
import { compareNames } from "../order";
import type { Difference, Differences } from "./difference";
import { Side } from "./side";

/**
 * What changed from one moment to another of the same organization. Of what either side could not read nothing is
 * said. Left out because it follows: what was attached to a target that is gone, and AWS's own allow-everything policy
 * on a new one.
 */
export function getDifferences(from: OrganizationContents, to: OrganizationContents): Differences {
  const [a, b] = [new Side(from), new Side(to)];
  return {
    from: from.takenAt,
    to: to.takenAt,
    differences: [
      ...compareOrganization(from, to),
      ...comparePolicyTypes(a, b),
      ...sort(compareTargets(a, b)),
      ...sort(comparePolicies(a, b)),
      ...sort(compareAttachments(a, b)),
      ...compareServices(a, b),
      ...sort(compareTags(a, b)),
    ],
    gaps: joinGaps(from.gaps, to.gaps),
  };
}

function* compareOrganization(from: OrganizationContents, to: OrganizationContents): Iterable<Difference> {
  for (const member of ["featureSet", "masterAccountId", "masterAccountEmail"] as const) {
    const [before, after] = [from.organization[member], to.organization[member]];
    if (before !== after) yield { kind: "organization", member, from: before, to: after };
  }
}

function* comparePolicyTypes(a: Side, b: Side): Iterable<Difference> {
  if (!a.has("ListRoots") || !b.has("ListRoots")) return;
  for (const { id, policyTypes } of b.contents.roots) {
    const root = b.getTarget(id);
    const before = a.contents.roots.find((candidate) => candidate.id === id);
    if (!root || !before) continue;
    const types = new Set([...before.policyTypes, ...policyTypes].map(({ type }) => type));
    for (const type of types) {
      const [from, to] = [before.policyTypes, policyTypes].map((list) => list.find((one) => one.type === type)?.status);
      if (from !== to) yield { kind: "policyType", root, type, from, to };
    }
  }
}

function* compareTargets(a: Side, b: Side): Iterable<Difference> {
  for (const id of a.targets.keys()) {
    const target = a.getTarget(id);
    if (target && !b.targets.has(id) && b.hasStructure) yield { kind: "targetRemoved", target };
  }
  for (const [id, after] of b.targets) {
    const before = a.targets.get(id);
    const target = b.getTarget(id);
    if (!target) continue;
    if (!before) {
      if (a.hasStructure) yield { kind: "targetAdded", target };
      continue;
    }
    if (before.parentId !== after.parentId) {
      yield { kind: "targetMoved", target, from: a.getPlace(before.parentId), to: target.place };
    }
    if (before.name !== after.name) yield { kind: "targetRenamed", target, from: before.name, to: after.name };
    if (!("state" in before && "state" in after)) continue;
    if (before.state !== after.state) yield { kind: "stateChanged", target, from: before.state, to: after.state };
    if (before.email !== after.email) yield { kind: "emailChanged", target, from: before.email, to: after.email };
  }
}

function* comparePolicies(a: Side, b: Side): Iterable<Difference> {
  for (const { id, type } of a.policies.values()) {
    const policy = a.getPolicy(id);
    if (policy && !b.policies.has(id) && b.hasPolicies(type)) yield { kind: "policyRemoved", policy };
  }
  for (const after of b.policies.values()) {
    const before = a.policies.get(after.id);
    const policy = b.getPolicy(after.id);
    if (!policy) continue;
    if (!before) {
      if (a.hasPolicies(after.type)) yield { kind: "policyAdded", policy };
      continue;
    }
    if (before.name !== after.name) yield { kind: "policyRenamed", policy, from: before.name, to: after.name };
    if (before.description !== after.description) {
      yield { kind: "policyDescriptionChanged", policy, from: before.description, to: after.description };
    }
    if (before.content !== after.content && a.hasContent(after.id) && b.hasContent(after.id)) {
      yield { kind: "policyContentChanged", policy, from: before.content, to: after.content };
    }
  }
}

function* compareAttachments(a: Side, b: Side): Iterable<Difference> {
  for (const [key, attachment] of a.attachments) {
    const target = a.getTarget(attachment.targetId);
    const policy = b.getPolicy(attachment.policyId) ?? a.getPolicy(attachment.policyId);
    if (b.attachments.has(key) || !target || !policy || !b.hasAttachment(attachment, policy.type)) continue;
    if (b.targets.has(target.id)) yield { kind: "detached", policy, target };
  }
  for (const [key, attachment] of b.attachments) {
    const target = b.getTarget(attachment.targetId);
    const policy = b.getPolicy(attachment.policyId);
    if (a.attachments.has(key) || !target || !policy || !a.hasAttachment(attachment, policy.type)) continue;
    const follows = !a.targets.has(target.id) && getPolicyTypeFacts(policy.type).fullAccess === policy.id;
    if (!follows) yield { kind: "attached", policy, target };
  }
}

function* compareServices(a: Side, b: Side): Iterable<Difference> {
  if (a.has("ListAWSServiceAccessForOrganization") && b.has("ListAWSServiceAccessForOrganization")) {
    const [before, after] = [a, b].map(({ contents }) => contents.enabledServices?.map((one) => one.servicePrincipal));
    for (const servicePrincipal of missing(before, after)) yield { kind: "serviceDisabled", servicePrincipal };
    for (const servicePrincipal of missing(after, before)) yield { kind: "serviceEnabled", servicePrincipal };
  }
  if (!a.has("ListDelegatedAdministrators", "ListDelegatedServicesForAccount")) return;
  if (!b.has("ListDelegatedAdministrators", "ListDelegatedServicesForAccount")) return;
  const accountIds = [a, b].flatMap(({ contents }) => Object.keys(contents.delegatedServices ?? {}));
  for (const id of new Set(accountIds)) {
    const target = (b.targets.has(id) ? b : a).getResource(id);
    const [before, after] = [a, b].map(({ contents }) => {
      const services = contents.delegatedServices;
      return services && (services[id] ?? []).map((one) => one.servicePrincipal);
    });
    for (const servicePrincipal of missing(before, after)) yield { kind: "undelegated", target, servicePrincipal };
    for (const servicePrincipal of missing(after, before)) yield { kind: "delegated", target, servicePrincipal };
  }
}

/** What stands in one list and not in the other; nothing when one of them was never read. */
function missing(from: readonly string[] | undefined, to: readonly string[] | undefined): readonly string[] {
  return from && to ? from.filter((one) => !to.includes(one)) : [];
}

function* compareTags(a: Side, b: Side): Iterable<Difference> {
  const [before, after] = [a.contents.tags, b.contents.tags];
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const isNew = !(a.targets.has(id) || a.policies.has(id));
    const isGone = !(b.targets.has(id) || b.policies.has(id));
    if (isGone || (isNew && !a.hasStructure) || !a.hasTags(id) || !b.hasTags(id)) continue;
    yield* compareTagsOf(b.getResource(id), before[id] ?? {}, after[id] ?? {});
  }
}

function* compareTagsOf(resource: { readonly id: string; readonly name: string }, before: Tags, after: Tags) {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [before, after].map((tags) => (Object.hasOwn(tags, key) ? tags[key] : undefined));
    if (from !== to) yield { kind: "tag", resource, key, from, to } as const;
  }
}

/** By the name of what differs; what is said of one thing keeps its order. */
function sort(differences: Iterable<Difference>): readonly Difference[] {
  return [...differences].sort((a, b) => compareNames(getName(a), getName(b)));
}

function getName(difference: Difference): string {
  if ("policy" in difference) return difference.policy.name;
  if ("resource" in difference) return difference.resource.name;
  return "target" in difference ? difference.target.name : "";
}

function joinGaps(...lists: readonly (readonly Gap[] | undefined)[]): readonly Gap[] {
  const gaps = lists.flatMap((list) => list ?? []);
  return [...new Map(gaps.map((gap) => [`${gap.operation}/${gap.resource ?? ""}`, gap])).values()];
}

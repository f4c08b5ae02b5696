/** What a difference says in words, for rows of a tree, Markdown and a terminal. */
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Translate } from "../../terms/translate";
import type { Difference, NamedResource, PlacedTarget } from "./difference";

export type DifferenceGroup = "structure" | "policies" | "attachments" | "services" | "tags";

export const DIFFERENCE_GROUPS: readonly DifferenceGroup[] = [
  "structure",
  "policies",
  "attachments",
  "services",
  "tags",
];

export interface Wording {
  /** What differs: `Web Services`. */
  readonly label: string;
  /** How: `moved from Root / Production to Root / Security`. */
  readonly description: string;
  /** Its ids of AWS. */
  readonly ids: readonly string[];
}

export function getGroup({ kind }: Difference): DifferenceGroup {
  switch (kind) {
    case "organization":
    case "targetAdded":
    case "targetRemoved":
    case "targetMoved":
    case "targetRenamed":
    case "stateChanged":
    case "emailChanged":
      return "structure";
    case "policyType":
    case "policyAdded":
    case "policyRemoved":
    case "policyRenamed":
    case "policyDescriptionChanged":
    case "policyContentChanged":
      return "policies";
    case "attached":
    case "detached":
      return "attachments";
    case "serviceEnabled":
    case "serviceDisabled":
    case "delegated":
    case "undelegated":
      return "services";
    case "tag":
      return "tags";
  }
}

export function getGroupName(group: DifferenceGroup, t: Translate): string {
  switch (group) {
    case "structure":
      return t("Accounts and OUs");
    case "policies":
      return t("Policies");
    case "attachments":
      return t("Attachments");
    case "services":
      return t("Services");
    case "tags":
      return t("Tags");
  }
}

export function describeDifference(difference: Difference, t: Translate): Wording {
  switch (difference.kind) {
    case "organization":
      return describe({ id: "", name: t("Organization") }, describeOrganization(difference, t));
    case "policyType": {
      const { type, from, to } = difference;
      const statuses = t("{0} → {1}", from ?? t("off"), to ?? t("off"));
      return describe({ id: difference.root.id, name: getPolicyTypeFacts(type).name }, statuses);
    }
    case "targetAdded":
      return describe(difference.target, t("added in {0}", difference.target.place));
    case "targetRemoved":
      return describe(difference.target, t("removed from {0}", difference.target.place));
    case "targetMoved":
      return describe(difference.target, t("moved from {0} to {1}", difference.from, difference.to));
    case "targetRenamed":
      return describe(difference.target, t("renamed, was {0}", difference.from));
    case "stateChanged":
      return describe(difference.target, t("{0} → {1}", difference.from, difference.to));
    case "emailChanged":
      return describe(difference.target, t("e-mail {0} → {1}", difference.from, difference.to));
    case "policyAdded":
      return describe(difference.policy, t("new {0}", getPolicyTypeFacts(difference.policy.type).one));
    case "policyRemoved":
      return describe(difference.policy, t("{0} deleted", getPolicyTypeFacts(difference.policy.type).one));
    case "policyRenamed":
      return describe(difference.policy, t("renamed, was {0}", difference.from));
    case "policyDescriptionChanged":
      return describe(difference.policy, t("description “{0}” → “{1}”", difference.from, difference.to));
    case "policyContentChanged": {
      const { from, to } = difference;
      return describe(difference.policy, t("content changed, {0} → {1} characters", from.length, to.length));
    }
    case "attached":
      return describe(difference.policy, t("attached to {0}", getFullName(difference.target)), difference.target.id);
    case "detached":
      return describe(difference.policy, t("detached from {0}", getFullName(difference.target)), difference.target.id);
    case "tag":
      return describe(difference.resource, describeTag(difference, t));
    case "serviceEnabled":
      return describe({ id: "", name: difference.servicePrincipal }, t("trusted access enabled"));
    case "serviceDisabled":
      return describe({ id: "", name: difference.servicePrincipal }, t("trusted access disabled"));
    case "delegated":
      return describe(difference.target, t("now administers {0}", difference.servicePrincipal));
    case "undelegated":
      return describe(difference.target, t("no longer administers {0}", difference.servicePrincipal));
  }
}

function describe({ id, name }: NamedResource, description: string, ...more: readonly string[]): Wording {
  return { label: name, description, ids: [id, ...more].filter((one) => one !== "") };
}

function describeOrganization(
  { member, from, to }: Extract<Difference, { readonly kind: "organization" }>,
  t: Translate,
): string {
  switch (member) {
    case "featureSet":
      return t("feature set {0} → {1}", from, to);
    case "masterAccountId":
      return t("management account {0} → {1}", from, to);
    case "masterAccountEmail":
      return t("e-mail of the management account {0} → {1}", from, to);
  }
}

function describeTag({ key, from, to }: Extract<Difference, { readonly kind: "tag" }>, t: Translate): string {
  if (from === undefined) return t("tag {0} = {1} added", key, to ?? "");
  if (to === undefined) return t("tag {0} = {1} removed", key, from);
  return t("tag {0}: {1} → {2}", key, from, to);
}

function getFullName({ place, name }: PlacedTarget): string {
  return place === "" ? name : `${place} / ${name}`;
}

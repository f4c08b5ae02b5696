import type {
  Account,
  DelegatedService,
  EffectivePolicy,
  Handshake,
  Organization,
  OrganizationalUnit,
  Policy,
  PolicySummary,
  PolicyTarget,
  Root,
  Tags,
} from "./model";
import type { Children, StorePart } from "./store";

/** What each part of the store answers with. */
interface AnswerByPart {
  readonly organization: Organization;
  readonly roots: readonly Root[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly children: Children;
  readonly accounts: readonly Account[];
  readonly policies: readonly PolicySummary[];
  readonly policy: Policy;
  readonly targets: readonly PolicyTarget[];
  readonly attached: readonly PolicySummary[];
  readonly effective: EffectivePolicy;
  readonly tags: Tags;
  readonly handshakes: readonly Handshake[];
  readonly delegatedServices: readonly DelegatedService[];
}

export type Answer<P extends StorePart> = AnswerByPart[P["part"]];

/** One string for each part: `attached/ou-a1b2-11112222/TAG_POLICY`. */
export function getPartKey(part: StorePart): string {
  switch (part.part) {
    case "organization":
    case "roots":
    case "accounts":
    case "handshakes":
      return part.part;
    case "organizationalUnits":
    case "children":
      return `${part.part}/${part.parentId}`;
    case "policies":
      return `policies/${part.type}`;
    case "policy":
    case "targets":
      return `${part.part}/${part.policyId}`;
    case "attached":
      return `attached/${part.targetId}/${part.type}`;
    case "effective":
      return `effective/${part.accountId}/${part.type}`;
    case "tags":
      return `tags/${part.resourceId}`;
    case "delegatedServices":
      return `delegatedServices/${part.accountId}`;
  }
}

/**
 * An organization that can be shown to others: the same shape and the same policies, under other ids, names and
 * e-mails, addresses, VPCs, external ids and Sids. What is one thing stays one thing wherever it is named, policy texts included, so that the file loads and
 * evaluates as the original does. What is not known to identify anyone stays: the names of roles and buckets that
 * policies name, and times.
 */
import { getIdKind } from "../../terms/ids";
import type { Handshake, HandshakeResource, OrganizationContents, Tags } from "../model";
import { sortByName } from "../order";
import { replaceAddresses } from "./addresses";
import { findCompanyWords, isDistinctive } from "./identifyingWords";
import { PolicyWords } from "./policyWords";
import { Pseudonyms } from "./pseudonyms";

export function redact(contents: OrganizationContents): OrganizationContents {
  const names = new Names(contents);
  const { organization } = contents;
  const arnOf = ({ id, arn }: { readonly id: string; readonly arn: string }) => ({
    id: names.replaceIds(id),
    arn: names.replaceIds(arn),
  });
  // Only what is known here is taken over: an unknown key could hold anything.
  return {
    takenAt: contents.takenAt,
    organization: {
      ...arnOf(organization),
      featureSet: organization.featureSet,
      masterAccountId: names.replaceIds(organization.masterAccountId),
      masterAccountArn: names.replaceIds(organization.masterAccountArn),
      masterAccountEmail: names.replaceText(organization.masterAccountEmail),
    },
    roots: contents.roots.map((root) => ({
      ...arnOf(root),
      name: root.name === "Root" ? "Root" : names.getName(root.id),
      policyTypes: root.policyTypes.map(({ type, status }) => ({ type, status })),
    })),
    organizationalUnits: contents.organizationalUnits.map((unit) => ({
      ...arnOf(unit),
      name: names.getName(unit.id),
      parentId: names.replaceIds(unit.parentId),
    })),
    accounts: contents.accounts.map((account) => ({
      ...arnOf(account),
      name: names.getName(account.id),
      email: names.replaceText(account.email),
      state: account.state,
      joinedMethod: account.joinedMethod,
      joinedTimestamp: account.joinedTimestamp,
      parentId: names.replaceIds(account.parentId),
    })),
    policies: contents.policies.map((policy) => ({
      ...arnOf(policy),
      name: policy.awsManaged ? policy.name : names.getName(policy.id),
      description: policy.awsManaged ? policy.description : "",
      type: policy.type,
      awsManaged: policy.awsManaged,
      content: policy.awsManaged ? policy.content : names.replacePolicy(policy.content),
    })),
    attachments: contents.attachments.map(({ policyId, targetId }) => ({
      policyId: names.replaceIds(policyId),
      targetId: names.replaceIds(targetId),
    })),
    tags: Object.fromEntries(
      Object.entries(contents.tags).map(([id, tags]) => [names.replaceIds(id), names.replaceTags(tags)]),
    ),
    ...(contents.handshakes && { handshakes: contents.handshakes.map((one) => redactHandshake(one, names)) }),
    ...(contents.delegatedServices && {
      delegatedServices: Object.fromEntries(
        Object.entries(contents.delegatedServices).map(([id, services]) => [
          names.replaceIds(id),
          services.map(({ servicePrincipal, delegationEnabledDate }) => ({ servicePrincipal, delegationEnabledDate })),
        ]),
      ),
    }),
    ...(contents.enabledServices && {
      enabledServices: contents.enabledServices.map(({ servicePrincipal, dateEnabled }) => ({
        servicePrincipal,
        dateEnabled,
      })),
    }),
    ...(contents.gaps && {
      gaps: contents.gaps.map(({ operation, resource, reason }) => ({
        operation,
        ...(resource !== undefined && { resource: names.replaceIds(resource) }),
        reason: names.replaceText(reason),
      })),
    }),
  };
}

function redactHandshake(handshake: Handshake, names: Names): Handshake {
  const { id, arn, state, action, parties, requestedTimestamp, expirationTimestamp, resources } = handshake;
  return {
    id: names.replaceIds(id),
    arn: names.replaceIds(arn),
    state,
    action,
    parties: parties.map((party) => ({ id: names.replaceText(party.id), type: party.type })),
    requestedTimestamp,
    expirationTimestamp,
    ...(resources && { resources: resources.map((resource) => redactResource(resource, names)) }),
  };
}

/** Ids, e-mails and an organization's feature set are told by their shape; any other value is free text. */
function redactResource({ type, value, resources }: HandshakeResource, names: Names): HandshakeResource {
  return {
    type,
    ...(value !== undefined && { value: type.endsWith("NAME") || type === "NOTES" ? "…" : names.replaceText(value) }),
    ...(resources && { resources: resources.map((resource) => redactResource(resource, names)) }),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What everything of one organization is called in its redacted form. */
class Names {
  readonly #pseudonyms: Pseudonyms;
  readonly #byId = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #policyWords = new PolicyWords();
  readonly #seed: string;

  constructor(contents: OrganizationContents) {
    this.#seed = contents.organization.id;
    const { organizationalUnits, accounts, policies, organization } = contents;
    const own = policies.filter((policy) => !policy.awsManaged);
    const words = new Map<string, string>();
    const kinds: readonly (readonly [label: string, things: readonly Named[]])[] = [
      ["OU", organizationalUnits],
      ["Account", accounts],
      ["Policy", own],
    ];
    for (const [label, things] of kinds) {
      for (const [index, { id, name }] of sortByName(things).entries()) {
        const pseudonym = `${label} ${index + 1}`;
        this.#byId.set(id, pseudonym);
        if (isDistinctive(name)) words.set(name, pseudonym);
      }
    }
    for (const tags of Object.values(contents.tags)) {
      for (const value of Object.values(tags)) {
        // Ids, e-mails and names are called as they are elsewhere.
        if (value === "" || getIdKind(value) || value.includes("@") || words.has(value)) continue;
        const pseudonym = this.#values.get(value) ?? `value-${this.#values.size + 1}`;
        this.#values.set(value, pseudonym);
      }
    }
    for (const [value, pseudonym] of this.#values) if (isDistinctive(value)) words.set(value, pseudonym);
    const emails = [organization.masterAccountEmail, ...accounts.map(({ email }) => email)];
    this.#pseudonyms = new Pseudonyms({
      // Those of the organization first, so that it reads in order.
      ids: [
        organization.id,
        ...[...contents.roots, ...sortByName<Named>([...organizationalUnits, ...accounts, ...own])].map(({ id }) => id),
        ...(contents.handshakes ?? []).map(({ id }) => id),
      ],
      words,
      companyWords: findCompanyWords(emails),
    });
  }

  getName(id: string): string {
    return this.#byId.get(id) ?? "…";
  }

  /** For texts that hold nothing but ids: ARNs, and ids themselves. */
  replaceIds(text: string): string {
    return this.#pseudonyms.replaceIds(text);
  }

  replaceText(text: string): string {
    return this.#pseudonyms.replaceAll(text);
  }

  replacePolicy(content: string): string {
    return this.replaceText(replaceAddresses(this.#policyWords.replace(content), this.#seed));
  }

  replaceTags(tags: Tags): Tags {
    return Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [
        this.#pseudonyms.replaceAll(key),
        this.#values.get(value) ?? this.replaceText(value),
      ]),
    );
  }
}

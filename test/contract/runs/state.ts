import type { OrganizationContents } from "../../../src/organization/model";

/** An organization by names and paths alone, to compare two where things came back under new ids. */
export function describeState(contents: OrganizationContents): object {
  const paths = new Map<string, string>();
  for (const { id, name } of contents.roots) paths.set(id, name);
  const getPath = (id: string): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const unit = contents.organizationalUnits.find((one) => one.id === id);
    const account = contents.accounts.find((one) => one.id === id);
    const found = unit ?? account;
    const text = found ? `${getPath(found.parentId)}/${found.name}` : id;
    paths.set(id, text);
    return text;
  };
  const policies = new Map(contents.policies.map((policy) => [policy.id, policy]));
  const getName = (id: string) => policies.get(id)?.name ?? getPath(id);
  return {
    types: contents.roots.map((root) => root.policyTypes.map(({ type, status }) => `${type} ${status}`).sort()),
    units: contents.organizationalUnits.map(({ id }) => getPath(id)).sort(),
    accounts: contents.accounts.map(({ id, name, state }) => `${getPath(id)} ${name} ${state}`).sort(),
    policies: contents.policies
      .map(({ name, type, description, content }) => [type, name, description, content].join("|"))
      .sort(),
    attachments: contents.attachments
      .map(({ policyId, targetId }) => `${getName(policyId)} on ${getPath(targetId)}`)
      .sort(),
    tags: Object.entries(contents.tags)
      .flatMap(([id, tags]) => Object.entries(tags).map(([key, value]) => `${getName(id)}: ${key}=${value}`))
      .sort(),
    handshakes: (contents.handshakes ?? [])
      .filter(({ state }) => state === "OPEN")
      .map(({ parties }) => parties[1]?.id),
    services: (contents.enabledServices ?? []).map(({ servicePrincipal }) => servicePrincipal).sort(),
  };
}

/** Draws a number from 0 up to 1, like `Math.random`; injected, so that tests and generator repeat themselves. */
export type Random = () => number;

const ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";
const DIGITS = "0123456789";

function draw(random: Random, alphabet: string, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
}

export const createOrganizationId = (random: Random): string => `o-${draw(random, ALPHANUMERIC, 10)}`;
export const createRootId = (random: Random): string => `r-${draw(random, ALPHANUMERIC, 4)}`;
export const createPolicyId = (random: Random): string => `p-${draw(random, ALPHANUMERIC, 8)}`;
export const createHandshakeId = (random: Random): string => `h-${draw(random, ALPHANUMERIC, 10)}`;
export const createResourcePolicyId = (random: Random): string => `rp-${draw(random, ALPHANUMERIC, 10)}`;
export const createCreationId = (random: Random): string => `car-${draw(random, ALPHANUMERIC, 10)}`;

/** `ou-a1b2-11112222`: the first part repeats the root's. */
export function createOrganizationalUnitId(random: Random, rootId: string): string {
  return `ou-${rootId.slice("r-".length)}-${draw(random, ALPHANUMERIC, 8)}`;
}

export function createAccountId(random: Random): string {
  return draw(random, DIGITS.slice(1), 1) + draw(random, DIGITS, 11);
}

/**
 * The ARNs of one organization (Service Authorization Reference, AWS Organizations), in the partition of its own ARN;
 * in `aws` when it has none yet.
 */
export function createArns(organization: {
  readonly id: string;
  readonly masterAccountId: string;
  readonly arn?: string;
}) {
  const { id, masterAccountId, arn = "arn:aws" } = organization;
  const partition = arn.split(":")[1];
  const build = (resource: string) => `arn:${partition}:organizations::${masterAccountId}:${resource}`;
  return {
    organization: build(`organization/${id}`),
    root: (rootId: string) => build(`root/${id}/${rootId}`),
    organizationalUnit: (ouId: string) => build(`ou/${id}/${ouId}`),
    account: (accountId: string) => build(`account/${id}/${accountId}`),
    policy: (type: string, policyId: string) => build(`policy/${id}/${type.toLowerCase()}/${policyId}`),
    handshake: (handshakeId: string, action = "invite") => build(`handshake/${id}/${action}/${handshakeId}`),
    resourcePolicy: (policyId: string) => build(`resourcepolicy/${id}/${policyId}`),
  };
}

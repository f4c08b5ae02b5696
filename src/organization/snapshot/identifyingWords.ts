/** Which words of an organization tell whose it is. */

/** Labels of domains that name no company, and words that policies are made of. */
const COMMON = new Set([
  ...["gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "icloud", "proton", "protonmail", "mail", "email"],
  ...["example", "amazon", "amazonaws", "aws", "localhost", "invalid", "test"],
  ...["allow", "deny", "effect", "action", "notaction", "resource", "notresource", "principal", "condition"],
  ...["statement", "version", "service", "federated", "true", "false", "null", "organizations", "account", "root"],
]);

const MIN_LENGTH = 4;

/**
 * The labels before the public suffix of e-mail domains: `techcorp` of `ops@mail.techcorp.example`. The suffix is
 * guessed: the last label, and a short one before it (`co.uk`).
 */
export function findCompanyWords(emails: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const email of new Set(emails)) {
    const labels = email
      .slice(email.lastIndexOf("@") + 1)
      .toLowerCase()
      .split(".");
    const suffix = (labels.at(-2)?.length ?? 0) <= 3 && labels.length > 2 ? 2 : 1;
    for (const label of labels.slice(0, -suffix)) {
      if (label.length >= MIN_LENGTH && !COMMON.has(label)) words.add(label);
    }
  }
  return [...words];
}

/**
 * Whether a name can be replaced wherever it is met without changing what a policy says. A single word (`Deny`,
 * `Production`) may be a word of the policy language or mean something else there.
 */
export function isDistinctive(name: string): boolean {
  return name.length >= 5 && /\w[ _.-]+\w|@/.test(name) && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(name);
}

/** What must never reach a log, a message or a file: the parts of credentials, wherever a text carries them. */

/** The rest of a name goes on in its own way: `AWS_SECRET_ACCESS_KEY=…`, `"SecretAccessKey": "…"`, `secret access key: …`. */
const NAMED = new RegExp(
  String.raw`((?:secret[-_ ]?access[-_ ]?key|session[-_ ]?token|security[-_ ]?token|access[-_ ]?token|refresh[-_ ]?token|id[-_ ]?token|client[-_ ]?secret|password|signature)["']?\s*[:=]\s*["']?)([^\s"'&,;]{6,})`,
  "gi",
);

/** Access key ids are no secrets, but they are nobody's business either. */
const KEY_ID = /\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g;

/** As long as a secret access key, in its alphabet. */
const KEY_LIKE = /(?<![\w/+=])[A-Za-z0-9/+]{40}(?![\w/+=])/g;

/** Session tokens begin so; JSON web tokens are three parts in base64url. */
const TOKEN_LIKE = /\b(?:FwoG|FQoG|IQoJ)[A-Za-z0-9/+=_-]{40,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g;

const HIDDEN = "…";

export function redactSecrets(text: string): string {
  return text
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(TOKEN_LIKE, HIDDEN)
    .replace(KEY_LIKE, (found) => (isKey(found) ? HIDDEN : found))
    .replace(KEY_ID, `$1${HIDDEN}`);
}

/** A hash is of one case, a word of letters alone. */
function isKey(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9/+]/.test(text);
}

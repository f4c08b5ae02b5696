/** What a tested process may know of AWS on this machine: nothing. */
import path from "node:path";

/**
 * The person's AWS settings taken out of the environment, and the shared files led into `folder`, where a test may
 * write its own. @param {string} folder @returns {NodeJS.ProcessEnv}
 */
export function withoutAws(folder) {
  const theirs = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(theirs.map((name) => [name, undefined])),
    AWS_CONFIG_FILE: path.join(folder, "aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, "aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

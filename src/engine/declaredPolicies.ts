/**
 * Which files a workspace says are organization policies: Terraform's `aws_organizations_policy` with
 * `content = file("…")`, and the `organization-config.yaml` of the Landing Zone Accelerator. Both are read loosely, by
 * their shape: enough to know a policy's type, never to judge the file that names it.
 */
import { matchesGlob } from "../policy/glob";
import { POLICY_TYPES, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";

/** A file, or a pattern of files, that something declares to be a policy. */
export interface DeclaredPolicy {
  /** From the root, with slashes; where Terraform fills in a name, a `*` stands for it. */
  readonly pattern: string;
  readonly type: PolicyType;
}

/** A text nobody wrote by hand; reading it would only take time. */
const MAX_TEXT = 2_000_000;

/** What files that declare policies are called. */
export function declaresPolicies(path: string): boolean {
  return /\.tf$/i.test(path) || /(^|[\\/])organization-config\.ya?ml$/i.test(path);
}

/** What a file declares; `path` is its own, from the root, with slashes. */
export function readDeclaredPolicies(path: string, text: string): readonly DeclaredPolicy[] {
  if (text.length > MAX_TEXT) return [];
  const declared = /\.tf$/i.test(path) ? readTerraform(text) : readLandingZone(text);
  const folder = path.split("/").slice(0, -1);
  return [...declared].flatMap(({ file, type }) => {
    const pattern = resolvePath(folder, file);
    return pattern === undefined ? [] : [{ pattern, type }];
  });
}

/** The type that one of the declarations gives a file. */
export function findDeclaredType(declared: readonly DeclaredPolicy[], path: string): PolicyType | undefined {
  return declared.find(({ pattern }) => pattern === path || (pattern.includes("*") && matchesGlob(pattern, path)))
    ?.type;
}

interface Declaration {
  /** As written, from the declaring file's folder. */
  readonly file: string;
  readonly type: PolicyType;
}

function* readTerraform(text: string): Generator<Declaration> {
  const heads = [...text.matchAll(/resource\s+"aws_organizations_policy"\s+"[^"]*"\s*\{/g)];
  for (const [at, head] of heads.entries()) {
    // A block that nobody closed ends where the next one begins, so that no text is read for each of them again.
    const until = heads[at + 1]?.index ?? text.length;
    const block = readBlock(text.slice(head.index + head[0].length, until));
    const written = findLine(block, /^\s*type\s*=\s*"([A-Z0-9_]+)"/)?.[1] ?? SERVICE_CONTROL_POLICY;
    const type = POLICY_TYPES.find(({ id }) => id === written)?.id;
    const file = readContentFile(block);
    if (type && file !== undefined) {
      yield { file: file.replace(/^\$\{path\.(?:module|root|cwd)\}\//, "").replace(/\$\{[^}]*\}/g, "*"), type };
    }
  }
}

/** The text up to the brace that closes it; braces in strings come in pairs as a rule. */
function readBlock(text: string): string {
  let depth = 1;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth === 0) return text.slice(0, index);
  }
  return text;
}

/** A path of a file, with room for what calls `file`. */
const MAX_CALL = 5_000;

/** The file of `content = file("…")` or `templatefile("…", …)`, also within jsonencode(jsondecode(…)), which minifies. */
function readContentFile(block: string): string | undefined {
  const line = findLine(block, /^\s*content\s*=/);
  const call = block.slice(line?.index, (line?.index ?? 0) + MAX_CALL);
  return line && /^.*?\b(?:template)?file\(\s*"((?:[^"\\$]|\$\{[^}]{0,500}\})+)"/.exec(call)?.[1];
}

/** The first line that a pattern matches, with its place in the text. */
function findLine(text: string, pattern: RegExp): RegExpExecArray | undefined {
  let index = 0;
  for (const line of text.split("\n")) {
    const found = pattern.exec(line);
    if (found) return Object.assign(found, { index });
    index += line.length + 1;
  }
  return undefined;
}

const SECTIONS: Readonly<Record<string, PolicyType>> = {
  serviceControlPolicies: SERVICE_CONTROL_POLICY,
  resourceControlPolicies: RESOURCE_CONTROL_POLICY,
  taggingPolicies: "TAG_POLICY",
  backupPolicies: "BACKUP_POLICY",
  chatbotPolicies: "CHATBOT_POLICY",
};

function* readLandingZone(text: string): Generator<Declaration> {
  let type: PolicyType | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, section] = /^([A-Za-z]\w*):/.exec(line) ?? [];
    if (section !== undefined) type = Object.hasOwn(SECTIONS, section) ? SECTIONS[section] : undefined;
    const [, value] = /^\s+(?:-\s+)?policy:(.*)$/.exec(line) ?? [];
    const file = value === undefined ? undefined : readYamlText(value.trim());
    if (type && file) yield { file, type };
  }
}

/** A text with or without quotes around it, a comment behind it aside; `undefined` for what is no plain name of a file. */
function readYamlText(value: string): string | undefined {
  const [, name = "", rest = ""] = /^["']?([^"'#]*)(.*)$/.exec(value) ?? [];
  return /^["']?\s*(?:#|$)/.test(rest) ? name.trimEnd() : undefined;
}

function resolvePath(folder: readonly string[], file: string): string | undefined {
  const parts = file.startsWith("/") ? [] : [...folder];
  for (const part of file.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

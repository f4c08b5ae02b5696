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

/** What files that declare policies are called. */
export function declaresPolicies(path: string): boolean {
  return /\.tf$/i.test(path) || /(^|[\\/])organization-config\.ya?ml$/i.test(path);
}

/** What a file declares; `path` is its own, from the root, with slashes. */
export function readDeclaredPolicies(path: string, text: string): readonly DeclaredPolicy[] {
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

/** A text nobody wrote by hand; reading it would only take time. */
const MAX_TEXT = 2_000_000;

function* readTerraform(text: string): Generator<Declaration> {
  if (text.length > MAX_TEXT) return;
  for (const { index } of text.matchAll(/resource\s+"aws_organizations_policy"\s+"[^"]*"\s*\{/g)) {
    const block = readBlock(text, text.indexOf("{", index));
    const written = /^\s*type\s*=\s*"([A-Z0-9_]+)"/m.exec(block)?.[1] ?? SERVICE_CONTROL_POLICY;
    const type = POLICY_TYPES.find(({ id }) => id === written)?.id;
    // file("…"), templatefile("…", …), also within jsonencode(jsondecode(…)), which minifies.
    const [, file] = /^\s*content\s*=.*?\b(?:template)?file\(\s*"((?:[^"\\$]|\$\{[^}]*\})+)"/m.exec(block) ?? [];
    if (type && file)
      yield { file: file.replace(/^\$\{path\.(?:module|root|cwd)\}\//, "").replace(/\$\{[^}]*\}/g, "*"), type };
  }
}

/** The text between an opening brace and its closing one; braces in strings come in pairs as a rule. */
function readBlock(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
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
    const [, file] = /^\s+(?:-\s+)?policy:\s*["']?([^"'#\s][^"'#]*?)["']?\s*(?:#.*)?$/.exec(line) ?? [];
    if (type && file) yield { file, type };
  }
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

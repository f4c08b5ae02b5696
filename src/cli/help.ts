/** What `orgscope help COMMAND` says of options and exit codes. `docs/command-line.md` says more of what is printed. */
import type { Command } from "./command";

type Lines = Readonly<Record<string, string>>;

const FORMAT: Lines = { "--format": "text, for people (the default), or json, for programs" };
const CONNECTION: Lines = {
  "--profile NAME": "of the AWS configuration; without it the environment's credentials",
  "--region R": "any Region of the partition",
  "--endpoint URL": "another server than AWS, such as orgscope sandbox",
};
const ORGANIZATION: Lines = { "--org FILE": "an organization file, as orgscope snapshot writes it" };

/** By the command's name. */
const OPTIONS: Readonly<Record<string, Lines>> = {
  lint: {
    "--type": "scp or rcp; auto, the default, tells by name, folder, Terraform or text",
    "--as-of YYYY-MM-DD": "judges by the quotas of that day",
    "--org FILE": "also names ids, accounts and OUs that this organization does not have",
    "--format": "text (the default), json or sarif",
    "--fail-on": "error, warning (the default), info or hint: the least severe finding that is exit code 1",
  },
  minify: { "--drop": "steps beyond white space, with commas between them; see the usage", ...FORMAT },
  format: { "--order": "also puts elements in the usual order", ...FORMAT },
  expand: { "--not": "lists all other actions, as NotAction does", ...FORMAT },
  diff: { "--org FILE": "where A and B may be policies and targets by id or name, targets by path too", ...FORMAT },
  evaluate: { ...ORGANIZATION, "--requests FILE": "JSON: the requests to judge", ...FORMAT },
  impact: {
    ...ORGANIZATION,
    "--attach POLICY=TARGET": "a policy by id or name, or a file; a target by id, name or path",
    "--detach POLICY=TARGET": "likewise",
    "--update POLICY=FILE": "the text that the policy gets",
    "--move ACCOUNT=PARENT": "below another root or OU",
    ...FORMAT,
  },
  plan: {
    "--org FILE": "judges by an organization file instead of asking AWS",
    ...CONNECTION,
    "--fail-on": "error, typed (the default), warning or info: the least severe finding that is exit code 1",
    "--settings FILE": "VS Code's settings, whose protections hold; .vscode/settings.json where it exists",
    ...FORMAT,
  },
  test: {
    "--org FILE": "judges this organization instead of the one that the test file names",
    "--format": "text (the default), json or junit",
  },
  snapshot: {
    "--redact": "other ids, names and addresses, for a file to share",
    ...CONNECTION,
    ...FORMAT,
    "-o FILE": "where to; - is standard output",
  },
  generate: {
    "--accounts N": "10 to 50000",
    "--seed S": "a whole number, 1 by default; the same seed makes the same organization",
    ...FORMAT,
    "-o FILE": "where to; - is standard output",
  },
  sandbox: {
    "--port N": "a free one by default",
    "--org FILE": "serves this organization",
    "--demo": "serves TechCorp, which is the default",
    "--empty": "serves an account without an organization",
    "--account ID": "of that account",
    "--rates": "throttles as AWS does",
    "--any-credentials": "checks no signature",
    "--format": "text or json: one line of JSON in both",
  },
};

/** Of exit code 1, where a command has it. 0 is fine, and 2 is always unusable input, with one line on standard error. */
const ONE: Lines = {
  lint: "a finding as severe as --fail-on says",
  diff: "there is a difference",
  impact: "an account is affected",
  plan: "a finding as severe as --fail-on says",
  test: "a test failed",
};

const ALWAYS: Lines = {
  "0": "done, and nothing to report",
  "2": "unusable input, or something could not be read or written: one line on standard error",
};

export function formatHelp({ name, usage, summary }: Pick<Command, "name" | "usage" | "summary">): string {
  const one = ONE[name];
  const exits = { ...ALWAYS, ...(one !== undefined && { "1": one }) };
  return (
    [
      `Usage: orgscope ${name} ${usage}`,
      summary,
      `Options:\n${formatLines(OPTIONS[name] ?? {})}`,
      `Exit codes:\n${formatLines(exits)}`,
      "",
    ]
      .join("\n\n")
      .trimEnd() + "\n"
  );
}

function formatLines(lines: Lines): string {
  const width = Math.max(...Object.keys(lines).map((name) => name.length));
  return Object.entries(lines)
    .map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
    .join("\n");
}

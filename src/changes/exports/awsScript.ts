/**
 * A plan as a script of `aws` commands. Every value that people can choose goes through a file of JSON, never through
 * the shell or the command line's own reading of `file://` and `@`; what a step creates is handed on in a variable.
 */
import { toOneLine } from "../../terms/oneLine";
import { isNewId } from "../newIds";
import type { OrganizationDraft } from "../organizationDraft";
import { applyStep } from "../applyStep";
import type { Plan, PlannedStep } from "../plan";
import type { Step } from "../step";
import { describeStep, renderStepText } from "../stepText";
import { getCommand, type AwsCommand } from "./awsCommands";

/** File names, relative to one folder, with their texts. */
export type ExportedFiles = ReadonlyMap<string, string>;

/** `draft` is the organization before the first step; it is changed. */
export function exportAwsScript(plan: Plan, draft: OrganizationDraft): ExportedFiles {
  const files = new Map<string, string>();
  const lines = [...getHead(plan)];
  let wave = plan.steps[0]?.wave ?? 0;
  for (const planned of plan.steps) {
    if (planned.wave !== wave) {
      wave = planned.wave;
      lines.push("", `read -r -p ${quote("The next wave follows. Press Enter to go on, Ctrl+C to stop. ")}`);
    }
    lines.push("", comment(`${planned.id}. ${renderStepText(describeStep(planned.step, draft))}`));
    lines.push(...getLines(planned, getCommand(planned.step, draft.organization.masterAccountId), files));
    applyStep(draft, planned);
  }
  files.set("run.sh", `${lines.join("\n")}\n`);
  return files;
}

function* getHead(plan: Plan): Iterable<string> {
  yield "#!/usr/bin/env bash";
  yield comment(plan.title);
  if (plan.reason !== undefined) yield comment(plan.reason);
  yield "set -euo pipefail";
  // Answers would wait in a pager for somebody to close it.
  yield "export AWS_PAGER=";
  yield 'cd "$(dirname "$0")"';
  if (plan.steps.some(({ step }) => isAttachment(step))) yield* UNLESS_SO;
  if (plan.organizationId === "") return;
  yield "organization=$(aws organizations describe-organization --query Organization.Id --output text)";
  yield `if [ "$organization" != ${quote(plan.organizationId)} ]; then`;
  yield `  echo ${quote(`This is not the organization ${plan.organizationId}. Nothing was changed.`)} >&2`;
  yield "  exit 1";
  yield "fi";
}

function* getLines(planned: PlannedStep, command: AwsCommand, files: Map<string, string>): Iterable<string> {
  const { service, operation, input, created, waits } = command;
  const name = `${planned.id.padStart(3, "0")}-${operation}.json`;
  // The members that name something new are given as options, which go before the file's.
  const news = Object.entries(input).filter(isNew);
  const rest = Object.fromEntries(Object.entries(input).filter((entry) => !isNew(entry)));
  files.set(name, `${JSON.stringify(rest, undefined, 2)}\n`);
  const options = news.map(([key, id]) => ` ${toOption(key)} "$${toVariable(id)}"`).join("");
  const call = `aws ${service} ${operation} --cli-input-json ${quote(`file://${name}`)}${options}`;
  if (created === undefined) {
    yield isAttachment(planned.step) ? `unless_so ${call}` : call;
    yield* waitForPolicyType(planned.step);
    return;
  }
  yield `${toVariable(`new:${planned.id}`)}=$(${call} --query ${quote(created)} --output text)`;
  if (waits) yield* waitForAccount(toVariable(`new:${planned.id}`));
}

/** A script that was stopped can be run again: what is attached or detached already is no failure. */
const UNLESS_SO = [
  "unless_so() {",
  "  local said",
  '  if said=$("$@" 2>&1); then return; fi',
  "  case $said in",
  "    *'(DuplicatePolicyAttachmentException)'* | *'(PolicyNotAttachedException)'*) echo 'It is so already.' ;;",
  "    *) printf '%s\\n' \"$said\" >&2; exit 1 ;;",
  "  esac",
  "}",
];

function isAttachment({ kind }: Step): boolean {
  return kind === "attachPolicy" || kind === "detachPolicy";
}

/** CreateAccount answers with a request; the account's id comes when that has succeeded. */
function* waitForAccount(variable: string): Iterable<string> {
  const describe = `aws organizations describe-create-account-status --create-account-request-id "$${variable}"`;
  yield `while [ "$(${describe} --query CreateAccountStatus.State --output text)" = IN_PROGRESS ]; do sleep 5; done`;
  yield `account=$(${describe} --query CreateAccountStatus.AccountId --output text)`;
  yield 'if [ "$account" = None ]; then';
  yield "  echo 'AWS did not create the account:' >&2";
  yield `  ${describe} --query CreateAccountStatus.FailureReason --output text >&2`;
  yield "  exit 1";
  yield "fi";
  yield `${variable}=$account`;
}

/** Switching a type on or off takes a while, during which AWS takes no attachment. */
function* waitForPolicyType(step: Step): Iterable<string> {
  if (step.kind !== "enablePolicyType" && step.kind !== "disablePolicyType") return;
  const { kind, rootId, policyType } = step;
  // Ids alone can stand in a query; AWS refuses anything else.
  if (![rootId, policyType].every((id) => /^[\w-]+$/.test(id))) return;
  const [status, wanted] = kind === "enablePolicyType" ? [" && Status=='ENABLED'", 1] : ["", 0];
  const query = `length(Roots[?Id=='${rootId}'].PolicyTypes[] | [?Type=='${policyType}'${status}])`;
  const count = `aws organizations list-roots --query ${quote(query)} --output text`;
  yield `while [ "$(${count})" != ${wanted} ]; do sleep 5; done`;
}

/** A name or a text may read like one. */
function isNew(entry: [string, unknown]): entry is [string, string] {
  const [member, value] = entry;
  return member.endsWith("Id") && typeof value === "string" && isNewId(value);
}

function toVariable(id: string): string {
  return `step_${id.slice("new:".length).replaceAll(/\W/g, "_")}`;
}

/** `PolicyId` → `--policy-id` */
function toOption(member: string): string {
  return `--${member.replaceAll(/(?<!^)(?=[A-Z])/g, "-").toLowerCase()}`;
}

/** For the shell: within single quotes nothing has a meaning but a single quote. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** One line, whatever the text. */
function comment(text: string): string {
  return `# ${toOneLine(text)}`;
}

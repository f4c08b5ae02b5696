/** `orgscope plan check`: judges a plan that was saved as a file, without running it. */
import { parseArgs } from "node:util";
import { getRoleOfCaller } from "../changes/caller";
import { listPlanTypes } from "../changes/changedTypes";
import type { Plan } from "../changes/plan";
import { parsePlan } from "../changes/planFile";
import { type PlanFinding, type PlanFindingSeverity, renderPlanFinding } from "../changes/preflight/catalogue";
import type { CallerRole, PlanFacts, Protections } from "../changes/preflight/facts";
import { getPlanFindings } from "../changes/preflight/planFindings";
import { judgePlan } from "../engine/impact";
import { toImpactSummary } from "../engine/impactSummary";
import { formatPlanDocument } from "../engine/planDocument";
import { createAccessEngine } from "../evaluation/access/engine";
import type { ActionUniverse } from "../evaluation/access/universe";
import type { Impact } from "../evaluation/impact";
import type { CallerIdentity, OrganizationContents } from "../organization/model";
import { isEvaluated } from "../terms/policyTypes";
import type { Translate } from "../terms/translate";
import { type Command, type CommandIo, UsageError } from "./command";
import { listImpact } from "./impact";
import {
  CONNECTION_OPTIONS,
  CONNECTION_USAGE,
  type ConnectionValues,
  readCaller,
  readLiveOrganization,
  tellGaps,
  withConnection,
} from "./liveOrganization";
import { readOrganization } from "./organizationFile";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readText } from "./texts";
import { loadProtections } from "./protections";

export function createPlanCommand(getUniverse: () => ActionUniverse): Command {
  return {
    name: "plan",
    summary: "Check a saved plan again, without running it",
    usage: `check (--org FILE | ${CONNECTION_USAGE}) [--fail-on error|typed|warning|info] [--settings FILE] [--format text|json] FILE`,
    run: (args, io) => checkPlan(args, io, getUniverse),
  };
}

/** The most severe first. */
const SEVERITIES: readonly PlanFindingSeverity[] = ["error", "typed", "warning", "info"];

async function checkPlan(args: readonly string[], io: CommandIo, getUniverse: () => ActionUniverse): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      org: { type: "string" },
      // What has to be confirmed by typing wants a person's eye.
      "fail-on": { type: "string", default: "typed" },
      settings: { type: "string" },
      ...CONNECTION_OPTIONS,
      ...FORMAT_OPTION,
    },
  });
  const format = readOutputFormat(values);
  const leastSevere = SEVERITIES.findIndex((severity) => severity === values["fail-on"]);
  if (leastSevere < 0) throw new UsageError(`--fail-on is ${SEVERITIES.join(", ")}: ${values["fail-on"]}`);
  const [verb, file, ...others] = positionals;
  if (verb !== "check" || file === undefined || others.length > 0) throw new UsageError("name one plan: check FILE");
  const protections = loadProtections(values.settings, io);
  const plan = await readPlan(file, io);
  const { contents, caller, connection } = await readPlace(values, io);
  demandOrganization(plan, contents);
  const checked = check(plan, contents, caller, protections, getUniverse());
  io.out(format === "json" ? toJson(checked) : toText(checked, connection));
  tellGaps("plan", contents, io);
  return checked.findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= leastSevere) ? 1 : 0;
}

async function readPlan(file: string, io: CommandIo): Promise<Plan> {
  const parsed = parsePlan(await readText(file, io));
  if ("problem" in parsed) throw new UsageError(`${file}: ${parsed.problem}`);
  return parsed.plan;
}

interface Place {
  readonly contents: OrganizationContents;
  /** Where the organization is asked itself. */
  readonly caller?: CallerIdentity;
  readonly connection: string;
}

async function readPlace(
  values: ConnectionValues & { readonly org?: string | undefined },
  io: CommandIo,
): Promise<Place> {
  const { org, profile, region, endpoint } = values;
  if (org === undefined) {
    return withConnection(values, io, async (connection) => {
      const [contents, caller] = await Promise.all([readLiveOrganization(connection), readCaller(connection)]);
      return { contents, caller, connection: profile ?? endpoint ?? "AWS" };
    });
  }
  if (profile !== undefined || region !== undefined || endpoint !== undefined) {
    throw new UsageError("--org FILE and a connection exclude each other");
  }
  return { contents: await readOrganization(org, io), connection: org };
}

function demandOrganization({ organizationId }: Plan, { organization }: OrganizationContents): void {
  // Without one, the plan is to create it.
  if (organizationId === "" || organizationId === organization.id) return;
  throw new UsageError(`the plan is for the organization ${organizationId}, and this is ${organization.id}`);
}

interface CheckedPlan {
  readonly plan: Plan;
  readonly contents: OrganizationContents;
  readonly findings: readonly PlanFinding[];
  readonly impact: Impact;
  readonly universe: ActionUniverse;
}

function check(
  plan: Plan,
  contents: OrganizationContents,
  caller: CallerIdentity | undefined,
  protections: Protections,
  universe: ActionUniverse,
): CheckedPlan {
  const facts: PlanFacts = {
    contents,
    callerRole: getCallerRole(plan, contents, caller),
    asOf: new Date().toISOString().slice(0, 10),
    protections,
  };
  const { findings, impact } = judgePlan(plan, facts, createAccessEngine(universe));
  return { plan, contents, findings: [...getPlanFindings(plan, facts), ...findings], impact, universe };
}

/** Whoever checks may only be permitted to read: of the rights of another, the one that planned it, nothing is known. */
function getCallerRole(
  { callerArn }: Plan,
  { organization }: OrganizationContents,
  caller: CallerIdentity | undefined,
): CallerRole {
  if (!caller || (callerArn !== undefined && getRoleOfCaller(callerArn) !== getRoleOfCaller(caller.arn))) {
    return "unknown";
  }
  return caller.accountId === organization.masterAccountId ? "management" : "member";
}

const inEnglish: Translate = (template, ...values) =>
  template.replaceAll(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));

/** Markdown, to be read as it is, or as a comment of a review. */
function toText(checked: CheckedPlan, connection: string): string {
  const caller = checked.plan.callerArn ?? "whoever runs it";
  const impact = toImpactSummary(checked.impact);
  return formatPlanDocument({ ...checked, impact, connection, caller, language: "en", timeZone: "UTC" }, inEnglish);
}

function toJson({ plan, contents, findings, impact, universe }: CheckedPlan): string {
  const facts = {
    title: plan.title,
    organizationId: plan.organizationId,
    steps: plan.steps.length,
    findings: findings.map((found) => ({
      code: found.code,
      severity: found.severity,
      message: renderPlanFinding(found),
      ...(found.stepId !== undefined && { step: found.stepId }),
    })),
    impact: listImpact(universe, impact),
    notJudged: listPlanTypes(plan, contents).filter((type) => !isEvaluated(type)),
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

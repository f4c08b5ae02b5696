/** What IAM is asked about SCPs, and about the services that accounts used. */
import { SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import type { ContextEntryType, SimulationAnswer, SimulationQuestion } from "../terms/simulation";
import { AwsError } from "./awsError";
import { readList, readText, type Input } from "./input";
import type { World } from "./world";

/** Judges SCPs as AWS would: the sandbox has no opinion of its own, since it would be ours once more. */
export type Simulate = (question: SimulationQuestion) => SimulationAnswer;

/** When each account last used which service: account id → `s3` → ISO 8601. */
export type ServicesUsed = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface IamOptions {
  readonly world: World;
  readonly simulate: Simulate | undefined;
  readonly servicesUsed: ServicesUsed;
}

interface Job {
  readonly created: string;
  readonly details: readonly object[];
  /** AWS takes its time: the first look finds the job still at work. */
  isDone: boolean;
}

/** Details a page, where the request does not say (IAM API Reference, GetOrganizationsAccessReport). */
const PAGE = 100;

export class Iam {
  readonly #options: IamOptions;
  readonly #jobs = new Map<string, Job>();

  constructor(options: IamOptions) {
    this.#options = options;
  }

  /** Fails with an `AwsError`. */
  run(operation: string, input: Input): object {
    switch (operation) {
      case "SimulateCustomPolicy":
        return this.#simulate(input);
      case "GenerateOrganizationsAccessReport":
        return this.#generateReport(readText(input, "EntityPath"));
      case "GetOrganizationsAccessReport":
        return this.#getReport(readText(input, "JobId"), input);
      default:
        throw new AwsError("InvalidAction", "The sandbox's IAM simulates SCPs and reports on services used.");
    }
  }

  #simulate(input: Input): object {
    const { simulate } = this.#options;
    if (!simulate) throw new AwsError("InvalidAction", "This sandbox simulates no policies.");
    const resources = readList(input, "ResourceArns").map(String);
    const results = readList(input, "ActionNames").map((action) => {
      const [resource] = resources;
      const answer = simulate({
        action: String(action),
        ...(resource !== undefined && { resource }),
        levels: readList(input, "OrderedOrganizationPolicyInputList").map((level) =>
          readList(level as Input, "ServiceControlPolicyInputList").map(String),
        ),
        context: readList(input, "ContextEntries").map((entry) => readEntry(entry as Input)),
      });
      return {
        EvalActionName: action,
        EvalResourceName: resource ?? "*",
        EvalDecision: answer.decision,
        MatchedStatements: [],
        MissingContextValues: [],
        ...(answer.allowedByOrganizations !== undefined && {
          OrganizationsDecisionDetail: { AllowedByOrganizations: answer.allowedByOrganizations },
        }),
      };
    });
    return { EvaluationResults: results, IsTruncated: false };
  }

  /** Management account alone, and SCPs enabled (IAM API Reference, GenerateOrganizationsAccessReport). */
  #generateReport(path: string): object {
    const { world, servicesUsed } = this.#options;
    const contents = world.getContents();
    const { organization, roots = [], accounts = [], organizationalUnits = [] } = contents ?? {};
    if (!organization || organization.masterAccountId !== world.callerAccountId) {
      const message = "Only the management account of an organization may ask for this report.";
      throw new AwsError("AccessDenied", message, { status: 403 });
    }
    const isEnabled = roots.some(({ policyTypes }) =>
      policyTypes.some(({ type, status }) => type === SERVICE_CONTROL_POLICY && status === "ENABLED"),
    );
    if (!isEnabled) throw new AwsError("InvalidInput", "Service control policies are not enabled.");
    const parents = new Map([...organizationalUnits, ...accounts].map(({ id, parentId }) => [id, parentId]));
    const pathOf = (id: string): string => {
      const parent = parents.get(id);
      return parent === undefined ? `${organization.id}/${id}` : `${pathOf(parent)}/${id}`;
    };
    const ids = [...roots, ...organizationalUnits, ...accounts].map(({ id }) => id);
    if (!ids.some((id) => pathOf(id) === path)) throw new AwsError("InvalidInput", `There is nothing at ${path}.`);
    const isAsked = (id: string) => pathOf(id) === path || pathOf(id).startsWith(`${path}/`);
    const members = accounts.map(({ id }) => id).filter((id) => id !== organization.masterAccountId && isAsked(id));
    const prefixes = new Set(Object.values(servicesUsed).flatMap((used) => Object.keys(used)));
    const details = [...prefixes].sort().map((prefix) => {
      const uses = members
        .flatMap((id) => ({ id, at: servicesUsed[id]?.[prefix] ?? "" }))
        .filter(({ at }) => at !== "")
        .sort((a, b) => b.at.localeCompare(a.at));
      const [last] = uses;
      return {
        ServiceName: prefix,
        ServiceNamespace: prefix,
        ...(last && { Region: "us-east-1", EntityPath: `${pathOf(last.id)}/`, LastAuthenticatedTime: last.at }),
        TotalAuthenticatedEntities: uses.length,
      };
    });
    const id = `sandbox-report-${this.#jobs.size + 1}`;
    this.#jobs.set(id, { created: contents?.takenAt ?? "", details, isDone: false });
    return { JobId: id };
  }

  #getReport(id: string, input: Input): object {
    const job = this.#jobs.get(id);
    if (!job) throw new AwsError("NoSuchEntity", `There is no job ${id}.`, { status: 404 });
    const dates = { JobCreationDate: job.created };
    if (!job.isDone) {
      job.isDone = true;
      return { JobStatus: "IN_PROGRESS", ...dates };
    }
    const from = Number(input["Marker"] ?? 0);
    const to = from + Number(input["MaxItems"] ?? PAGE);
    const isTruncated = to < job.details.length;
    return {
      JobStatus: "COMPLETED",
      ...dates,
      JobCompletionDate: job.created,
      NumberOfServicesAccessible: job.details.length,
      AccessDetails: job.details.slice(from, to),
      IsTruncated: isTruncated,
      ...(isTruncated && { Marker: String(to) }),
    };
  }
}

function readEntry(entry: Input): SimulationQuestion["context"][number] {
  return {
    key: readText(entry, "ContextKeyName"),
    type: readText(entry, "ContextKeyType") as ContextEntryType,
    values: readList(entry, "ContextKeyValues").map(String),
  };
}

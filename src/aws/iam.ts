/** IAM's judgement of SCPs, and its reports of which services were used. */
import {
  type AccessDetail,
  GenerateOrganizationsAccessReportCommand,
  GetOrganizationsAccessReportCommand,
  type IAMClient,
  SimulateCustomPolicyCommand,
} from "@aws-sdk/client-iam";
import { OrganizationError } from "../organization/errors";
import type { PolicySimulator, RequestOptions, ServiceUseReader } from "../organization/ports";
import type { ServiceUse } from "../terms/serviceUse";
import { getItems } from "./pages";
import type { Clock } from "./pacing";
import type { Send } from "./sender";

/** Leaves the decision to the SCPs: SimulateCustomPolicy wants an identity policy in any case. */
const ALLOW_ALL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

export function createPolicySimulator(getClient: () => Promise<IAMClient>, send: Send): PolicySimulator {
  return {
    async simulate({ action, resource, levels, context }, options) {
      const command = new SimulateCustomPolicyCommand({
        PolicyInputList: [ALLOW_ALL],
        OrderedOrganizationPolicyInputList: levels.map((texts) => ({ ServiceControlPolicyInputList: [...texts] })),
        ActionNames: [action],
        ...(resource !== undefined && { ResourceArns: [resource] }),
        ContextEntries: context.map(({ key, type, values }) => ({
          ContextKeyName: key,
          ContextKeyType: type,
          ContextKeyValues: [...values],
        })),
      });
      const output = await send(
        "SimulateCustomPolicy",
        async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
        options,
      );
      const [result] = output.EvaluationResults ?? [];
      if (!result?.EvalDecision) {
        throw new OrganizationError("unavailable", "SimulateCustomPolicy: AWS gave no result", {
          operation: "SimulateCustomPolicy",
        });
      }
      const { AllowedByOrganizations } = result.OrganizationsDecisionDetail ?? {};
      return {
        decision: result.EvalDecision,
        ...(AllowedByOrganizations !== undefined && { allowedByOrganizations: AllowedByOrganizations }),
      };
    },
  };
}

/** Milliseconds between looks at a report that AWS puts together: first short, then longer. */
const LOOKS = { first: 250, longest: 5000 };

export function createServiceUseReader(
  getClient: () => Promise<IAMClient>,
  send: Send,
  clock: Clock,
): ServiceUseReader {
  async function getPage(jobId: string, marker: string | undefined, options?: RequestOptions) {
    const operation = "GetOrganizationsAccessReport";
    const command = new GetOrganizationsAccessReportCommand({ JobId: jobId, Marker: marker });
    for (let pause = LOOKS.first; ; pause = Math.min(2 * pause, LOOKS.longest)) {
      const page = await send(
        operation,
        async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
        options,
      );
      if (page.JobStatus === "COMPLETED") return page;
      if (page.JobStatus === "FAILED") {
        const { Message = "AWS could not put the report together", Code } = page.ErrorDetails ?? {};
        throw new OrganizationError("unavailable", `${operation}: ${Message}`, {
          operation,
          ...(Code !== undefined && { awsName: Code }),
        });
      }
      await clock.sleep(pause, options?.signal);
    }
  }

  return {
    async reportServiceUse(entityPath, options) {
      const command = new GenerateOrganizationsAccessReportCommand({ EntityPath: entityPath });
      const { JobId = "" } = await send(
        "GenerateOrganizationsAccessReport",
        async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
        options,
      );
      const found: ServiceUse[] = [];
      const pages = getItems(
        "GetOrganizationsAccessReport",
        async (marker) => {
          const { IsTruncated, Marker, AccessDetails } = await getPage(JobId, marker, options);
          return { NextToken: IsTruncated ? Marker : undefined, AccessDetails };
        },
        (page) => page.AccessDetails,
      );
      for await (const detail of pages) found.push(toUse(detail));
      return found;
    },
  };
}

function toUse({
  ServiceNamespace,
  LastAuthenticatedTime,
  EntityPath,
  TotalAuthenticatedEntities,
}: AccessDetail): ServiceUse {
  return {
    prefix: ServiceNamespace ?? "",
    ...(LastAuthenticatedTime && { lastUsed: LastAuthenticatedTime.toISOString() }),
    ...(EntityPath !== undefined && { lastPath: EntityPath }),
    accounts: TotalAuthenticatedEntities ?? (LastAuthenticatedTime ? 1 : 0),
  };
}

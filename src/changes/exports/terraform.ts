/**
 * A plan as Terraform configuration in JSON, for who keeps an organization there. What has no resource of its own, or
 * would need what Terraform's state holds, is named in a comment. Resources and members are those of the AWS provider.
 */
import type { Tags } from "../../organization/model";
import { applyStep } from "../applyStep";
import { getNewId, isNewId } from "../newIds";
import type { OrganizationDraft } from "../organizationDraft";
import type { Plan, PlannedStep } from "../plan";
import type { Step } from "../step";
import { describeStep, renderStepText } from "../stepText";
import type { ExportedFiles } from "./awsScript";

const UNIT = "aws_organizations_organizational_unit";

interface Resource {
  readonly type: string;
  readonly members: Readonly<Record<string, string | Tags | undefined>>;
  /** The id of what is there already, to be imported. */
  readonly existing?: string;
}

/** `draft` is the organization before the first step; it is changed. */
export function exportTerraform({ title, steps }: Plan, draft: OrganizationDraft): ExportedFiles {
  const resources: Record<string, Record<string, object>> = {};
  const imports: object[] = [];
  const left: string[] = [];
  // An account may be named before the OU that it is placed in.
  const units = steps.filter(({ step }) => step.kind === "createOrganizationalUnit");
  const types = new Map(units.map(({ id }) => [id, UNIT]));
  for (const planned of steps) {
    const text = `${planned.id}. ${renderStepText(describeStep(planned.step, draft))}`;
    applyStep(draft, planned);
    if (planned.step.kind === "moveAccount" && isNewId(planned.step.accountId)) continue;
    const resource = toResource(planned.step, draft, findPlace(planned, steps));
    if (!resource) {
      left.push(text);
      continue;
    }
    const { type, members, existing } = resource;
    const name = toName(planned);
    types.set(planned.id, type);
    const written = Object.entries(members).filter(([, value]) => value !== undefined && !isEmptyTags(value));
    resources[type] = {
      ...resources[type],
      [name]: {
        "//": escape(text),
        ...Object.fromEntries(written.map(([key, value]) => [key, write(key, value, types)])),
      },
    };
    if (existing !== undefined) imports.push({ to: `${type}.${name}`, id: existing });
  }
  const file = {
    "//": [title, ...(left.length > 0 ? ["Not expressed here:", ...left] : [])].map(escape),
    ...(imports.length > 0 && { import: imports }),
    ...(Object.keys(resources).length > 0 && { resource: resources }),
  };
  return new Map([["main.tf.json", `${JSON.stringify(file, undefined, 2)}\n`]]);
}

/** Where an account that is created is moved to in the end. */
function findPlace({ id }: PlannedStep, steps: readonly PlannedStep[]): string | undefined {
  const last = steps.findLast(({ step }) => step.kind === "moveAccount" && step.accountId === getNewId(id));
  return last?.step.kind === "moveAccount" ? last.step.to : undefined;
}

function toResource(step: Step, draft: OrganizationDraft, place: string | undefined): Resource | undefined {
  switch (step.kind) {
    case "createPolicy": {
      const { name, description, type, content, tags } = step.policy;
      return { type: "aws_organizations_policy", members: { name, description, type, content, tags } };
    }
    case "updatePolicy": {
      const policy = draft.getPolicy(step.policyId);
      if (!policy || isNewId(step.policyId)) return undefined;
      const { name, description, type, content } = policy;
      const tags = draft.getTags(step.policyId);
      const members = { name, description, type, content, tags };
      return { type: "aws_organizations_policy", members, existing: step.policyId };
    }
    case "attachPolicy": {
      const members = { policy_id: step.policyId, target_id: step.targetId };
      return { type: "aws_organizations_policy_attachment", members };
    }
    case "createOrganizationalUnit": {
      const { name, parentId, tags } = step;
      return { type: UNIT, members: { name, parent_id: parentId, tags } };
    }
    case "createAccount": {
      const { name, email, roleName, iamUserAccessToBilling, tags } = step;
      const members = {
        ...{ name, email, tags, parent_id: place },
        role_name: roleName,
        iam_user_access_to_billing: iamUserAccessToBilling,
      };
      return { type: "aws_organizations_account", members };
    }
    case "registerDelegatedAdministrator": {
      const members = { account_id: step.accountId, service_principal: step.servicePrincipal };
      return { type: "aws_organizations_delegated_administrator", members };
    }
    default:
      return undefined;
  }
}

/** What an earlier step creates is referred to; any other text stands for itself. */
function write(key: string, value: string | Tags | undefined, types: ReadonlyMap<string, string>): unknown {
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, tag]) => [escape(name), escape(tag)]));
  }
  if (value === undefined || !key.endsWith("_id") || !isNewId(value))
    return value === undefined ? value : escape(value);
  const stepId = value.slice("new:".length);
  return `\${${types.get(stepId) ?? ""}.${toName({ id: stepId })}.id}`;
}

/** Terraform reads `${` and `%{` within texts as templates. */
function escape(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, "$&$&");
}

function toName({ id }: Pick<PlannedStep, "id">): string {
  return `step_${id.replaceAll(/\W/g, "_")}`;
}

function isEmptyTags(value: string | Tags | undefined): boolean {
  return typeof value === "object" && Object.keys(value).length === 0;
}

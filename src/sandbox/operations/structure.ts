import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import type { OrganizationalUnit } from "../../organization/model";
import { awsError, constraintViolation } from "../awsError";
import { createArns, createOrganizationalUnitId } from "../ids";
import { PARENT_KINDS, readId, readName, readOneOf, readOptionalName } from "../input";
import { FULL_AWS_ACCESS } from "../managedPolicies";
import type { OrganizationState } from "../state";
import { describeOrganizationalUnit } from "../wire";
import { demand } from "../demand";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";
import { readTags } from "./tags";

export function readParentId(state: OrganizationState, request: OperationRequest): string {
  const parentId = readId(request.input, "ParentId", PARENT_KINDS);
  if (!state.isParent(parentId)) throw awsError("ParentNotFoundException");
  return parentId;
}

function readUnit(state: OrganizationState, request: OperationRequest): OrganizationalUnit {
  const unit = state.getOrganizationalUnit(readId(request.input, "OrganizationalUnitId", ["organizationalUnit"]));
  if (!unit) throw awsError("OrganizationalUnitNotFoundException");
  return unit;
}

/** OU names differ among siblings. */
function checkName(state: OrganizationState, parentId: string, name: string, self?: string): void {
  const taken = state
    .listOrganizationalUnits(parentId)
    .some((id) => id !== self && state.getOrganizationalUnit(id)?.name === name);
  if (taken) throw awsError("DuplicateOrganizationalUnitException");
}

const createOrganizationalUnit: Operation = (state, request) => {
  const parentId = readParentId(state, request);
  const name = readName(request.input);
  const tags = readTags(request.input);
  checkName(state, parentId, name);
  // The path to the parent counts the root too, as the new OU would count itself.
  if (state.getPath(parentId).length > ORGANIZATION_QUOTAS.ouDepth)
    throw constraintViolation("OU_DEPTH_LIMIT_EXCEEDED");
  if (state.countOrganizationalUnits() >= ORGANIZATION_QUOTAS.organizationalUnits) {
    throw constraintViolation("OU_NUMBER_LIMIT_EXCEEDED");
  }
  const rootId = demand(state.getPath(parentId)[0]);
  const id = createOrganizationalUnitId(request.random, rootId);
  const unit = { id, arn: createArns(state.organization).organizationalUnit(id), name, parentId };
  state.setOrganizationalUnit(unit);
  if (tags.size > 0) state.setTags(id, tags);
  if (state.isPolicyTypeEnabled(SERVICE_CONTROL_POLICY)) state.attach(FULL_AWS_ACCESS.id, id);
  return { OrganizationalUnit: describeOrganizationalUnit(state, unit) };
};

const updateOrganizationalUnit: Operation = (state, request) => {
  const unit = readUnit(state, request);
  const name = readOptionalName(request.input) ?? unit.name;
  checkName(state, unit.parentId, name, unit.id);
  const renamed = { ...unit, name };
  if (name !== unit.name) state.setOrganizationalUnit(renamed);
  return { OrganizationalUnit: describeOrganizationalUnit(state, renamed) };
};

const deleteOrganizationalUnit: Operation = (state, request) => {
  const unit = readUnit(state, request);
  if (state.listOrganizationalUnits(unit.id).length > 0 || state.listAccounts(unit.id).length > 0) {
    throw awsError("OrganizationalUnitNotEmptyException");
  }
  state.deleteOrganizationalUnit(unit);
  return {};
};

const listParents: Operation = (state, request) => {
  const childId = readId(request.input, "ChildId", ["account", "organizationalUnit"]);
  const parentId = state.getParentId(childId);
  if (parentId === undefined) throw awsError("ChildNotFoundException");
  return answerPage(request, "Parents", [parentId], (id) => ({
    Id: id,
    Type: state.getRoot(id) ? "ROOT" : "ORGANIZATIONAL_UNIT",
  }));
};

const listChildren: Operation = (state, request) => {
  const parentId = readParentId(state, request);
  const type = readOneOf(request.input.ChildType, ["ACCOUNT", "ORGANIZATIONAL_UNIT"]);
  const ids = type === "ACCOUNT" ? state.listAccounts(parentId) : state.listOrganizationalUnits(parentId);
  return answerPage(request, "Children", ids, (id) => ({ Id: id, Type: type }));
};

const listOrganizationalUnits: Operation = (state, request) =>
  answerPage(request, "OrganizationalUnits", state.listOrganizationalUnits(readParentId(state, request)), (id) =>
    describeOrganizationalUnit(state, demand(state.getOrganizationalUnit(id))),
  );

export const STRUCTURE_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListChildren: { permitted: "delegates", run: listChildren },
  ListParents: { permitted: "delegates", run: listParents },
  ListOrganizationalUnitsForParent: { permitted: "delegates", run: listOrganizationalUnits },
  DescribeOrganizationalUnit: {
    permitted: "delegates",
    run: (state, request) => ({
      OrganizationalUnit: describeOrganizationalUnit(state, readUnit(state, request)),
    }),
  },
  CreateOrganizationalUnit: { permitted: "management", run: createOrganizationalUnit },
  UpdateOrganizationalUnit: { permitted: "management", run: updateOrganizationalUnit },
  DeleteOrganizationalUnit: { permitted: "management", run: deleteOrganizationalUnit },
};

/**
 * Organizational units to begin with. The first is what AWS recommends (Organizing Your AWS Environment Using Multiple
 * Accounts, recommended-ous-and-accounts) without the OUs that few need: individual business users, transitional,
 * business continuity. The others are parts of it.
 */
import type { Step } from "../../changes/step";
import { getNewId } from "../../changes/newIds";
import type { OrganizationStore } from "../../organization/store";

export interface Unit {
  readonly name: string;
  readonly children?: readonly Unit[];
}

export interface UnitTemplate {
  readonly id: string;
  /** English; goes through the editor's translation. */
  readonly title: string;
  readonly units: readonly Unit[];
}

const STAGES: readonly Unit[] = [{ name: "Prod" }, { name: "SDLC" }];

export const UNIT_TEMPLATES: readonly UnitTemplate[] = [
  {
    id: "recommended",
    title: "AWS's recommended OUs",
    units: [
      { name: "Security", children: STAGES },
      { name: "Infrastructure", children: STAGES },
      { name: "Workloads", children: STAGES },
      { name: "Sandbox" },
      { name: "Policy Staging" },
      { name: "Suspended" },
      { name: "Exceptions" },
      { name: "Deployments" },
    ],
  },
  {
    id: "small",
    title: "A small start",
    units: [{ name: "Security" }, { name: "Workloads", children: STAGES }, { name: "Sandbox" }, { name: "Suspended" }],
  },
  { id: "stages", title: "Stages of one workload", units: [{ name: "Prod" }, { name: "Test" }, { name: "Dev" }] },
];

/** `Security (Prod, SDLC), Sandbox` */
export function getUnitsText(units: readonly Unit[]): string {
  return units
    .map(({ name, children = [] }) => (children.length > 0 ? `${name} (${getUnitsText(children)})` : name))
    .join(", ");
}

/** Creates what is missing of the units below a parent; those that are there by name are kept. */
export async function loadUnitSteps(
  store: Pick<OrganizationStore, "loadOrganizationalUnits">,
  parentId: string,
  units: readonly Unit[],
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  async function create(parent: string, isNew: boolean, wanted: readonly Unit[]): Promise<void> {
    const there = isNew ? [] : await store.loadOrganizationalUnits(parent);
    for (const { name, children = [] } of wanted) {
      const known = there.find((unit) => unit.name === name);
      if (!known) steps.push({ kind: "createOrganizationalUnit", parentId: parent, name, tags: {} });
      await create(known?.id ?? getNewId(String(steps.length)), !known, children);
    }
  }
  await create(parentId, false, units);
  return steps;
}

import { applyStep } from "../../../changes/applyStep";
import { getNewId } from "../../../changes/newIds";
import { OrganizationDraft } from "../../../changes/organizationDraft";
import type { PlannedStep } from "../../../changes/plan";
import type { Step } from "../../../changes/step";
import type { OrganizationContents } from "../../../organization/model";

/** Writes steps one after the other, and knows the organization as it is after each. */
export class StepWriter {
  readonly draft: OrganizationDraft;
  readonly #steps: PlannedStep[] = [];
  /** By id in the copy: the id in the original. */
  readonly #ids: Map<string, string>;
  readonly #kept: Set<string>;

  constructor(from: OrganizationContents, matched: ReadonlyMap<string, string>) {
    this.draft = new OrganizationDraft(from);
    this.#ids = new Map(matched);
    this.#kept = new Set(matched.values());
  }

  get steps(): readonly PlannedStep[] {
    return this.#steps;
  }

  /** Answers the id of what the step creates, if it creates something. */
  readonly put = (step: Step): string => {
    const planned: PlannedStep = { id: String(this.#steps.length + 1), step, wave: 0 };
    this.#steps.push(planned);
    applyStep(this.draft, planned);
    return getNewId(planned.id);
  };

  /** The original's id for one of the copy. */
  readonly ids = (id: string): string => this.#ids.get(id) ?? id;

  readonly setId = (id: string, created: string): void => {
    this.#ids.set(id, created);
    this.#kept.add(created);
  };

  /** Whether something of the original stays though the copy has it under another id. */
  readonly keeps = (id: string): boolean => this.#kept.has(id);
}

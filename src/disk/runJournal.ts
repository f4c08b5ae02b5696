import { createHash } from "node:crypto";
import path from "node:path";
import type { DamagedEntry, JournalEntry, LaterEntry, RecordedEntry, RunJournal } from "../changes/journal";
import { appendJsonLine, joinJsonLines, readJsonLines, type JsonLine } from "./jsonLines";
import { writeFileAtomic } from "./writeFileAtomic";

/** The journal of runs in `folder`, one file for each organization. Lines are written in the order they are given. */
export function createRunJournal(folder: string): RunJournal {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void>) => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };
  const getFile = (organizationId: string) => path.join(folder, `runs-${encodeURIComponent(organizationId)}.jsonl`);
  return {
    append: (organizationId, entry) => inTurn(() => appendJsonLine(getFile(organizationId), entry)),
    read: async (organizationId) => toEntries(await readJsonLines(getFile(organizationId))),
    forget: (organizationId, runIds) =>
      inTurn(async () => {
        const file = getFile(organizationId);
        const kept = (await readJsonLines(file)).filter((line) => !runIds.has(readEntry(line)?.runId ?? ""));
        await writeFileAtomic(file, joinJsonLines(kept));
      }),
  };
}

function toEntries(lines: readonly JsonLine[]): readonly RecordedEntry[] {
  const whole = lines.filter((line) => "value" in line || !line.isTorn);
  const entries = whole.map(readEntry);
  const known = new Set(entries.flatMap((entry) => entry?.runId ?? []));
  return whole.map((line, index) => {
    const entry = entries[index];
    if (entry) return entry;
    const before = entries.findLast((one, at) => at < index && one !== undefined);
    const after = entries.find((one, at) => at > index && one !== undefined);
    return toDamaged(line, known, before, after);
  });
}

/** Whose it is, as far as that can be told from it and the lines around it: one run at a time writes them. */
function toDamaged(
  { raw }: JsonLine,
  known: ReadonlySet<string>,
  before: JournalEntry | LaterEntry | undefined,
  after: JournalEntry | LaterEntry | undefined,
): DamagedEntry {
  const text = raw.toString();
  const [, named] = /"runId":"([^"]+)"/.exec(text) ?? [];
  const around = before?.runId === after?.runId ? before?.runId : undefined;
  const sure = named !== undefined && known.has(named) ? named : undefined;
  const digest = createHash("sha256").update(raw).digest("hex").slice(0, 16);
  const [, title] = /"title":"([^"\\]+)"/.exec(text) ?? [];
  return {
    entry: "damaged",
    runId: sure ?? around ?? named ?? `damaged-${digest}`,
    at: before?.at ?? after?.at ?? EPOCH,
    ...(title !== undefined && { title }),
  };
}

const EPOCH = new Date(0).toISOString();

function readEntry(line: JsonLine): JournalEntry | LaterEntry | undefined {
  return "value" in line ? toEntry(line.value) : undefined;
}

/** What tells neither whose it is nor since when is no line of this journal. */
function toEntry(value: unknown): JournalEntry | LaterEntry | undefined {
  if (!isObject(value) || typeof value.runId !== "string" || typeof value.at !== "string") return undefined;
  if (isKnown(value)) return value;
  const { runId, at, plan } = value;
  const title = isObject(plan) && typeof plan.title === "string" ? { title: plan.title } : {};
  return { entry: "later", runId, at, ...title };
}

function isKnown(value: Partial<Record<string, unknown>>): value is JournalEntry & Partial<Record<string, unknown>> {
  switch (value.entry) {
    case "run":
      return isPlan(value.plan) && typeof value.caller === "string" && typeof value.connection === "string";
    case "step":
      return typeof value.stepId === "string" && isObject(value.record) && typeof value.record.state === "string";
    case "end":
      return typeof value.how === "string";
    default:
      return false;
  }
}

function isPlan(value: unknown): boolean {
  if (!isObject(value) || typeof value.title !== "string" || typeof value.organizationId !== "string") return false;
  return Array.isArray(value.steps) && value.steps.every(isPlannedStep);
}

function isPlannedStep(value: unknown): boolean {
  return isObject(value) && typeof value.id === "string" && isObject(value.step) && typeof value.step.kind === "string";
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

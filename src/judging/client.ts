/** Asks the judge in its thread, one question at a time; of questions that nobody waits for any more, none is sent. */
import { OrganizationError } from "../organization/errors";
import type { OrganizationContents } from "../organization/model";
import { runInTurns } from "../organization/turns";
import type { Judge } from "./judge";
import { writeOrganization } from "./organizationText";

/** What can be asked; `setOrganization` is said by the way. */
export type JudgeMethod = Exclude<keyof Judge, "setOrganization">;

export interface Question {
  readonly id: number;
  readonly method: keyof Judge;
  readonly args: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: string };

/** The thread's end of the line. */
export interface JudgeThread {
  post(question: Question): void;
  onAnswer(listener: (answer: Answer) => void): void;
  /** The thread ended before its time. */
  onEnd(listener: (reason: string) => void): void;
  end(): void;
}

export interface AskOptions {
  /** What the question is about; the same object again is not sent again. */
  readonly organization?: OrganizationContents;
  /** A later question of the same slot takes the place of an earlier one, which is cancelled. */
  readonly slot?: string;
  readonly signal?: AbortSignal;
}

export interface Judging {
  /** Rejects with kind `cancelled` where the question was given up or replaced. */
  ask<M extends JudgeMethod>(
    method: M,
    args: Parameters<Judge[M]>,
    options?: AskOptions,
  ): Promise<ReturnType<Judge[M]>>;
  dispose(): void;
}

interface Waiting {
  readonly method: JudgeMethod;
  readonly args: readonly unknown[];
  readonly options: AskOptions;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

export function createJudging(startThread: () => JudgeThread): Judging {
  let thread: JudgeThread | undefined;
  let count = 0;
  let told: AskOptions["organization"];
  let waiting: readonly Waiting[] = [];
  let asked: { readonly id: number; readonly question: Waiting } | undefined;

  function drop(question: Waiting): void {
    waiting = waiting.filter((other) => other !== question);
    question.reject(new OrganizationError("cancelled", "The question was given up."));
  }

  function open(): JudgeThread {
    if (thread) return thread;
    const started = startThread();
    started.onAnswer((answer) => {
      if (answer.id !== asked?.id) return;
      const { question } = asked;
      asked = undefined;
      if ("failure" in answer) question.reject(new Error(answer.failure));
      else if (isGivenUp(question)) drop(question);
      else question.resolve(answer.result as never);
      sendNext();
    });
    started.onEnd((reason) => {
      if (thread === started) stop(new Error(reason));
    });
    thread = started;
    return started;
  }

  function isGivenUp({ options }: Waiting): boolean {
    const isReplaced = options.slot !== undefined && waiting.some((other) => other.options.slot === options.slot);
    return isReplaced || options.signal?.aborted === true;
  }

  function sendNext(): void {
    const [question] = waiting;
    if (asked || !question) return;
    waiting = waiting.slice(1);
    const { organization } = question.options;
    asked = { id: ++count, question };
    try {
      const line = open();
      if (organization && organization !== told) void tell(line, organization, question);
      else line.post({ id: asked.id, method: question.method, args: question.args });
    } catch (error) {
      fail(question, error);
    }
  }

  /** Puts the organization into words in turns, and then asks. */
  async function tell(line: JudgeThread, organization: OrganizationContents, question: Waiting): Promise<void> {
    const text = await runInTurns(writeOrganization(organization));
    if (thread !== line || asked?.question !== question) return;
    try {
      if (isGivenUp(question)) {
        asked = undefined;
        drop(question);
        sendNext();
        return;
      }
      line.post({ id: ++count, method: "setOrganization", args: [text] });
      told = organization;
      line.post({ id: asked.id, method: question.method, args: question.args });
    } catch (error) {
      fail(question, error);
    }
  }

  function fail(question: Waiting, error: unknown): void {
    asked = undefined;
    question.reject(error instanceof Error ? error : new Error(String(error)));
    sendNext();
  }

  /** All who wait hear of it; the next question starts another thread. */
  function stop(error: Error): void {
    const lost = [...(asked ? [asked.question] : []), ...waiting];
    thread?.end();
    thread = undefined;
    told = undefined;
    asked = undefined;
    waiting = [];
    for (const question of lost) question.reject(error);
  }

  return {
    ask(method, args, options = {}) {
      return new Promise((resolve, reject) => {
        const question: Waiting = { method, args, options, resolve, reject };
        for (const other of waiting) if (options.slot !== undefined && other.options.slot === options.slot) drop(other);
        waiting = [...waiting, question];
        options.signal?.addEventListener("abort", () => waiting.includes(question) && drop(question), { once: true });
        if (options.signal?.aborted) drop(question);
        sendNext();
      });
    },
    dispose: () => stop(new OrganizationError("cancelled", "The window closes.")),
  };
}

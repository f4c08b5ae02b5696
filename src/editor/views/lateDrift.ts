import { type Disposable, Emitter } from "../../terms/event";
import type { Drift } from "./storeTree";

/** What views that are there at once are told of files and policies: nothing yet, and then what is known. */
export class LateDrift implements Drift, Disposable {
  readonly #changes = new Emitter<void>();
  #known: Drift | undefined;
  readonly onDidChange = this.#changes.event;

  getDriftFile(policyId: string): string | undefined {
    return this.#known?.getDriftFile(policyId);
  }

  follow(known: Drift): void {
    this.#known = known;
    known.onDidChange(() => this.#changes.fire());
    this.#changes.fire();
  }

  dispose(): void {
    this.#changes.dispose();
  }
}

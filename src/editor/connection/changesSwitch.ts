import { Emitter, type Disposable, type Event } from "../../terms/event";
import { isPlayground, type Session } from "./session";

const MINUTE = 60_000;
/** The most that the manifest allows; settings are not held to it, and timers end at once beyond 24 days. */
const MAX_MINUTES = 1440;

/**
 * Whether this window may plan writes. Always in the demo and in a copy; in any other organization only after it was switched on
 * here, until it lapses or another organization is looked at.
 */
export class ChangesSwitch implements Disposable {
  readonly #changes = new Emitter<boolean>();
  readonly #getTimeout: () => number;
  #session: Session | undefined;
  /** When it lapses, in milliseconds of the clock. */
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange: Event<boolean> = this.#changes.event;

  /** `getTimeout` answers minutes. */
  constructor(getTimeout: () => number) {
    this.#getTimeout = getTimeout;
  }

  isOn(): boolean {
    if (!this.#session) return false;
    // The clock decides, not the timer alone: a timer sleeps while the machine does.
    return isPlayground(this.#session) || Date.now() < this.#until;
  }

  /** Off again for whatever is looked at next. */
  setSession(session: Session | undefined): void {
    this.#update(() => {
      this.#session = session;
      this.#lapse();
    });
  }

  set(enabled: boolean): void {
    this.#update(() => {
      this.#lapse();
      if (!enabled || !this.#session) return;
      const duration = Math.min(this.#getTimeout(), MAX_MINUTES) * MINUTE;
      this.#until = Date.now() + duration;
      this.#timer = setTimeout(() => this.set(false), duration);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changes.dispose();
  }

  #lapse(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#until = 0;
  }

  #update(change: () => void): void {
    const before = this.isOn() || this.#timer !== undefined;
    change();
    if (this.isOn() !== before) this.#changes.fire(this.isOn());
  }
}

/** Only one run at a time works on an organization, across windows and processes of this machine. */
export interface RunLock {
  /** `heldBy` says who has it and since when, in English. */
  acquire(organizationId: string): Promise<HeldLock | { readonly heldBy: string }>;
}

export interface VisibleRunLock extends RunLock {
  /** Whether somebody, this process or another, has it and shows life. */
  isTaken(organizationId: string): Promise<boolean>;
}

export interface HeldLock {
  /** Whether it still is: while a machine slept, another may have taken it over. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** Only one run at a time works on an organization, across windows and processes of this machine. */
export interface RunLock {
  /** `heldBy` says who has it and since when, in English. */
  acquire(organizationId: string): Promise<{ release(): Promise<void> } | { readonly heldBy: string }>;
}

/**
 * What principals of a root, OU or account did with one service in AWS's tracking period; refused attempts count too
 * (IAM User Guide, Refine permissions using last accessed information).
 */
export interface ServiceUse {
  /** `s3` */
  readonly prefix: string;
  /** The last attempt, ISO 8601; absent where there was none. */
  readonly lastUsed?: string;
  /** Path of the account of the last attempt: `o-exampleorgid/r-a1b2/111122223333/`. */
  readonly lastPath?: string;
  /** Accounts with an attempt, the management account aside. */
  readonly accounts: number;
}

import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { AwsError } from "../../../src/sandbox/awsError";
import { createRandom } from "../../../src/sandbox/draw";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { World } from "../../../src/sandbox/world";

export const START = Date.parse("2026-11-24T10:00:00.000Z");

/** TechCorp's ids. */
export const TECHCORP = {
  root: "r-tc01",
  production: "ou-tc01-prod4kx7",
  development: "ou-tc01-devl8m2q",
  security: "ou-tc01-secu9w3z",
  billing: "100200300400",
  webServices: "210987654321",
  teamA: "432109876543",
  audit: "765432109876",
  quarantine: "p-quarantn1",
  fullAccess: "p-FullAWSAccess",
} as const;

export interface TestWorld {
  /** The output as it goes out. */
  run(operation: string, input?: object): unknown;
  /** The error, as `Name` or `Name REASON`. */
  fail(operation: string, input?: object): string;
  /** Every item of a list. */
  list<T>(operation: string, member: string, input?: object): T[];
  pass(milliseconds: number): void;
  readonly world: World;
}

/** A world whose clock stands still and whose ids repeat; TechCorp unless `contents` says otherwise. */
export function createWorld(
  options: { contents?: OrganizationContents | "none"; callerAccountId?: string } = {},
): TestWorld {
  let now = START;
  const contents = options.contents === "none" ? undefined : (options.contents ?? createTechCorp());
  const world = new World({
    contents,
    callerAccountId: options.callerAccountId ?? contents?.organization.masterAccountId ?? "123456789012",
    clock: () => now,
    random: createRandom(4711),
  });
  const run = (operation: string, input: object = {}): unknown =>
    JSON.parse(JSON.stringify(world.run(operation, input as Record<string, unknown>)));
  return {
    run,
    fail(operation, input = {}) {
      try {
        run(operation, input);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return error.reason === undefined ? error.name : `${error.name} ${error.reason}`;
      }
      assert.fail(`${operation} succeeded`);
    },
    list<T>(operation: string, member: string, input: object = {}) {
      const items: T[] = [];
      let NextToken: string | undefined;
      do {
        const page = run(operation, { ...input, ...(NextToken && { NextToken }) }) as Record<string, unknown>;
        items.push(...(page[member] as T[]));
        NextToken = page.NextToken as string | undefined;
      } while (NextToken !== undefined);
      return items;
    },
    pass: (milliseconds) => void (now += milliseconds),
    world,
  };
}

/** A policy document of a type that AWS takes. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
  RESOURCE_CONTROL_POLICY:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}',
  TAG_POLICY: '{"tags":{"costcenter":{"tag_key":{"@@assign":"CostCenter"}}}}',
  BACKUP_POLICY: '{"plans":{}}',
  AISERVICES_OPT_OUT_POLICY: '{"services":{"default":{"opt_out_policy":{"@@assign":"optOut"}}}}',
  CHATBOT_POLICY: '{"chatbot":{"platforms":{}}}',
  DECLARATIVE_POLICY_EC2: '{"ec2_attributes":{"serial_console_access":{"status":{"@@assign":"disabled"}}}}',
  SECURITYHUB_POLICY: '{"securityhub":{}}',
  SECURITYHUB_CSPM_POLICY: '{"cspm":{"cspm_enablement":{}}}',
  INSPECTOR_POLICY: '{"inspector":{}}',
  GUARDDUTY_POLICY: '{"guardduty":{}}',
  UPGRADE_ROLLOUT_POLICY: '{"upgrade_rollout":{}}',
  BEDROCK_POLICY: '{"bedrock":{}}',
  S3_POLICY: '{"s3_attributes":{"public_access_block_configuration":{"@@assign":"all"}}}',
  NETWORK_SECURITY_DIRECTOR_POLICY: '{"network_security_director":{}}',
};

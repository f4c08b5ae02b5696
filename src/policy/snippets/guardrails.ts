import { ACCOUNT_GUARDRAILS } from "./accounts";
import { COMPUTE_GUARDRAILS } from "./compute";
import { DATA_GUARDRAILS } from "./dataProtection";
import type { Guardrail } from "./guardrail";
import { IDENTITY_GUARDRAILS } from "./identity";
import { LOGGING_GUARDRAILS } from "./logging";
import { NETWORK_GUARDRAILS } from "./network";
import { PERIMETER_GUARDRAILS } from "./perimeter";
import { REGION_GUARDRAILS } from "./regionsAndServices";
import { TAG_AND_COST_GUARDRAILS } from "./tagsAndCost";

/** The library, theme by theme, the first that most organizations want first. */
export const GUARDRAILS: readonly Guardrail[] = [
  ...ACCOUNT_GUARDRAILS,
  ...REGION_GUARDRAILS,
  ...LOGGING_GUARDRAILS,
  ...IDENTITY_GUARDRAILS,
  ...COMPUTE_GUARDRAILS,
  ...DATA_GUARDRAILS,
  ...NETWORK_GUARDRAILS,
  ...PERIMETER_GUARDRAILS,
  ...TAG_AND_COST_GUARDRAILS,
];

import { getNamesFromContents } from "../../../src/engine/organizationNames";
import { createTechCorp } from "../../../src/sandbox/techCorp";

/** The context of a policy of TechCorp's. */
export const TECHCORP = { organization: getNamesFromContents(createTechCorp()) };

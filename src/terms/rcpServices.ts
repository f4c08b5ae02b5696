import data from "./data/rcpServices.json";

const PREFIXES: ReadonlySet<string> = new Set(data.prefixes);

/** The day of the list, `YYYY-MM-DD`. */
export const RCP_SERVICES_AS_OF: string = data.asOf;

/** Whether resource control policies reach a service, by its action prefix in lower case: `s3`. */
export function supportsResourceControl(prefix: string): boolean {
  return PREFIXES.has(prefix);
}

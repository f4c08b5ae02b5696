import data from "./data/integratedServices.json";

export interface IntegratedService {
  /** `guardduty.amazonaws.com` */
  readonly principal: string;
  readonly name: string;
}

/** Services that work with Organizations, to choose from. An open set: any other principal can be named too. */
export const INTEGRATED_SERVICES: readonly IntegratedService[] = data.services.flatMap(([principal, name]) =>
  principal !== undefined && name !== undefined ? [{ principal, name }] : [],
);

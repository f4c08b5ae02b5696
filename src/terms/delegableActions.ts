import data from "./data/delegableActions.json";

/** Actions of Organizations that its resource-based delegation policy can allow, without the prefix. */
export const DELEGABLE_ACTIONS: readonly string[] = data.actions;

/** The day of that list. */
export const DELEGABLE_AS_OF: string = data.asOf;

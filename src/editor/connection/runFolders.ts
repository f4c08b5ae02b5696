/** Below the storage that all windows share: where runs are recorded, and the locks of those under way lie. */
export const RUN_FOLDERS = { aws: "runs", elsewhere: "runs-elsewhere" } as const;

import { named, type Static } from "../schema.ts";

/** State of a run's execution. */
export const RunStatus = named({ RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 });
export type RunStatus = Static<typeof RunStatus>;

/** Which lifecycle stages a search looks at. */
export const ViewType = named({ ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 });
export type ViewType = Static<typeof ViewType>;

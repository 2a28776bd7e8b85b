import type { JobState } from "@millrace/contract";

/** Numbers of the states of a job, as the column `job.state` holds them. */
export const STATE_NUMBERS: Readonly<Record<JobState, number>> = {
  QUEUED: 1,
  RUNNING: 2,
  SUCCEEDED: 3,
  FAILED: 4,
  CANCELLED: 5,
};

const STATE_NAMES: readonly (JobState | undefined)[] = [
  undefined,
  "QUEUED",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
];

/** The state with a number. */
export function stateName(number: number): JobState {
  const name = STATE_NAMES[number];
  if (name === undefined) throw new TypeError(`${number} is no state of a job.`);
  return name;
}

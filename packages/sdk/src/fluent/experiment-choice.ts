import { readEnvironment } from "../config/environment.ts";

/** An experiment as a program names it. */
export type ExperimentChoice =
  | { readonly experimentId: string; readonly experimentName?: undefined }
  | { readonly experimentId?: undefined; readonly experimentName: string };

const DEFAULT: ExperimentChoice = { experimentId: "0" };

let chosen: ExperimentChoice | undefined;

/** Sets the experiment of the runs to come. */
export function chooseExperiment(choice: ExperimentChoice): void {
  chosen = choice;
}

/** The experiment of runs that name none: the one that was set, else the environment's, else the default one. */
export function chosenExperiment(): ExperimentChoice {
  return chosen ?? choiceOf(readEnvironment()) ?? DEFAULT;
}

/** The experiment that options name, if any; the id wins. */
export function choiceOf(options: {
  readonly experimentId?: string | undefined;
  readonly experimentName?: string | undefined;
}): ExperimentChoice | undefined {
  const { experimentId, experimentName } = options;
  if (experimentId !== undefined) return { experimentId };
  return experimentName === undefined ? undefined : { experimentName };
}

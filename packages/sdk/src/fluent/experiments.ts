import { invalidParameter, LIMITS } from "@millrace/contract";
import { type CallOptions, pages } from "../client/index.ts";
import { type Experiment, toExperiment } from "./entities/experiment.ts";
import { chooseExperiment, chosenExperiment, choiceOf, type ExperimentChoice } from "./experiment-choice.ts";
import { unless } from "./failures.ts";
import { Listing } from "./listing.ts";
import { pairsOf, present } from "./present.ts";
import { getClient } from "./tracking.ts";

const PAGE = 1000;

/** A program waits no longer than some seconds for a server that it can do without. */
const BRIEFLY = { retries: 1, timeoutMs: 5000 };

/** Which experiment is meant: its name, or its name or id in an object. */
export type ExperimentReference =
  | string
  | { readonly name: string; readonly experimentId?: undefined }
  | { readonly experimentId: string; readonly name?: undefined };

/** How an experiment is made. */
export interface NewExperiment {
  /** Where the artifacts of its runs go. Default: a place that the server chooses. */
  readonly artifactLocation?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Which experiments are searched for. */
export interface ExperimentSearch {
  /** In MLflow's search language, such as `name LIKE 'iris%'`. */
  readonly filter?: string;
  /** Such as `name ASC`; default: newest first. */
  readonly orderBy?: readonly string[];
  readonly viewType?: "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";
  /** How many are given at most. Default: all. */
  readonly maxResults?: number;
}

/**
 * Sets the experiment of the runs to come, and makes it when there is none of this name.
 * @returns the experiment; undefined when no server answers, and it is made with its first run
 * @throws MillraceError INVALID_PARAMETER_VALUE for a deleted one, RESOURCE_DOES_NOT_EXIST for an unknown id
 */
export async function setExperiment(reference: ExperimentReference): Promise<Experiment | undefined> {
  const choice = choiceFrom(reference);
  // At once, so that a run that starts before the server has answered lies in it.
  chooseExperiment(choice);
  const found = await unless("TEMPORARILY_UNAVAILABLE", findOrCreate(choice, BRIEFLY));
  if (found === undefined) return undefined;
  if (found.lifecycleStage === "deleted") {
    throw invalidParameter(`The experiment '${found.name}' is deleted; restore it, or choose another name.`);
  }
  return found;
}

/**
 * Makes an experiment and gives its id.
 * @throws MillraceError RESOURCE_ALREADY_EXISTS when the name is taken, by a deleted one too
 */
export async function createExperiment(name: string, options: NewExperiment = {}): Promise<string> {
  const { artifactLocation, tags } = options;
  const request = { name, artifact_location: artifactLocation, tags: tags === undefined ? undefined : pairsOf(tags) };
  return (await getClient().experiments.create(present(request))).experiment_id;
}

/**
 * Reads an experiment by its id.
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST
 */
export async function getExperiment(experimentId: string): Promise<Experiment> {
  return toExperiment((await getClient().experiments.get({ experiment_id: experimentId })).experiment);
}

/** Reads an experiment by its name; undefined when there is none. */
export async function getExperimentByName(name: string): Promise<Experiment | undefined> {
  const found = await unless("RESOURCE_DOES_NOT_EXIST", getClient().experiments.getByName({ experiment_name: name }));
  return found && toExperiment(found.experiment);
}

/** Searches experiments. */
export function searchExperiments(search: ExperimentSearch = {}): Listing<Experiment> {
  const { filter, orderBy, viewType, maxResults } = search;
  const client = getClient();
  const request = present({
    filter,
    order_by: orderBy && [...orderBy],
    view_type: viewType,
    max_results: Math.min(maxResults ?? PAGE, PAGE, LIMITS.searchExperiments),
  });
  return new Listing(async function* () {
    for await (const page of pages(client.experiments.search, request))
      yield (page.experiments ?? []).map(toExperiment);
  }, maxResults);
}

/** Moves an experiment and its runs to the trash. */
export async function deleteExperiment(experimentId: string): Promise<void> {
  await getClient().experiments.delete({ experiment_id: experimentId });
}

/** Brings a deleted experiment and its runs back. */
export async function restoreExperiment(experimentId: string): Promise<void> {
  await getClient().experiments.restore({ experiment_id: experimentId });
}

/** Renames an experiment. */
export async function renameExperiment(experimentId: string, newName: string): Promise<void> {
  await getClient().experiments.update({ experiment_id: experimentId, new_name: newName });
}

/**
 * Sets a tag of an experiment.
 * @param experimentId default: the experiment that was set
 */
export async function setExperimentTag(key: string, value: string, experimentId?: string): Promise<void> {
  const id = experimentId ?? (await findOrCreate(chosenExperiment())).experimentId;
  await getClient().experiments.setTag({ experiment_id: id, key, value });
}

/** The id of the experiment that was set; undefined while it is not there. */
export async function chosenExperimentId(): Promise<string | undefined> {
  const { experimentId, experimentName } = chosenExperiment();
  return experimentName === undefined ? experimentId : (await getExperimentByName(experimentName))?.experimentId;
}

function choiceFrom(reference: ExperimentReference): ExperimentChoice {
  const { experimentId, name }: Exclude<ExperimentReference, string> =
    typeof reference === "string" ? { name: reference } : reference;
  const choice = choiceOf({ experimentId, experimentName: name });
  if (choice !== undefined) return choice;
  throw invalidParameter("setExperiment needs the name of an experiment, or { experimentId }.");
}

async function findOrCreate(choice: ExperimentChoice, options: CallOptions = {}): Promise<Experiment> {
  const { experiments } = getClient();
  const { experimentId: id, experimentName: name } = choice;
  if (name === undefined) return toExperiment((await experiments.get({ experiment_id: id }, options)).experiment);
  const found = await unless("RESOURCE_DOES_NOT_EXIST", experiments.getByName({ experiment_name: name }, options));
  if (found !== undefined) return toExperiment(found.experiment);
  // Another process may make it in the same moment.
  const made = await unless("RESOURCE_ALREADY_EXISTS", experiments.create({ name }, options));
  return findOrCreate(made === undefined ? choice : { experimentId: made.experiment_id }, options);
}

import type { FigureInput, ImageInput, ImageSeries, TableInput } from "../artifacts/index.ts";
import type { ModelInput } from "../models/index.ts";
import type { MetricPlace } from "./active-run.ts";
import { activeRun } from "./context.ts";
import type { Dataset } from "./dataset.ts";
import type { RunModel, RunModelOptions } from "./run-models.ts";
import { activeOrNewRun } from "./start-run.ts";
import type { LoggedValue } from "./values.ts";

/**
 * Logs one point of a metric to the active run; like all functions of this kind it starts a run when there is none.
 * @param place the step, or step and timestamp; default: step 0, now
 * @throws MillraceError INVALID_PARAMETER_VALUE for a key, value or step that can't be logged
 */
export function logMetric(key: string, value: number, place: MetricPlace = 0): void {
  activeOrNewRun().logMetric(key, value, place);
}

/** Logs one point of each of several metrics to the active run, all at one place. */
export function logMetrics(metrics: Readonly<Record<string, number>>, place: MetricPlace = 0): void {
  activeOrNewRun().logMetrics(metrics, place);
}

/**
 * Logs a parameter of the active run, which keeps its first value.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a key or value that can't be logged
 */
export function logParam(key: string, value: LoggedValue): void {
  activeOrNewRun().logParam(key, value);
}

/** Logs several parameters of the active run. */
export function logParams(params: Readonly<Record<string, LoggedValue>>): void {
  activeOrNewRun().logParams(params);
}

/** Sets a tag of the active run; it takes the place of an earlier value. */
export function setTag(key: string, value: LoggedValue): void {
  activeOrNewRun().setTag(key, value);
}

/** Sets several tags of the active run. */
export function setTags(tags: Readonly<Record<string, LoggedValue>>): void {
  activeOrNewRun().setTags(tags);
}

/** Removes a tag of the active run, after all that was logged before. */
export async function deleteTag(key: string): Promise<void> {
  await activeOrNewRun().deleteTag(key);
}

/**
 * Logs a file of this machine to the active run; it may be changed or removed when the promise resolves.
 * @param folder of the run's artifacts that it goes to
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such file
 */
export async function logArtifact(file: string, folder = ""): Promise<void> {
  await activeOrNewRun().logArtifact(file, folder);
}

/**
 * Logs all files in and below a folder of this machine to the active run.
 * @param to folder of the run's artifacts that they go to
 * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder
 */
export async function logArtifacts(folder: string, to = ""): Promise<void> {
  await activeOrNewRun().logArtifacts(folder, to);
}

/** Logs text to the active run, in UTF-8. */
export function logText(text: string, path: string): void {
  activeOrNewRun().logText(text, path);
}

/** Logs plain data to the active run, as YAML when the path ends in `.yaml` or `.yml`, else as JSON. */
export async function logDict(data: object, path: string): Promise<void> {
  await activeOrNewRun().logDict(data, path);
}

/**
 * Logs a table to the active run: rows as records, or columns by name. A table that it has at the path grows by it.
 * @param path ends in `.json`
 */
export async function logTable(table: TableInput, path: string): Promise<void> {
  await activeOrNewRun().logTable(table, path);
}

/**
 * Logs an image to the active run: the bytes or the file of a PNG, JPEG or WebP, or pixels, which become PNG.
 * @param place a path; or the key and step of a series of images
 */
export async function logImage(image: ImageInput, place: string | ImageSeries): Promise<void> {
  await activeOrNewRun().logImage(image, place);
}

/**
 * Logs a figure to the active run: the text of an SVG or HTML page, the bytes of a PNG, JPEG or WebP, or a Vega-Lite
 * specification.
 */
export async function logFigure(figure: FigureInput, path: string): Promise<void> {
  await activeOrNewRun().logFigure(figure, path);
}

/**
 * Logs a model of the active run, after all that the run logged before, and on request makes it a version of a registered
 * model.
 */
export async function logModel(model: ModelInput, options: RunModelOptions = {}): Promise<RunModel> {
  return activeOrNewRun().logModel(model, options);
}

/**
 * Says that the active run read a dataset.
 * @param context what for, such as `training`
 */
export async function logInput(
  dataset: Dataset,
  context?: string,
  tags?: Readonly<Record<string, string>>,
): Promise<void> {
  await activeOrNewRun().logInput(dataset, context, tags);
}

/**
 * Waits until the server has all that the active run logged so far.
 * @throws MillraceError that says what the server refused, or where it is kept until the server answers
 */
export async function flush(): Promise<void> {
  await activeRun()?.flush();
}

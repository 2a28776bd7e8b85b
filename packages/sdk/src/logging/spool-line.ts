import type { Artifact, Batch, Points, RunEnd } from "./item.ts";
import type { EndStatus, NamedStart } from "./run-log.ts";

/** A batch as a spool's line has it. */
export interface BatchLine {
  readonly sequence: number;
  /** Each key once; a point has the place of its own. */
  readonly keys?: readonly string[];
  readonly points?: {
    readonly key: readonly number[];
    readonly value: readonly (number | string)[];
    readonly step: readonly number[];
    readonly timestamp: readonly number[];
  };
  readonly params?: Batch["params"];
  readonly tags?: Batch["tags"];
  readonly end?: RunEnd;
}

/** The first line of a spool's file. */
export interface Header {
  readonly format: 1;
  /** The server that the run was logged to. */
  readonly uri: string;
  readonly runId: string;
  readonly writer: string;
  /** For a run that the server may not have yet. */
  readonly start?: NamedStart;
}

/** A line of a spool's file after the first. */
export type Line =
  | { readonly kind: "batch"; readonly batch: Batch }
  | { readonly kind: "artifact"; readonly path: Artifact["path"]; readonly file: string }
  | { readonly kind: "acknowledged"; readonly offset: number };

/** Writes a batch; values that JSON has not become strings. */
export function encodeBatch({ sequence, points, params, tags, end }: Batch): BatchLine {
  return {
    sequence,
    ...(points.keys.length > 0 && encodePoints(points)),
    ...(params.length > 0 && { params }),
    ...(tags.length > 0 && { tags }),
    ...(end && { end }),
  };
}

function encodePoints({ keys, values, steps, timestamps }: Points): Pick<BatchLine, "keys" | "points"> {
  const places = new Map<string, number>();
  const key = keys.map((name) => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, places.size);
    return places.size - 1;
  });
  const value = values.every(isPlain) ? values : values.map((one) => (isPlain(one) ? one : textOf(one)));
  return { keys: [...places.keys()], points: { key, value, step: steps, timestamp: timestamps } };
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function textOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Reads the first line of a file; undefined when it is none. */
export function decodeHeader(text: string): Header | undefined {
  const line = parseRecord(text);
  const { format, uri, runId, writer, start } = line ?? {};
  if (format !== 1 || typeof uri !== "string" || typeof runId !== "string" || typeof writer !== "string") {
    return undefined;
  }
  const begun = isRecord(start) ? decodeStart(start) : undefined;
  return { format, uri, runId, writer, ...(begun && { start: begun }) };
}

/** Reads any other line; undefined when it is none. */
export function decodeLine(text: string): Line | undefined {
  const line = parseRecord(text);
  if (line === undefined) return undefined;
  if (typeof line["acknowledged"] === "number") return { kind: "acknowledged", offset: line["acknowledged"] };
  const { artifact, file } = line;
  if (typeof artifact === "string" && typeof file === "string") return { kind: "artifact", path: artifact, file };
  const batch = decodeBatch(line);
  return batch && { kind: "batch", batch };
}

type JsonObject = Readonly<Record<string, unknown>>;

function decodeBatch(line: JsonObject): Batch | undefined {
  const { sequence, params = [], tags = [] } = line;
  const points = decodePoints(line);
  const end = isRecord(line["end"]) ? decodeEnd(line["end"]) : undefined;
  if (typeof sequence !== "number" || points === undefined || !isPairs(params) || !isPairs(tags)) return undefined;
  return { kind: "batch", sequence, points, params, tags, end };
}

function decodePoints({ keys = [], points = {} }: JsonObject): Points | undefined {
  if (!isRecord(points) || !isList(keys, isText)) return undefined;
  const { key = [], value = [], step = [], timestamp = [] } = points;
  if (!isList(key, isNumber) || !isList(step, isNumber) || !isList(timestamp, isNumber)) return undefined;
  if (!isList(value, isNumberOrText)) return undefined;
  const names = key.map((place) => keys[place] ?? "");
  return { keys: names, values: value.map(Number), steps: step, timestamps: timestamp };
}

function decodeEnd({ status, endTime }: JsonObject): RunEnd | undefined {
  return isEndStatus(status) && typeof endTime === "number" ? { status, endTime } : undefined;
}

function decodeStart({
  runId,
  experimentId,
  experimentName,
  runName,
  startTime,
  userId,
  tags,
}: JsonObject): NamedStart | undefined {
  if (typeof runId !== "string" || typeof startTime !== "number" || !isPairs(tags)) return undefined;
  return {
    runId,
    startTime,
    tags,
    ...(typeof experimentId === "string" && { experimentId }),
    ...(typeof experimentName === "string" && { experimentName }),
    ...(typeof runName === "string" && { runName }),
    ...(typeof userId === "string" && { userId }),
  };
}

function parseRecord(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isPairs(value: unknown): value is { key: string; value: string }[] {
  return isList(value, (item): item is { key: string; value: string } => isPair(item));
}

function isPair(item: unknown): item is { key: string; value: string } {
  return isRecord(item) && typeof item["key"] === "string" && typeof item["value"] === "string";
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isNumberOrText = (value: unknown): value is number | string => isText(value) || isNumber(value);

function isEndStatus(status: unknown): status is EndStatus {
  return status === "FINISHED" || status === "FAILED" || status === "KILLED";
}

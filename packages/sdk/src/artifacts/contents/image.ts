import { randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { doesNotExist, invalidParameter } from "@millrace/contract";
import type { ArtifactContent } from "../../logging/index.ts";
import { type LoggedContent, type NamedContent, single } from "./content.ts";
import { encodePng, type RawImage, shrink } from "./png.ts";

/** An image: the bytes of a PNG, JPEG or WebP file, the path of such a file, or pixels, which become PNG. */
export type ImageInput = Uint8Array | string | RawImage;

/** The place of an image in a series, which MLflow's page shows by steps. */
export interface ImageSeries {
  /** Names the series: letters, digits, `_`, `-`, `.`, space and `/`. */
  readonly key: string;
  /** Default: 0. */
  readonly step?: number;
  /** Milliseconds since the epoch. Default: now. */
  readonly timestamp?: number;
}

type Format = "png" | "jpeg" | "webp";

const TAG = "mlflow.loggedImages";
const KEY = /^[a-zA-Z0-9_\-./ ]+$/;
/** The longer side of the small copies that MLflow's page shows first. */
const SMALL_PIXELS = 256;
const HEAD_BYTES = 12;

/**
 * An image as an artifact at a path.
 * @throws MillraceError INVALID_PARAMETER_VALUE for what is no such image, RESOURCE_DOES_NOT_EXIST for a file that is not
 *   there
 */
export async function imageContent(image: ImageInput, path: string): Promise<LoggedContent> {
  if (isEncoded(image)) {
    await formatOf(image);
    return single(path, fileOf(image));
  }
  if (/\.png$/i.test(path)) return single(path, encodePng(image));
  throw invalidParameter(`Pixels are logged as PNG, so the path ends in ".png", unlike '${path}'.`);
}

/**
 * An image of a series, under the names that MLflow's page reads the step and time from: the image itself and a small
 * copy. Only pixels are made smaller; of a file, the copy is the same.
 * @throws MillraceError as `imageContent`; also for JPEG, which MLflow's page does not look for in series
 */
export async function imageOfSeries(image: ImageInput, series: ImageSeries): Promise<LoggedContent> {
  const { key, step = 0, timestamp = Date.now() } = series;
  if (!KEY.test(key))
    throw invalidParameter(`The key of images '${key}' has characters other than letters, digits and _-./.`);
  if (!Number.isSafeInteger(step)) throw invalidParameter(`The step of an image must be an integer, not ${step}.`);
  if (!Number.isSafeInteger(timestamp))
    throw invalidParameter(`The timestamp of an image must be an integer, not ${timestamp}.`);
  const name = `images/${key.replaceAll("/", "~")}+step+${step}+timestamp+${timestamp}+${randomUUID()}`;
  return { artifacts: await bothOf(image, name), tags: { [TAG]: "True" } };
}

async function bothOf(image: ImageInput, name: string): Promise<NamedContent[]> {
  if (!isEncoded(image)) {
    return [
      { path: `${name}.png`, content: encodePng(image) },
      { path: `${name}+compressed.png`, content: encodePng(shrink(image, SMALL_PIXELS)) },
    ];
  }
  const format = await formatOf(image);
  if (format === "jpeg") {
    throw invalidParameter("A series of images takes PNG, WebP or pixels; log a JPEG with a path instead of a key.");
  }
  const content = fileOf(image);
  return [`${name}.${format}`, `${name}+compressed.${format}`].map((path) => ({ path, content }));
}

function isEncoded(image: ImageInput): image is Uint8Array | string {
  return typeof image === "string" || image instanceof Uint8Array;
}

function fileOf(image: Uint8Array | string): ArtifactContent {
  return typeof image === "string" ? { file: image } : image;
}

async function formatOf(image: Uint8Array | string): Promise<Format> {
  const head = Buffer.from(typeof image === "string" ? await headOf(image) : image.subarray(0, HEAD_BYTES));
  if (head.toString("latin1", 0, 4) === "\u0089PNG") return "png";
  if (head.toString("latin1", 0, 3) === "\u00ff\u00d8\u00ff") return "jpeg";
  if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP") return "webp";
  throw invalidParameter("The image is not in PNG, JPEG or WebP format; give such a file, its bytes, or raw pixels.");
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) throw doesNotExist(`There is no image file "${file}" that can be read.`);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(HEAD_BYTES));
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

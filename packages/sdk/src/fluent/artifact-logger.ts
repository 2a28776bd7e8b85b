import {
  dictContent,
  type FigureInput,
  figureContent,
  imageContent,
  type ImageInput,
  imageOfSeries,
  type ImageSeries,
  type LoggedContent,
  type RunTables,
  type TableInput,
  textContent,
} from "../artifacts/index.ts";
import type { ArtifactContent } from "../logging/index.ts";
import { checkPath, logFile, logFolder } from "./artifact-files.ts";

/** What logs artifacts to a run; paths are relative to the run's artifacts, with `/` between names. */
export abstract class ArtifactLogger {
  readonly #tables: RunTables;
  /** What is being made and was not handed on yet. */
  readonly #making = new Set<Promise<void>>();

  /** @param tables that the run has */
  constructor(tables: RunTables) {
    this.#tables = tables;
  }

  /**
   * Logs an artifact: bytes, or a file of this machine, which has to stay until `flush`.
   * @throws MillraceError INVALID_PARAMETER_VALUE for a path that names no file below the run's artifacts
   */
  abstract putArtifact(path: string, content: ArtifactContent): void;

  /** Sets several tags. */
  abstract setTags(tags: Readonly<Record<string, string>>): void;

  /** Waits until the server has all that was handed on so far. */
  abstract sent(): Promise<void>;

  /**
   * Logs a file of this machine, which may be changed or removed when the promise resolves.
   * @param folder of the run's artifacts that it goes to
   * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such file
   */
  logArtifact(file: string, folder = ""): Promise<void> {
    return this.#add(logFile(this, file, folder));
  }

  /**
   * Logs all files in and below a folder of this machine.
   * @param to folder of the run's artifacts that they go to
   * @throws MillraceError RESOURCE_DOES_NOT_EXIST when there is no such folder
   */
  logArtifacts(folder: string, to = ""): Promise<void> {
    return this.#add(logFolder(this, folder, to));
  }

  /** Logs text, in UTF-8. */
  logText(text: string, path: string): void {
    checkPath(path);
    this.#put(textContent(text, path));
  }

  /**
   * Logs plain data, as YAML when the path ends in `.yaml` or `.yml`, else as JSON.
   * @throws MillraceError INVALID_PARAMETER_VALUE for data that can't be written so
   */
  logDict(data: object, path: string): Promise<void> {
    return this.#make(path, () => dictContent(data, path));
  }

  /**
   * Logs a table: rows as records, or columns by name. A table that the run has at the path grows by it.
   * @param path ends in `.json`
   * @throws MillraceError INVALID_PARAMETER_VALUE for what is no table
   */
  logTable(table: TableInput, path: string): Promise<void> {
    return this.#make(path, () => this.#tables.add(table, path));
  }

  /**
   * Logs an image: the bytes or the file of a PNG, JPEG or WebP, or pixels, which become PNG.
   * @param place a path; or the key and step of a series of images
   * @throws MillraceError INVALID_PARAMETER_VALUE for what is no such image
   */
  logImage(image: ImageInput, place: string | ImageSeries): Promise<void> {
    if (typeof place === "string") return this.#make(place, () => imageContent(image, place));
    return this.#add(imageOfSeries(image, place).then((content) => this.#put(content)));
  }

  /**
   * Logs a figure: the text of an SVG or HTML page, the bytes of a PNG, JPEG or WebP, or a Vega-Lite specification.
   * @throws MillraceError INVALID_PARAMETER_VALUE for what is none of these
   */
  logFigure(figure: FigureInput, path: string): Promise<void> {
    return this.#make(path, () => figureContent(figure, path));
  }

  /** Waits until all is handed on that is being made; undefined when there is nothing to wait for. */
  protected made(): Promise<unknown> | undefined {
    return this.#making.size === 0 ? undefined : Promise.allSettled([...this.#making]);
  }

  async #make(path: string, content: () => Promise<LoggedContent>): Promise<void> {
    checkPath(path);
    await this.#add(content().then((made) => this.#put(made)));
  }

  async #add(making: Promise<void>): Promise<void> {
    this.#making.add(making);
    try {
      await making;
    } finally {
      this.#making.delete(making);
    }
  }

  #put({ artifacts, tags }: LoggedContent): void {
    for (const { path, content } of artifacts) this.putArtifact(path, content);
    this.setTags(tags);
  }
}

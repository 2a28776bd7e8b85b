import { invalidParameter, parseJson } from "@millrace/contract";
import { type LoggedContent, utf8 } from "./content.ts";
import { appended, formatTable, parseTable, type Table, type TableInput, toTable } from "./table.ts";

const TAG = "mlflow.loggedArtifacts";

/** What a run has before this program logs to it. */
export interface LoggedBefore {
  /** The bytes of an artifact; undefined when it is not there. */
  readonly readArtifact: (path: string) => Promise<Uint8Array | undefined>;
  /** The value of a tag; undefined when it is not set. */
  readonly readTag: (key: string) => Promise<string | undefined>;
}

/**
 * The tables that a program logs to one run. They stay in memory as long as this object, so that a further part of a
 * table can be logged while the one before it is still on its way to the server.
 */
export class RunTables {
  readonly #before: LoggedBefore | undefined;
  readonly #tables = new Map<string, Table>();
  #listed: unknown[] | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param before undefined for a run that has nothing yet, so that no server is asked */
  constructor(before?: LoggedBefore) {
    this.#before = before;
  }

  /**
   * A table as an artifact in MLflow's split JSON: `{"columns": [...], "data": [[...], ...]}`. When the run has a table
   * at the path already, this one goes below it. One call after the other is served, in order.
   * @param path ends in `.json`
   * @throws MillraceError INVALID_PARAMETER_VALUE for what is no table, also when it is at the path already; what reading
   *   the run threw
   */
  add(input: TableInput, path: string): Promise<LoggedContent> {
    const added = this.#turn.then(() => this.#append(input, path));
    this.#turn = added.catch(() => undefined);
    return added;
  }

  async #append(input: TableInput, path: string): Promise<LoggedContent> {
    if (!path.endsWith(".json")) throw invalidParameter(`The path of a table ends in ".json", unlike '${path}'.`);
    const table = toTable(input, path);
    const known = this.#tables.get(path) ?? (await this.#read(path));
    const whole = known === undefined ? table : appended(known, table);
    const content = utf8(path, formatTable(whole, path));
    const listed = this.#listed ?? (await this.#readListed());
    const isListed = listed.some((entry) => isEntry(entry, path));
    this.#listed = isListed ? listed : [...listed, { path, type: "table" }];
    this.#tables.set(path, whole);
    return { artifacts: [{ path, content }], tags: isListed ? {} : { [TAG]: JSON.stringify(this.#listed) } };
  }

  async #read(path: string): Promise<Table | undefined> {
    const bytes = await this.#before?.readArtifact(path);
    return bytes === undefined ? undefined : parseTable(new TextDecoder().decode(bytes), path);
  }

  async #readListed(): Promise<unknown[]> {
    try {
      const listed = parseJson((await this.#before?.readTag(TAG)) ?? "[]");
      return Array.isArray(listed) ? Array.from<unknown>(listed) : [];
    } catch (error) {
      // Somebody else's text in the tag says nothing of tables.
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }
}

function isEntry(entry: unknown, path: string): boolean {
  const isRecord = typeof entry === "object" && entry !== null && "path" in entry && "type" in entry;
  return isRecord && entry.path === path && entry.type === "table";
}

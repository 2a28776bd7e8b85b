import { isObject, parseJson, type Json } from "./json.ts";

/** What is particular to one server and must not count as a difference. */
export interface Surroundings {
  /** The default artifact root as the server prints it, without a trailing slash. */
  readonly artifactRoot: string;
  /** The directory that the server was started in. */
  readonly directory: string;
  /** The server's address, `http://127.0.0.1:5000`. */
  readonly url: string;
}

const ID_KEYS: Readonly<Record<string, string>> = {
  experiment_id: "experiment",
  run_id: "run",
  run_uuid: "run",
  source_run_id: "run",
  model_id: "model",
};
const SERVER_TIMES = new Set([
  "creation_time",
  "last_update_time",
  "start_time",
  "end_time",
  "timestamp",
  "creation_timestamp",
  "last_updated_timestamp",
  "creation_timestamp_ms",
  "last_updated_timestamp_ms",
]);
/** Where the name of a run or a logged model stands: in the REST API, in a map of tags, in a column of a data frame. */
const NAME_KEYS = new Set(["run_name", "mlflow.runName", "tags.mlflow.runName", "name"]);
const RANDOM_NAME = /^[a-z]+-[a-z]+-\d{1,4}$/;
const HEX_ID = /\b(?:m-)?[0-9a-f]{32}\b/g;
/** Tags whose value is JSON: its spacing means nothing. */
const JSON_TAGS = new Set(["mlflow.log-model.history", "mlflow.modelVersions", "mlflow.loggedArtifacts"]);
/** The tag in which clients keep the experiments of a prompt: `,12,15,`. */
const EXPERIMENT_LIST = "_mlflow_experiment_ids";
const SETS = new Set(["tags", "aliases", "latest_versions"]);
const DAY_MS = 86_400_000;

/**
 * Puts placeholders in place of what two right servers give differently: ids, the time of day, random run names,
 * artifact roots, page tokens, messages. The same value gets the same placeholder throughout one case, so identity is
 * still compared.
 */
export class Normaliser {
  readonly #surroundings: Surroundings;
  readonly #sent: Set<string>;
  readonly #placeholders: Map<string, string>;
  readonly #counts: Map<string, number>;

  /** `start` lends what it has seen, without being changed later. */
  constructor(surroundings: Surroundings, start?: Normaliser) {
    this.#surroundings = surroundings;
    this.#sent = new Set(start === undefined ? [] : start.#sent);
    this.#placeholders = new Map(start === undefined ? [] : start.#placeholders);
    this.#counts = new Map(start === undefined ? [] : start.#counts);
  }

  /** Tells which texts the case itself sent: those are data, not inventions of the server. */
  noteSent(value: Json | undefined): void {
    if (typeof value === "string") this.#sent.add(value);
    else if (Array.isArray(value)) value.forEach((item) => this.noteSent(item));
    else if (isObject(value)) Object.values(value).forEach((item) => this.noteSent(item));
  }

  /** The value with placeholders; `key` is the field it stands in. */
  normalise(value: Json, key = ""): Json {
    if (Array.isArray(value)) return value.map((item) => this.normalise(item, key));
    if (isObject(value)) return this.#object(value, key);
    if (typeof value === "string") return this.#text(value, key);
    return SERVER_TIMES.has(key) && isAboutNow(value) ? "<now>" : value;
  }

  #object(value: { [key: string]: Json }, parent: string): Json {
    const tag = value["key"];
    const entries = Object.keys(value)
      .toSorted()
      .map((key): [string, Json] => {
        const part = value[key] ?? null;
        if (key === "value" && typeof tag === "string") return [key, this.#tagValue(tag, part)];
        return [key, isSet(key, parent) ? inOrder(this.normalise(part, key)) : this.normalise(part, key)];
      });
    return Object.fromEntries(entries);
  }

  #tagValue(tag: string, value: Json): Json {
    if (tag === "mlflow.runName" || tag === EXPERIMENT_LIST) return this.normalise(value, tag);
    const holdsJson = JSON_TAGS.has(tag) && typeof value === "string";
    return this.normalise(holdsJson ? parseJson(value) : value, "value");
  }

  #text(value: string, key: string): Json {
    if (key === "message" || key === "next_page_token") return value === "" ? "" : `<${key}>`;
    if (key === EXPERIMENT_LIST && !this.#sent.has(value))
      return value.replace(/\d+/g, (id) => this.#placeholder("experiment", id));
    const kind = ID_KEYS[key];
    if (kind !== undefined && isGeneratedId(value)) return this.#placeholder(kind, value);
    if (NAME_KEYS.has(key) && RANDOM_NAME.test(value) && !this.#sent.has(value))
      return this.#placeholder("name", value);
    return this.#paths(value).replace(HEX_ID, (id) => this.#known(id));
  }

  #paths(value: string): string {
    const { artifactRoot, directory, url } = this.#surroundings;
    const underRoot = value.startsWith(`${artifactRoot}/`) ? value.slice(artifactRoot.length + 1) : undefined;
    if (underRoot !== undefined) {
      return `<root>/${underRoot.replace(/^\d+/, (id) => this.#placeholder("experiment", id))}`;
    }
    return value.replaceAll(directory, "<directory>").replaceAll(url, "<server>");
  }

  #known(id: string): string {
    const known = this.#placeholders.get(`run ${id}`) ?? this.#placeholders.get(`model ${id}`);
    if (known !== undefined) return known;
    return this.#sent.has(id) ? id : this.#placeholder(id.startsWith("m-") ? "model" : "id", id);
  }

  #placeholder(kind: string, value: string): string {
    const known = this.#placeholders.get(`${kind} ${value}`);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    const placeholder = `<${kind} ${count}>`;
    this.#counts.set(kind, count);
    this.#placeholders.set(`${kind} ${value}`, placeholder);
    return placeholder;
  }
}

/** Lists that MLflow reads without an order: clients turn them into maps. */
function isSet(key: string, parent: string): boolean {
  return SETS.has(key) || (parent === "data" && (key === "params" || key === "metrics"));
}

/** A list in an order of its own, for lists whose order means nothing. */
export function inOrder(value: Json): Json {
  if (!Array.isArray(value)) return value;
  const sortable = value.map((item): [string, Json] => [JSON.stringify(item), item]);
  return sortable.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function isGeneratedId(value: string): boolean {
  return /^[1-9]\d*$/.test(value) || /^(?:m-)?[0-9a-f]{32}$/.test(value);
}

function isAboutNow(value: Json): boolean {
  return typeof value === "number" && Math.abs(value - Date.now()) < DAY_MS;
}

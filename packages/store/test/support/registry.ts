import {
  ANONYMOUS,
  type Caller,
  checkModelSource,
  isPrompt,
  type ModelTag,
  type ModelVersion,
} from "@millrace/contract";
import type { RegistryQuery, Store } from "@millrace/store";
import { decoded } from "./stores.ts";

/** The one who changes things in these tests. */
export const ADA: Caller = { user: "ada", reason: "because" };

/** Creates registered models without anything. */
export async function newModels(store: Store, ...names: readonly string[]): Promise<void> {
  for (const name of names) await store.registeredModels.create({ name, description: undefined, tags: [] }, ANONYMOUS);
}

/** Creates a version; its source has been checked as the server does. */
export function newVersion(
  store: Store,
  name: string,
  given: { source?: string; runId?: string; modelId?: string; tags?: readonly ModelTag[]; caller?: Caller } = {},
): Promise<ModelVersion> {
  const { source = "s3://bucket/model", runId = "", modelId = "", tags = [], caller = ANONYMOUS } = given;
  const checked = checkModelSource(source, { isPrompt: isPrompt(tags), runId, modelId, allowedSchemes: [] });
  const version = { name, source: checked, runId, modelId, runLink: "", description: "", tags };
  return store.modelVersions.create(version, caller);
}

/** The tag that gives a version a name. */
export function named(value: string): ModelTag[] {
  return [{ key: "millrace.versionName", value }];
}

/** The tag of prompts. */
export const PROMPT: ModelTag[] = [{ key: "mlflow.prompt.is_prompt", value: "true" }];

/** Every match on one page. */
export const ALL: RegistryQuery = { filter: "", orderBy: [], maxResults: 1000, pageToken: undefined };

/** The names of the models on a page, and the token of the next one. */
export async function modelPage(store: Store, query: Partial<RegistryQuery>): Promise<Page> {
  const answer = await decoded(await store.registeredModels.search({ ...ALL, ...query }));
  return pageOf(answer, "registered_models", (item) => String(item["name"]));
}

/** The versions on a page as `name/number`, and the token of the next one. */
export async function versionPage(store: Store, query: Partial<RegistryQuery>): Promise<Page> {
  const answer = await decoded(await store.modelVersions.search({ ...ALL, ...query }));
  return pageOf(answer, "model_versions", (item) => `${String(item["name"])}/${String(item["version"])}`);
}

/** What a search found, as text, and what to ask for the rest with. */
export interface Page {
  readonly found: readonly string[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly token: string | undefined;
}

function pageOf(answer: unknown, list: string, toText: (item: Readonly<Record<string, unknown>>) => string): Page {
  const record = isRecord(answer) ? answer : {};
  const found = record[list];
  const items = Array.isArray(found) ? found.filter(isRecord) : [];
  const token = record["next_page_token"];
  return { found: items.map(toText), items, token: typeof token === "string" ? token : undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

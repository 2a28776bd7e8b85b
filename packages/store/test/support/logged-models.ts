import assert from "node:assert/strict";
import type { LoggedModel } from "@millrace/contract";
import type { LoggedModelQuery, NewLoggedModel, Store } from "@millrace/store";
import { decoded } from "./stores.ts";

/** Begins a logged model and gives its id. */
export async function newModel(store: Store, fields: Partial<NewLoggedModel> = {}): Promise<string> {
  const model = { experimentId: "0", name: "model", modelType: "", sourceRunId: "", params: [], tags: [], ...fields };
  return (await store.loggedModels.create(model)).info.model_id;
}

/** A logged model as its JSON answer has it. */
export async function readModel(store: Store, id: string, allowDeleted = false): Promise<LoggedModel> {
  const answer = await decoded(await store.loggedModels.get(id, { allowDeleted }));
  assert.ok(hasModel(answer));
  return answer.model;
}

function hasModel(value: unknown): value is { model: LoggedModel } {
  return typeof value === "object" && value !== null && "model" in value;
}

/** One page of a search: the names of its models, and the token of the next page. */
export async function foundNames(
  store: Store,
  query: Partial<LoggedModelQuery> = {},
): Promise<{ names: string[]; token: string | undefined }> {
  const answer = await decoded(
    await store.loggedModels.search({
      experimentIds: ["0"],
      filter: "",
      orderBy: [],
      datasets: [],
      maxResults: 100,
      pageToken: undefined,
      ...query,
    }),
  );
  assert.ok(isPage(answer));
  return { names: (answer.models ?? []).map((model) => model.info.name), token: answer.next_page_token };
}

function isPage(value: unknown): value is { models?: LoggedModel[]; next_page_token?: string } {
  return typeof value === "object" && value !== null;
}

import { experimentNamed, listAt, post, textAt } from "../api.ts";
import { EXPERIMENT } from "../fill.ts";
import type { HttpConnection } from "../http.ts";

/** The ids of the runs whose histories the story filled. */
export async function storyRunIds(connection: HttpConnection): Promise<string[]> {
  const experimentId = await experimentNamed(connection, EXPERIMENT);
  const answer = await post(
    connection,
    "/runs/search",
    JSON.stringify({ experiment_ids: [experimentId], max_results: 100 }),
  );
  return listAt(answer, "runs").map((run) => textAt(run, "info", "run_id"));
}

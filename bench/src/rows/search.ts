import { isDeepStrictEqual } from "node:util";
import { experimentNamed, listAt, post, textAt } from "../api.ts";
import { EXPERIMENT } from "../fill.ts";
import { withConnection } from "../http.ts";
import type { Sizes } from "../sizes.ts";
import { noise, searchedRun } from "../story.ts";
import { meanMs } from "../timing.ts";
import type { Row } from "./row.ts";

const FOUND = 100;

/** The first hundred of all runs: the newest, and those of a filter and an order by metric. */
export const search: Row = {
  name: "search",
  story: "runs",
  figures: [
    {
      key: "newest",
      title: `search runs: newest ${FOUND}`,
      unit: "ms",
      goal: { mlflow: 25, fasttrackml: 5 },
      floor: [["http-1", 1]],
    },
    {
      key: "filtered",
      title: "search runs: filter + order by metric",
      unit: "ms",
      goal: { mlflow: 25, fasttrackml: 5 },
      floor: [["http-1", 1]],
    },
  ],
  setup: async ({ port, name }, sizes) => {
    const [newest, filtered] = await withConnection(port, async (connection) => {
      const common = { experiment_ids: [await experimentNamed(connection, EXPERIMENT)], max_results: FOUND };
      const all = JSON.stringify(common);
      const some = JSON.stringify({ ...common, filter: "metrics.metric_0 < 0.5", order_by: ["metrics.metric_1 DESC"] });
      check(name, await post(connection, "/runs/search", all), newestNames(sizes));
      check(name, await post(connection, "/runs/search", some), filteredNames(sizes));
      return [all, some];
    });
    const time = (budgetMs: number, json: string): Promise<number> =>
      withConnection(port, (connection) =>
        meanMs(
          budgetMs,
          () => json,
          (body) => post(connection, "/runs/search", body),
        ),
      );
    return {
      measure: async (budgetMs) => ({
        newest: await time(budgetMs, newest),
        filtered: await time(budgetMs, filtered),
      }),
    };
  },
};

function newestNames(sizes: Sizes): string[] {
  return Array.from({ length: Math.min(FOUND, sizes.runs) }, (_, i) => searchedRun(sizes.runs - 1 - i).name);
}

function filteredNames(sizes: Sizes): string[] {
  return Array.from({ length: sizes.runs }, (_, i) => i)
    .filter((i) => noise(i, 0) < 0.5)
    .sort((a, b) => noise(b, 1) - noise(a, 1))
    .slice(0, FOUND)
    .map((i) => searchedRun(i).name);
}

function check(target: string, answer: Buffer, expected: readonly string[]): void {
  const found = listAt(answer, "runs").map((run) => textAt(run, "info", "run_name"));
  if (!isDeepStrictEqual(found, expected)) throw new Error(`${target} found other runs than the story has`);
}

import { experimentNamed, listAt, post, textAt } from "../api.ts";
import { EXPERIMENT } from "../fill.ts";
import { withConnection, type HttpConnection } from "../http.ts";
import { meanMs } from "../timing.ts";
import type { Row } from "./row.ts";

const TOKEN = '"next_page_token"';

/** Reads all runs of the experiment, page after page. One operation is the whole reading. */
export const searchPages: Row = {
  name: "search-pages",
  story: "runs",
  rounds: 3,
  figures: [
    {
      key: "all",
      title: "search runs: all, in pages",
      unit: "ms",
      goal: { mlflow: 30, fasttrackml: 4 },
      floor: [["http-1", 10]],
    },
  ],
  setup: async ({ port, name }, sizes) => {
    const experimentId = await withConnection(port, (connection) => experimentNamed(connection, EXPERIMENT));
    const query = { experiment_ids: [experimentId], max_results: sizes.page };
    const pages = Math.ceil(sizes.runs / sizes.page);
    const found = new Set<string>();
    await withConnection(port, (connection) =>
      readAll(connection, query, pages, (page) => {
        for (const run of listAt(page, "runs")) found.add(textAt(run, "info", "run_id"));
      }),
    );
    if (found.size !== sizes.runs) throw new Error(`${name} gave ${found.size} of ${sizes.runs} runs`);
    return {
      measure: async (budgetMs) => ({
        all: await withConnection(port, (connection) =>
          meanMs(
            budgetMs,
            () => query,
            (input) => readAll(connection, input, pages),
          ),
        ),
      }),
    };
  },
};

/** Reads a known number of pages: some servers give a token after the last full page too, and then refuse it. */
async function readAll(
  connection: HttpConnection,
  query: object,
  pages: number,
  visit?: (page: Buffer) => void,
): Promise<void> {
  let token: string | undefined;
  for (let i = 0; i < pages; i++) {
    const page = await post(connection, "/runs/search", JSON.stringify({ ...query, page_token: token }));
    visit?.(page);
    token = nextPageToken(page);
  }
}

/** Finds the token without parsing megabytes of JSON, which would be counted as the server's time. */
function nextPageToken(page: Buffer): string | undefined {
  const at = page.lastIndexOf(TOKEN);
  if (at < 0) return undefined;
  const token = /^: *"([^"]*)"/.exec(page.toString("latin1", at + TOKEN.length, at + TOKEN.length + 2000))?.[1];
  return token === "" ? undefined : token;
}

import { type endpoints, invalidParameter, LIMITS } from "@millrace/contract";
import type { Handler } from "../handler.ts";
import { pageSize } from "../limits.ts";

export const runTable: Handler<typeof endpoints.columns.runTable> = (request, { store }) => {
  const query = {
    filter: request.filter ?? "",
    orderBy: request.order_by ?? [],
    view: request.run_view_type ?? "ACTIVE_ONLY",
    maxResults: pageSize(request.max_results, LIMITS.searchRunsDefault, LIMITS.searchRuns),
    pageToken: request.page_token || undefined,
  } as const;
  const columns = request.column ?? [];
  checkSize(query.maxResults, columns.length);
  return store.tables.runTable(request.experiment_id, query, columns);
};

/** The answer is held as a whole, so it has a limit of its own. */
function checkSize(rows: number, columns: number): void {
  if (columns > LIMITS.tableColumns) {
    throw invalidParameter(
      `Parameter 'column' has ${columns} values; at most ${LIMITS.tableColumns} are allowed. Ask for fewer columns.`,
    );
  }
  const cells = rows * columns;
  if (cells <= LIMITS.tableCells) return;
  throw invalidParameter(
    `${columns} columns × max_results ${rows} are ${cells} cells; one answer holds at most ${LIMITS.tableCells}: ask ` +
      "for fewer columns, or a smaller max_results with page tokens.",
  );
}

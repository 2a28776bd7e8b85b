import { invalidParameter } from "@millrace/contract";

/**
 * Which of `count` points, sorted by step, timestamp and value, stand for all of them when at most `maxResults` are
 * wanted: all, if they fit; otherwise the points fall into `maxResults` runs of equal length, the first
 * `count % maxResults` of them one longer, and the first point of each is picked, but of the last run the last point.
 * So steps 0 to 9 in 3 give 0, 4, 9. Gives indices in ascending order; a reader loads only the blocks they fall in.
 */
export function intervalIndices(count: number, maxResults: number): Float64Array {
  if (maxResults < 1) throw invalidParameter("max_results must be at least 1.");
  const picks = Math.min(count, maxResults);
  const length = Math.floor(count / picks);
  const longer = count % picks;
  const indices = new Float64Array(picks);
  for (let i = 0; i < picks; i++) indices[i] = i * length + Math.min(i, longer);
  if (picks > 0) indices[picks - 1] = count - 1;
  return indices;
}

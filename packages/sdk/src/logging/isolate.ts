import type { MillraceError } from "@millrace/contract";
import type { CallOptions } from "../client/index.ts";
import type { Destination } from "./destination.ts";
import { isRefusal } from "./failures.ts";
import { type Batch, emptyBatch, slicePoints } from "./item.ts";

/** What the server took for wrong, with its reason. */
export interface Refusal {
  readonly batch: Batch;
  readonly error: MillraceError;
}

/** So many requests at most may be refused on the way to the bad entries; then what is left of a part is refused whole. */
const MOST_REFUSED_REQUESTS = 64;

type Kind = "params" | "tags" | "points" | "end";

/**
 * Sends a batch that was refused as a whole in parts, halving those that are refused again, so that only the bad
 * entries are left. A batch is cut at the same places each time, so a part that the server has is not applied twice.
 * @throws MillraceError when the server is gone meanwhile
 */
export async function isolate(destination: Destination, batch: Batch, options: CallOptions): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  let refusedRequests = 0;

  const send = async (kind: Kind, from: number, to: number): Promise<void> => {
    if (from === to) return;
    const part = partOf(batch, kind, from, to);
    try {
      await destination.sendPart(part, `${kind}-${from}-${to}`, options);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusedRequests += 1;
      const isWholeLost = error.code === "RESOURCE_DOES_NOT_EXIST" || refusedRequests >= MOST_REFUSED_REQUESTS;
      if (to - from === 1 || isWholeLost) {
        refusals.push({ batch: part, error });
        return;
      }
      const middle = Math.floor((from + to) / 2);
      await send(kind, from, middle);
      await send(kind, middle, to);
    }
  };

  await send("params", 0, batch.params.length);
  await send("tags", 0, batch.tags.length);
  await send("points", 0, batch.points.keys.length);
  await send("end", 0, batch.end === undefined ? 0 : 1);
  return refusals;
}

function partOf(batch: Batch, kind: Kind, from: number, to: number): Batch {
  const empty = emptyBatch(batch.sequence);
  switch (kind) {
    case "params":
      return { ...empty, params: batch.params.slice(from, to) };
    case "tags":
      return { ...empty, tags: batch.tags.slice(from, to) };
    case "points":
      return { ...empty, points: slicePoints(batch.points, from, to) };
    case "end":
      return { ...empty, end: batch.end };
  }
}

import type { MillraceError } from "@millrace/contract";
import type { CallOptions } from "../client/index.ts";
import { Delivery } from "./delivery.ts";
import { asPassing } from "./failures.ts";
import { reachRun, type RunReference } from "./reach-run.ts";
import type { SyncedRun, SyncOptions } from "./sync-report.ts";
import { SpoolFile } from "./spool-file.ts";
import { notedServerId, noteServerId, spooledWriters, type SpoolPlace, spoolPlace } from "./spool-places.ts";

/** The report of a run while it is made. */
type Tally = { -readonly [Name in keyof SyncedRun]: SyncedRun[Name] };

/**
 * Sends what the spool holds of one run, one writer after the other, until there is a reason not to go on.
 * @param call how the server is called
 */
export async function syncRun(localId: string, options: SyncOptions, call: CallOptions = {}): Promise<SyncedRun> {
  const tally: Tally = {
    localId,
    runId: undefined,
    outcome: "sent",
    points: 0,
    artifacts: 0,
    refused: 0,
    error: undefined,
    uri: options.client.uri,
  };
  for (const place of spooledWriters(options.spool, localId)) {
    await syncWriter(place, tally, options, call);
    if (tally.outcome !== "sent") break;
  }
  return tally;
}

async function syncWriter(place: SpoolPlace, tally: Tally, options: SyncOptions, call: CallOptions): Promise<void> {
  try {
    const file = SpoolFile.open(place);
    if (file === "held") tally.outcome = "held";
    if (typeof file === "string") return;
    tally.uri = file.header.uri;
    if (tally.uri !== options.client.uri && options.anyServer !== true) {
      tally.outcome = "elsewhere";
      return file.close();
    }
    await sendFile(file, tally, options, call);
  } catch (error) {
    tally.outcome = "failed";
    tally.error = asPassing(error);
  }
}

/** Sends a file and removes it, or lets go of it when it can't be sent to its end. */
async function sendFile(file: SpoolFile, tally: Tally, options: SyncOptions, call: CallOptions): Promise<void> {
  let done = false;
  try {
    const delivery = await reach(file, options, call);
    tally.runId = delivery.destination.runId;
    await sendItems(file, delivery, tally, options, call);
    done = true;
  } finally {
    if (done) file.remove();
    else file.close();
  }
}

async function sendItems(
  file: SpoolFile,
  delivery: Delivery,
  tally: Tally,
  { onProgress, signal }: SyncOptions,
  call: CallOptions,
): Promise<void> {
  const totalBytes = file.size;
  for (let spooled = file.next(); spooled !== undefined; spooled = file.next()) {
    signal?.throwIfAborted();
    const { item, end } = spooled;
    const { refused, error } = await delivery.deliver(item, call);
    file.acknowledge(end);
    count(tally, refused, error);
    if (item.kind === "batch") tally.points += item.points.keys.length;
    else tally.artifacts += 1;
    onProgress?.({ runId: tally.localId, sentBytes: end, totalBytes });
  }
}

function count(tally: Tally, refused: number, error: MillraceError | undefined): void {
  tally.refused += refused;
  tally.error ??= error;
}

async function reach({ header, place }: SpoolFile, options: SyncOptions, call: CallOptions): Promise<Delivery> {
  const { client, spool } = options;
  const known = notedServerId(place.folder);
  const reference: RunReference =
    header.start === undefined || known !== undefined
      ? { kind: "existing", runId: known ?? header.runId }
      : { kind: "new", start: header.start, tried: true };
  const destination = await reachRun(client, reference, header.writer, call);
  const { runId } = destination;
  if (runId !== header.runId) noteServerId(place.folder, runId);
  return new Delivery(destination, options, spoolPlace(spool, runId, header.writer).folder);
}

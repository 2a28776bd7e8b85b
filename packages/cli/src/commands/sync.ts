import type { SyncedRun, SyncReport } from "millrace/logging";
import { MillraceError } from "@millrace/contract";
import type { Command } from "commander";
import { defineCommand } from "../command/define.ts";
import { jsonOption, option, trackingUriOption } from "../command/options.ts";
import { openClient, type TrackingFlags } from "../command/tracking.ts";
import type { Io, Look } from "../io.ts";
import { progressLine } from "../render/progress.ts";
import { type OutputFlags, tell } from "../render/tell.ts";
import type { View } from "../render/view.ts";
import { stoppable } from "../stoppable.ts";
import { storageSettings } from "./artifacts/transfer.ts";

interface SyncFlags extends OutputFlags, TrackingFlags {
  readonly spool?: string;
  readonly anyServer?: true;
}

const LOOKS: Readonly<Record<SyncedRun["outcome"], Look>> = {
  sent: "green",
  failed: "red",
  held: "yellow",
  elsewhere: "yellow",
};

/** Fills `millrace sync`. */
export function sync(command: Command, io: Io): void {
  defineCommand<SyncFlags>(command, io, {
    doc: "Sends what was logged with the TypeScript SDK while no server answered. Each point arrives once, however often it is run.",
    options: [
      option("--spool <folder>", "Where it is kept. Default: the SDK's own folder. [MILLRACE_SPOOL]"),
      option("--any-server", "Send also what was logged to a server of another address, such as one that has moved."),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [
      ["sync", "Send all that is kept"],
      ["sync --tracking-uri http://tracking.example.org --any-server", "Send it to a server that has moved"],
    ],
    run: runSync,
  });
}

async function runSync(flags: SyncFlags, io: Io): Promise<void> {
  const [{ sync: syncSpool }, { uploadRunArtifact }, { readEnvironment }] = await Promise.all([
    import("millrace/logging"),
    import("millrace/artifacts"),
    import("millrace/environment"),
  ]);
  const client = await openClient(flags);
  const progress = progressLine(io.stderr, "bytes");
  const report = await stoppable(io, async (signal) => {
    try {
      return await syncSpool({
        client,
        spool: flags.spool ?? readEnvironment().spool,
        upload: (runId, path, content) => uploadRunArtifact(client, runId, path, content, storageSettings()),
        anyServer: flags.anyServer === true,
        onProgress: ({ runId, sentBytes, totalBytes }) =>
          progress.onProgress({ phase: `run ${runId}`, done: sentBytes, total: totalBytes }),
        signal,
      });
    } finally {
      progress.finish();
    }
  });
  if (report === undefined) return;
  tell(io, flags, documentOf(report), viewOf(report));
  const problem = problemOf(report);
  if (problem !== undefined) throw problem;
}

function documentOf({ runs }: SyncReport): unknown {
  return {
    runs: runs.map(({ localId, runId, outcome, points, artifacts, refused, error, uri }) => ({
      local_id: localId,
      run_id: runId,
      outcome,
      points,
      artifacts,
      refused,
      error: error?.message,
      tracking_uri: uri,
    })),
  };
}

function viewOf({ runs }: SyncReport): View {
  return {
    columns: [
      { title: "Run" },
      { title: "Outcome" },
      { title: "Points", align: "right" },
      { title: "Artifacts", align: "right" },
      { title: "Refused", align: "right" },
      { title: "Server", isFlexible: true },
    ],
    rows: runs.map(({ localId, runId, outcome, points, artifacts, refused, uri }) => [
      runId ?? localId,
      { text: outcome, look: LOOKS[outcome] },
      String(points),
      String(artifacts),
      String(refused),
      uri,
    ]),
    empty: "There is nothing to send.",
  };
}

/** What a person has to know of the first thing that was not sent. */
function problemOf({ runs }: SyncReport): MillraceError | undefined {
  const failed = runs.find(({ error }) => error !== undefined);
  if (failed?.error !== undefined) {
    const what =
      failed.refused > 0 ? `${failed.refused} entries of it were refused and are kept in its folder` : "it is kept";
    return new MillraceError(
      failed.error.code,
      `Run ${failed.runId ?? failed.localId}: ${failed.error.message} So ${what}; run \`millrace sync\` again when this is mended.`,
    );
  }
  const elsewhere = runs.find(({ outcome }) => outcome === "elsewhere");
  if (elsewhere === undefined) return undefined;
  return new MillraceError(
    "RESOURCE_CONFLICT",
    `Run ${elsewhere.localId} was logged to ${elsewhere.uri}. Send it with --tracking-uri ${elsewhere.uri}, or here with --any-server.`,
  );
}

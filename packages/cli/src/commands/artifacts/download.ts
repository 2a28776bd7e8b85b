import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { invalidParameter } from "@millrace/contract";
import type { Command } from "commander";
import type { Client } from "millrace/client";
import type { ArtifactLocation } from "millrace/artifacts";
import { addCommand } from "../../command/define.ts";
import { exactlyOne, jsonOption, option, trackingUriOption } from "../../command/options.ts";
import { asking, type TrackingFlags } from "../../command/tracking.ts";
import type { Io } from "../../io.ts";
import { type OutputFlags, tell } from "../../render/tell.ts";
import { storageSettings, transferring } from "./transfer.ts";

interface DownloadFlags extends OutputFlags, TrackingFlags {
  readonly runId?: string;
  readonly artifactPath?: string;
  readonly artifactUri?: string;
  readonly dstPath?: string;
}

/** Adds `millrace artifacts download`. */
export function addDownload(group: Command, io: Io): void {
  addCommand<DownloadFlags>(group, io, "download", {
    doc: "Downloads a file, or a folder with all below it, of a run, a model or any artifact URI. Prints where it is.",
    options: [
      option("-r, --run-id <id>", "Id of the run."),
      option("-a, --artifact-path <path>", "The file or folder of the run. Default: all of the run's."),
      option("-u, --artifact-uri <uri>", "Instead of a run: runs:/…, models:/…, mlflow-artifacts:/… or a store's URI."),
      option(
        "-d, --dst-path <folder>",
        "The folder to put it in; made when it is not there. Default: a new temporary one.",
      ),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [
      ["artifacts download -r 8f3a… -a model -d .", "Download the folder model of a run into this one"],
      ["artifacts download -u models:/iris@champion -d models", "Download the files of a model version"],
    ],
    run: runDownload,
  });
}

async function runDownload(flags: DownloadFlags, io: Io): Promise<void> {
  exactlyOne({ "--run-id": flags.runId, "--artifact-uri": flags.artifactUri });
  if (flags.artifactUri !== undefined && flags.artifactPath !== undefined) {
    throw invalidParameter("--artifact-path goes with --run-id; write the path into --artifact-uri.");
  }
  await asking(flags, async (client) => {
    const { downloadArtifacts } = await import("millrace/artifacts");
    const { place, path: from } = await locationOf(client, flags);
    const folder = flags.dstPath ?? (await mkdtemp(path.join(tmpdir(), "millrace-artifacts-")));
    const file = await transferring(io, "downloading", (options) => downloadArtifacts(place, from, folder, options));
    if (file !== undefined) tell(io, flags, { path: file }, file);
  });
}

async function locationOf(client: Client, flags: DownloadFlags): Promise<ArtifactLocation> {
  const { locate, runPlace } = await import("millrace/artifacts");
  if (flags.artifactUri !== undefined) return await locate(client, flags.artifactUri, storageSettings());
  const place = await runPlace(client, flags.runId ?? "", storageSettings());
  return { place, path: flags.artifactPath ?? "" };
}

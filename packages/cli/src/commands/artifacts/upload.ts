import type { Command } from "commander";
import { addCommand } from "../../command/define.ts";
import { jsonOption, option, required, trackingUriOption } from "../../command/options.ts";
import { asking, type TrackingFlags } from "../../command/tracking.ts";
import type { Io } from "../../io.ts";
import { type OutputFlags, tell } from "../../render/tell.ts";
import { storageSettings, transferring } from "./transfer.ts";

interface UploadFlags extends OutputFlags, TrackingFlags {
  readonly runId: string;
  readonly artifactPath?: string;
}

interface FileFlags extends UploadFlags {
  readonly localFile: string;
}

interface FolderFlags extends UploadFlags {
  readonly localDir: string;
}

const COMMON = [
  required("-r, --run-id <id>", "Id of the run."),
  option("-a, --artifact-path <path>", "The folder of the run's artifacts that it goes to."),
  jsonOption(),
  trackingUriOption(),
];

/** Adds `millrace artifacts log-artifact` and `log-artifacts`. */
export function addUploads(group: Command, io: Io): void {
  addCommand<FileFlags>(group, io, "log-artifact", {
    doc: "Uploads a file to the artifacts of a run.",
    options: [required("-l, --local-file <file>", "The file."), ...COMMON],
    examples: [["artifacts log-artifact -l plot.png -r 8f3a… -a plots", "Upload a file as plots/plot.png"]],
    run: runFile,
  });
  addCommand<FolderFlags>(group, io, "log-artifacts", {
    doc: "Uploads all files in and below a folder to the artifacts of a run.",
    options: [required("-l, --local-dir <folder>", "The folder."), ...COMMON],
    examples: [["artifacts log-artifacts -l out -r 8f3a…", "Upload what is in the folder out"]],
    run: runFolder,
  });
}

async function runFile(flags: FileFlags, io: Io): Promise<void> {
  await asking(flags, async (client) => {
    const { runPlace, uploadFile } = await import("millrace/artifacts");
    const place = await runPlace(client, flags.runId, storageSettings());
    const uploaded = await transferring(io, "uploading", (options) =>
      uploadFile(place, flags.localFile, flags.artifactPath, options),
    );
    if (uploaded !== undefined) tell(io, flags, { path: uploaded }, `Run ${flags.runId} has ${uploaded}.`);
  });
}

async function runFolder(flags: FolderFlags, io: Io): Promise<void> {
  await asking(flags, async (client) => {
    const { runPlace, uploadFolder } = await import("millrace/artifacts");
    const place = await runPlace(client, flags.runId, storageSettings());
    const count = await transferring(io, "uploading", async ({ signal, onProgress }) => {
      let files = 0;
      await uploadFolder(place, flags.localDir, flags.artifactPath, {
        ...(signal !== undefined && { signal }),
        onProgress: (progress) => {
          ({ files } = progress);
          onProgress?.(progress);
        },
      });
      return files;
    });
    if (count === undefined) return;
    tell(
      io,
      flags,
      { files: count },
      `Run ${flags.runId} has ${count} ${count === 1 ? "file" : "files"} of ${flags.localDir}.`,
    );
  });
}

import { invalidParameter } from "@millrace/contract";
import type { CollectRequest } from "@millrace/server";
import type { Command } from "commander";
import { defineCommand } from "../command/define.ts";
import { jsonOption, option } from "../command/options.ts";
import { type PlaceFlags, placeOptions, placeSettings } from "../command/places.ts";
import type { Io } from "../io.ts";
import { prettyJson } from "../render/tell.ts";
import { stoppable } from "../stoppable.ts";

interface GcFlags extends PlaceFlags {
  readonly olderThan?: string;
  readonly runIds?: string;
  readonly experimentIds?: string;
  readonly loggedModelIds?: string;
  readonly jobs?: true;
  readonly jobIds?: string;
  readonly dryRun?: true;
  readonly keepArtifacts?: true;
  readonly json?: true;
  readonly trackingUri?: string;
  readonly workspace?: string;
}

/** Fills `millrace gc`. */
export function gc(command: Command, io: Io): void {
  defineCommand<GcFlags>(command, io, {
    doc:
      "Removes deleted experiments, runs and logged models for good, rows and artifacts together. Works on the database " +
      "and the artifact stores themselves, whether the server runs or not.",
    options: [
      option("--older-than <duration>", "Only what was deleted longer ago than this, such as 30d or 2d8h5m20s."),
      option("--run-ids <list>", "Only these runs, comma-separated. Each must be deleted."),
      option("--experiment-ids <list>", "Only these experiments, comma-separated. Each must be deleted."),
      option("--logged-model-ids <list>", "Only these logged models, comma-separated. Each must be deleted."),
      option("--jobs", "Remove ended jobs, too."),
      option("--job-ids <list>", "Only these ended jobs, comma-separated."),
      option("--dry-run", "Say what would be removed, and remove nothing."),
      option("--keep-artifacts", "Remove rows only, and leave the artifacts where they are."),
      jsonOption(),
      option("--tracking-uri <uri>", "Accepted for MLflow's sake: artifacts are removed without a server."),
      option("--workspace <name>", "Accepted for MLflow's sake: everything is in the workspace default."),
      option("--all-workspaces", "Accepted for MLflow's sake: everything is in the workspace default."),
      ...placeOptions(),
    ],
    examples: [
      ["gc --dry-run", "See what is in the trash"],
      ["gc --older-than 30d", "Remove what has been there for a month"],
      ["gc --run-ids 8f3a…,91bc…", "Remove two deleted runs"],
    ],
    run: runGc,
  });
}

async function runGc(flags: GcFlags, io: Io): Promise<void> {
  if (flags.workspace !== undefined && flags.workspace !== "default") {
    throw invalidParameter(`--workspace is '${flags.workspace}'; there is only the workspace default.`);
  }
  const { collectTrash, configFrom, describePurge } = await import("@millrace/server");
  const config = configFrom(placeSettings(flags));
  const isJson = flags.json === true;
  const verb = flags.dryRun === true ? "would be purged" : "is purged";
  await stoppable(io, async (signal) => {
    const result = await collectTrash(config, requestFrom(flags), {
      signal,
      onPurged: ({ kind, id }) => isJson || io.line(`${nameOf(kind)} ${id} ${verb}.`),
      onFailed: ({ kind, id }, reason) => io.note(`${nameOf(kind)} ${id} stays. ${reason}`),
    });
    if (isJson) io.line(prettyJson(result));
    else {
      for (const id of result.jobs) io.line(`Job ${id} is removed.`);
      for (const { kind, id, artifact_uri: uri, reason } of result.kept) {
        io.line(`The artifacts of ${nameOf(kind)} ${id} are still at ${uri}. ${reason}`);
      }
      io.line(describePurge(result));
    }
    if (result.failed_count !== 0) io.endWith(1);
    signal.throwIfAborted();
  });
}

function requestFrom(flags: GcFlags): CollectRequest {
  const jobIds = idsIn(flags.jobIds);
  return {
    ids: {
      experimentIds: idsIn(flags.experimentIds),
      runIds: idsIn(flags.runIds),
      loggedModelIds: idsIn(flags.loggedModelIds),
    },
    jobs: jobIds.length > 0 ? jobIds : flags.jobs === true ? "all" : "none",
    olderThan: flags.olderThan,
    dryRun: flags.dryRun === true,
    keepArtifacts: flags.keepArtifacts === true,
  };
}

function idsIn(list: string | undefined): string[] {
  const ids = (list ?? "").split(",").map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== "");
}

function nameOf(kind: string): string {
  return kind.charAt(0) + kind.slice(1).toLowerCase().replace("_", " ");
}

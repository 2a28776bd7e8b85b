import { endpoints, type Experiment } from "@millrace/contract";
import type { Command } from "commander";
import type { Client } from "millrace/client";
import { addCommand } from "../../command/define.ts";
import { exactlyOne, jsonOption, option, outputOption, trackingUriOption } from "../../command/options.ts";
import { asking, type TrackingFlags } from "../../command/tracking.ts";
import type { Io } from "../../io.ts";
import { experimentDocument } from "../../render/documents.ts";
import { type OutputFlags, tell } from "../../render/tell.ts";
import { formatTime } from "../../render/time.ts";
import type { View } from "../../render/view.ts";

interface GetFlags extends OutputFlags, TrackingFlags {
  readonly experimentId?: string;
  readonly experimentName?: string;
}

/** Adds `millrace experiments get`, which takes an id or a name. */
export function addGet(group: Command, io: Io): void {
  addCommand<GetFlags>(group, io, "get", {
    doc: endpoints.experiments.get.doc.replace("by id", "by id or name"),
    options: [
      option("-x, --experiment-id <id>", "Id of the experiment."),
      option("-n, --experiment-name <name>", "Name of the experiment."),
      outputOption(),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [
      ["experiments get -x 1", "Show experiment 1"],
      ["experiments get -n iris --json", "Give an experiment to a program"],
    ],
    run: runGet,
  });
}

async function runGet(flags: GetFlags, io: Io): Promise<void> {
  exactlyOne({ "--experiment-id": flags.experimentId, "--experiment-name": flags.experimentName });
  const { experiment } = await asking(flags, (client) => findExperiment(client, flags));
  tell(io, flags, experimentDocument(experiment), experimentView(experiment));
}

function findExperiment(
  client: Client,
  { experimentId, experimentName = "" }: GetFlags,
): Promise<{ experiment: Experiment }> {
  return experimentId === undefined
    ? client.experiments.getByName({ experiment_name: experimentName })
    : client.experiments.get({ experiment_id: experimentId });
}

function experimentView(experiment: Experiment): View {
  return {
    fields: [
      ["Id", experiment.experiment_id],
      ["Name", experiment.name],
      ["Stage", experiment.lifecycle_stage],
      ["Artifact location", experiment.artifact_location],
      ["Created", formatTime(experiment.creation_time)],
      ["Last updated", formatTime(experiment.last_update_time)],
      ...(experiment.tags ?? []).map(({ key, value }) => [`Tag ${key}`, value] as const),
    ],
  };
}

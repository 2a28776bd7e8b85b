import { MillraceError, type RunStatus } from "@millrace/contract";
import { environmentValue } from "@millrace/server/environment";
import type { Command } from "commander";
import type { Client } from "millrace/client";
import { userInfo } from "node:os";
import { addCommand } from "../../command/define.ts";
import {
  choice,
  exactlyOne,
  jsonOption,
  option,
  type Tag,
  tagOption,
  trackingUriOption,
} from "../../command/options.ts";
import { asking, type TrackingFlags } from "../../command/tracking.ts";
import type { Io } from "../../io.ts";
import { prettyJson } from "../../render/tell.ts";

interface CreateFlags extends TrackingFlags {
  readonly experimentId?: string;
  readonly experimentName?: string;
  readonly runName?: string;
  readonly description?: string;
  readonly tags?: readonly Tag[];
  readonly status: RunStatus;
  readonly parentRunId?: string;
}

/** Adds `millrace runs create`, which makes a run that has ended. */
export function addCreate(group: Command, io: Io): void {
  addCommand<CreateFlags>(group, io, "create", {
    doc: "Creates a run that has ended, for what was done elsewhere. Prints its id as JSON.",
    options: [
      option("--experiment-id <id>", "Id of the experiment. [MLFLOW_EXPERIMENT_ID]"),
      option("--experiment-name <name>", "Name of the experiment; made when it is not there. [MLFLOW_EXPERIMENT_NAME]"),
      option("--run-name <name>", "Name of the run. Default: one is made up."),
      option("--description <text>", "What the run is, in Markdown."),
      tagOption("-t, --tags <key=value>", "A tag; give the option again for more."),
      choice("--status <status>", "How it ended.", ["FINISHED", "FAILED", "KILLED"]).default("FINISHED", "finished"),
      option("--parent-run-id <id>", "Id of the run that it is a part of."),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [
      ["runs create --experiment-name iris --run-name baseline -t model=svm", "Record a run"],
      ["runs create --experiment-id 1 --status failed --parent-run-id 8f3a…", "Record a failed part of another run"],
    ],
    run: runCreate,
  });
}

async function runCreate(given: CreateFlags, io: Io): Promise<void> {
  const flags = withEnvironment(given);
  exactlyOne({ "--experiment-id": flags.experimentId, "--experiment-name": flags.experimentName });
  const created = await asking(flags, async (client) => {
    const experimentId = flags.experimentId ?? (await experimentNamed(client, flags.experimentName ?? ""));
    const { run } = await client.runs.create({
      experiment_id: experimentId,
      user_id: userInfo().username,
      start_time: Date.now(),
      ...(flags.runName !== undefined && { run_name: flags.runName }),
      tags: tagsOf(flags),
    });
    const { run_info: info } = await client.runs.update({
      run_id: run.info.run_id,
      status: flags.status,
      end_time: Date.now(),
    });
    return info;
  });
  const { run_id, experiment_id, status, run_name } = created;
  io.line(prettyJson({ run_id, experiment_id, status, run_name }));
}

/** A flag puts both variables aside: they name an experiment together or not at all. */
function withEnvironment(flags: CreateFlags): CreateFlags {
  if (flags.experimentId !== undefined || flags.experimentName !== undefined) return flags;
  const experimentId = environmentValue("MLFLOW_EXPERIMENT_ID");
  const experimentName = environmentValue("MLFLOW_EXPERIMENT_NAME");
  return {
    ...flags,
    ...(experimentId !== undefined && { experimentId }),
    ...(experimentName !== undefined && { experimentName }),
  };
}

async function experimentNamed(client: Client, name: string): Promise<string> {
  try {
    return (await client.experiments.getByName({ experiment_name: name })).experiment.experiment_id;
  } catch (error) {
    if (!(error instanceof MillraceError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
    return (await client.experiments.create({ name })).experiment_id;
  }
}

function tagsOf({ tags = [], description, parentRunId }: CreateFlags): Tag[] {
  return [
    ...tags,
    { key: "mlflow.source.name", value: "millrace runs create" },
    { key: "mlflow.source.type", value: "LOCAL" },
    { key: "mlflow.user", value: userInfo().username },
    ...(description === undefined ? [] : [{ key: "mlflow.note.content", value: description }]),
    ...(parentRunId === undefined ? [] : [{ key: "mlflow.parentRunId", value: parentRunId }]),
  ];
}

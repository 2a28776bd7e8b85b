import { endpoints, invalidParameter } from "@millrace/contract";
import type { Command } from "commander";
import { addCommand } from "../../command/define.ts";
import { itemsOf, printItems } from "../../command/listing.ts";
import { count, jsonOption, option, repeated, trackingUriOption } from "../../command/options.ts";
import { type PlainFlags, plainOptions, plainRequest } from "../../command/plain-flags.ts";
import type { CommonFlags } from "../../command/plain.ts";
import { asking } from "../../command/tracking.ts";
import type { Io } from "../../io.ts";
import { type RunColumn, runRows } from "../../render/runs.ts";
import { wantsJson } from "../../render/tell.ts";

type SearchFlags = CommonFlags & {
  readonly experimentName?: string;
  readonly columns?: readonly string[];
  readonly maxResults?: number;
};

const MOST = 1000;

const flags: PlainFlags<typeof endpoints.runs.search> = {
  experiment_ids: { flags: "-x, --experiment-id" },
  filter: { doc: "Only what matches this filter, such as \"metrics.loss < 0.1 AND params.model = 'svm'\"." },
  order_by: { doc: 'Sort by these, such as "metrics.loss ASC"; give several with commas.' },
  run_view_type: { flags: "-v, --view", doc: "Which runs. Default: active_only." },
};

/** Adds `millrace runs search`. */
export function addSearch(group: Command, io: Io): void {
  addCommand<SearchFlags>(group, io, "search", {
    doc: endpoints.runs.search.doc,
    options: [
      ...plainOptions(endpoints.runs.search, flags),
      option("-n, --experiment-name <name>", "Name of an experiment, instead of its id."),
      repeated("--columns <names>", "Further columns, such as metrics.loss,params.lr,tags.team."),
      count("--max-results <number>", `At most so many. Default: ${MOST}.`),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [
      ['runs search -n iris --filter "metrics.accuracy > 0.9"', "Find the good runs of an experiment"],
      ['runs search -x 1,2 --order-by "metrics.loss ASC" --columns metrics.loss --max-results 5', "Show the best five"],
      ["runs search -x 1 --json | jq '.[].info.run_id'", "Give the ids to a program"],
    ],
    run: runSearch,
  });
}

async function runSearch(given: SearchFlags, io: Io): Promise<void> {
  const { maxResults = MOST, experimentName } = given;
  const rows = runRows((given.columns ?? []).map(checkedColumn));
  const request = plainRequest(endpoints.runs.search, flags, given);
  const named = request.experiment_ids ?? [];
  if (named.length === 0 && experimentName === undefined) {
    throw invalidParameter("Give --experiment-id or --experiment-name; `millrace experiments search` lists them.");
  }
  await asking(given, async (client) => {
    const found =
      experimentName === undefined ? [] : [await client.experiments.getByName({ experiment_name: experimentName })];
    const experimentIds = [...named, ...found.map(({ experiment }) => experiment.experiment_id)];
    const pages = itemsOf(client, {
      endpoint: endpoints.runs.search,
      request: { ...request, experiment_ids: experimentIds },
      items: (answer) => answer.runs,
      most: maxResults,
    });
    await printItems(io, wantsJson(given), pages, rows);
  });
}

function checkedColumn(name: string): RunColumn {
  if (isRunColumn(name)) return name;
  throw invalidParameter(`--columns: '${name}' is no column; write metrics.<key>, params.<key> or tags.<key>.`);
}

function isRunColumn(name: string): name is RunColumn {
  return /^(?:metrics|params|tags)\../.test(name);
}

import { type DatasetSummary, endpoints } from "@millrace/contract";
import type { Command } from "commander";
import { asGroup } from "../command/define.ts";
import { addPlain } from "../command/plain.ts";
import type { Io } from "../io.ts";

/** Fills `millrace datasets`. */
export function datasets(group: Command, io: Io): void {
  addPlain(asGroup(group), io, "list", {
    endpoint: endpoints.experiments.searchDatasets,
    flags: {
      experiment_ids: { flags: "-x, --experiment-id", variable: "MLFLOW_EXPERIMENT_ID", isRequired: true },
    },
    examples: [["datasets list -x 1", "List the datasets that the runs of experiment 1 read"]],
    view: ({ dataset_summaries: found = [] }) => ({
      columns: [
        { title: "Experiment" },
        { title: "Name", isFlexible: true },
        { title: "Digest" },
        { title: "Context" },
      ],
      rows: found.map((dataset: DatasetSummary) => [
        dataset.experiment_id,
        dataset.name,
        dataset.digest,
        dataset.context ?? "",
      ]),
      empty: "No run has read a dataset.",
    }),
    document: ({ dataset_summaries: found = [] }) => ({ datasets: found, next_page_token: null }),
    hasOutputFlag: true,
  });
}

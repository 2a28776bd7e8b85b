import type { Case } from "./case.ts";

const NO_RUN = "f".repeat(31) + "0";

/** `millrace runs`. */
export const RUNS: readonly Case[] = [
  {
    command: "runs create",
    success: ({ story }) => [
      ["--experiment-name", "by hand", "--run-name", "one", "--status", "failed", "-t", "a=b"],
      ["--experiment-id", story.experiments.iris, "--run-name", "part", "--parent-run-id", story.runs.parent],
    ],
    failure: () => [[], ["--experiment-id", "99"], ["--experiment-name", "x", "--status", "running"]],
  },
  {
    command: "runs list",
    success: ({ story }) => [
      ["--experiment-id", story.experiments.digits],
      ["--experiment-id", story.experiments.digits, "-v", "deleted_only"],
      ["--experiment-id", story.experiments.digits, "--max-results", "1", "--json"],
    ],
    failure: () => [[], ["--experiment-id", "iris"]],
  },
  {
    command: "runs search",
    success: ({ story }) => [
      ["-n", "iris", "--filter", "metrics.accuracy > 0.91", "--columns", "metrics.accuracy,params.C,tags.none"],
      [
        "-x",
        story.experiments.iris,
        "--order-by",
        "metrics.loss ASC",
        "--columns",
        "metrics.loss",
        "--max-results",
        "2",
      ],
      ["-x", story.experiments.iris, "--filter", "params.C = '5'", "--json"],
      ["-x", "99"],
    ],
    failure: ({ story }) => [
      ["-n", "none"],
      [],
      ["-x", story.experiments.iris, "--filter", "accuracy >"],
      ["-x", story.experiments.iris, "--columns", "loss"],
    ],
  },
  {
    command: "runs describe",
    success: ({ story }) => [
      ["--run-id", story.runs.sweep[0] ?? ""],
      ["--run-id", story.runs.unicode],
    ],
    failure: () => [["--run-id", NO_RUN], []],
  },
  {
    command: "runs delete",
    success: ({ story }) => [
      ["--run-id", story.runs.idle],
      ["--run-id", story.runs.deleted],
    ],
    failure: () => [["--run-id", NO_RUN]],
  },
  {
    command: "runs restore",
    success: ({ story }) => [["--run-id", story.runs.idle]],
    failure: () => [["--run-id", NO_RUN]],
  },
  {
    command: "runs set-tag",
    success: ({ story }) => [["--run-id", story.runs.idle, "--key", "reviewed", "--value", "yes"]],
    failure: () => [
      ["--run-id", NO_RUN, "--key", "a", "--value", "b"],
      ["--key", "a"],
    ],
  },
  {
    command: "runs delete-tag",
    success: ({ story }) => [["--run-id", story.runs.idle, "--key", "reviewed", "--json"]],
    failure: ({ story }) => [["--run-id", story.runs.idle, "--key", "reviewed"]],
  },
];

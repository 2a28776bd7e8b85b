import path from "node:path";
import type { Case } from "./case.ts";

/** `millrace experiments`, in an order in which each leaves what the next needs. */
export const EXPERIMENTS: readonly Case[] = [
  {
    command: "experiments create",
    success: () => [
      ["-n", "roses", "-t", "team=botany", "--tags", "note=a=b"],
      ["--experiment-name", "tulips", "--json"],
    ],
    failure: () => [["-n", "roses"], [], ["-n", "lilies", "-t", "team"], ["-n", "x", "--bogus"], ["-n"]],
  },
  {
    command: "experiments search",
    success: () => [
      ["--order-by", "name"],
      ["--view", "DELETED_ONLY"],
      ["-v", "all", "--order-by", "name DESC", "--max-results", "2"],
      ["--filter", "name = 'iris'", "--json"],
      ["--filter", "name = 'nothing'"],
      ["--filter", "name = 'nothing'", "--json"],
    ],
    failure: () => [
      ["--view", "some"],
      ["--filter", "colour = 'red'"],
      ["--max-results", "0"],
    ],
  },
  {
    command: "experiments get",
    success: ({ story }) => [
      ["-x", story.experiments.iris],
      ["-n", "iris", "--output", "json"],
    ],
    failure: ({ story }) => [["-x", "99"], ["-n", "none"], [], ["-x", story.experiments.iris, "-n", "iris"]],
  },
  {
    command: "experiments rename",
    success: ({ story }) => [["-x", story.experiments.digits, "--new-name", "figures"]],
    failure: ({ story }) => [
      ["-x", "99", "--new-name", "figures"],
      ["-x", story.experiments.digits],
    ],
  },
  {
    command: "experiments delete",
    success: ({ story }) => [["-x", story.experiments.digits]],
    failure: ({ story }) => [["-x", story.experiments.digits]],
  },
  {
    command: "experiments restore",
    success: ({ story }) => [["-x", story.experiments.digits, "--json"]],
    failure: ({ story }) => [["-x", story.experiments.digits]],
  },
  {
    command: "experiments set-tag",
    success: ({ story }) => [["-x", story.experiments.iris, "--key", "reviewed", "--value", "yes"]],
    failure: ({ story }) => [
      ["-x", "99", "--key", "a", "--value", "b"],
      ["-x", story.experiments.iris],
    ],
  },
  {
    command: "experiments delete-tag",
    success: ({ story }) => [["-x", story.experiments.iris, "--key", "reviewed"]],
    failure: ({ story }) => [["-x", story.experiments.iris, "--key", "reviewed"]],
  },
  {
    command: "experiments csv",
    success: ({ story, folder }) => [
      ["-x", story.experiments.iris],
      ["-x", story.experiments.iris, "-o", path.join(folder, "runs.csv")],
    ],
    failure: ({ story, folder }) => [
      ["-x", "99"],
      ["-x", story.experiments.iris, "--filename", path.join(folder, "none/runs.csv")],
    ],
  },
];

import type { Case } from "./case.ts";

/** `millrace models`, in an order in which each leaves what the next needs. */
export const MODELS: readonly Case[] = [
  {
    command: "models list",
    success: () => [[], ["--filter", "name LIKE 'ir%'", "--json"], ["--filter", "name = 'none'"]],
    failure: () => [["--filter", "colour = 'red'"]],
  },
  {
    command: "models create",
    success: () => [
      ["-n", "roses", "-d", "Roses", "--tags", "team=botany"],
      ["--name", "tulips", "--json"],
    ],
    failure: () => [["-n", "roses"], []],
  },
  { command: "models get", success: () => [["-n", "iris"]], failure: () => [["-n", "none"]] },
  {
    command: "models update",
    success: () => [
      ["-n", "roses", "-d", "Red roses"],
      ["-n", "roses"],
    ],
    failure: () => [["-n", "none", "-d", "x"]],
  },
  {
    command: "models rename",
    success: () => [["-n", "roses", "--new-name", "red roses"]],
    failure: () => [["-n", "red roses", "--new-name", "iris"]],
  },
  { command: "models delete", success: () => [["-n", "red roses"]], failure: () => [["-n", "red roses"]] },
  {
    command: "models set-tag",
    success: () => [["-n", "iris", "--key", "team", "--value", "botany"]],
    failure: () => [["-n", "none", "--key", "team", "--value", "botany"]],
  },
  {
    command: "models delete-tag",
    success: () => [["-n", "iris", "--key", "team"]],
    failure: () => [["-n", "none", "--key", "team"]],
  },
  {
    command: "models set-alias",
    success: () => [["-n", "iris", "-a", "challenger", "-v", "3"]],
    failure: () => [
      ["-n", "iris", "-a", "challenger", "-v", "9"],
      ["-n", "iris", "-a", "v1", "-v", "1"],
    ],
  },
  {
    command: "models delete-alias",
    success: () => [["-n", "iris", "-a", "challenger"]],
    failure: () => [["-n", "none", "-a", "challenger"]],
  },
  {
    command: "models resolve",
    success: () => [
      ["-u", "models:/iris@champion"],
      ["-u", "models:/iris", "--json"],
    ],
    failure: () => [
      ["-u", "models:/iris@nobody"],
      ["-u", "iris"],
    ],
  },
  {
    command: "models history",
    success: () => [
      ["-n", "iris"],
      ["-n", "iris", "--kind", "alias", "--json"],
    ],
    failure: () => [
      ["-n", "none"],
      ["-n", "iris", "--kind", "colour"],
    ],
  },
  {
    command: "models at",
    success: () => [
      ["-n", "iris", "--time", "4102444800000"],
      ["-n", "iris", "--time", "0"],
    ],
    failure: () => [
      ["-n", "none", "--time", "0"],
      ["-n", "iris", "--time", "today"],
    ],
  },
  {
    command: "models return",
    success: () => [["-n", "iris", "-a", "champion", "-v", "1", "--reason", "2 is slow"]],
    failure: () => [
      ["-n", "iris", "-a", "champion", "-v", "9"],
      ["-n", "iris"],
    ],
  },
];

import path from "node:path";
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
  // What it does when all is well is tested in a process of its own, since it does not end by itself.
  {
    command: "models serve",
    success: () => [],
    failure: ({ folder }) => [
      ["-m", path.join(folder, "files")],
      ["-m", "models:/none/1"],
      ["-p", "0"],
      ["-m", path.join(folder, "model"), "--server", "flask", "--batch-rows", "2"],
    ],
  },
  {
    command: "models predict",
    success: ({ folder }) => [
      ["-m", path.join(folder, "model"), "-i", path.join(folder, "model/input.json")],
      [
        "-m",
        path.join(folder, "model"),
        "-i",
        path.join(folder, "model/input.json"),
        "-o",
        path.join(folder, "out.json"),
      ],
    ],
    failure: ({ folder }) => [
      ["-m", path.join(folder, "model"), "-i", path.join(folder, "files/one.txt")],
      ["-m", path.join(folder, "model"), "-i", path.join(folder, "none.json")],
    ],
  },
  {
    command: "models convert",
    success: () => [],
    failure: ({ folder }) => [
      ["-m", path.join(folder, "files"), "-o", "made"],
      ["-m", path.join(folder, "model")],
    ],
  },
  {
    command: "models prepare-env",
    success: ({ folder }) => [
      ["-m", path.join(folder, "model"), "--env-manager", "local", "--python", "/usr/bin/python3"],
    ],
    failure: ({ folder }) => [["-m", path.join(folder, "model"), "--no-conda", "--env-manager", "uv"]],
  },
];

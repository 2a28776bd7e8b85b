import type { Case } from "./case.ts";

/** `millrace models versions`. */
export const VERSIONS: readonly Case[] = [
  {
    command: "models versions list",
    success: () => [
      ["--filter", "name = 'iris'", "--order-by", "version_number ASC"],
      ["--max-results", "1", "--json"],
    ],
    failure: () => [["--filter", "name >"]],
  },
  {
    command: "models versions create",
    success: ({ story }) => [["-n", "iris", "-s", `runs:/${story.runs.parent}/model`, "-d", "New", "--tags", "a=b"]],
    failure: () => [
      ["-n", "iris"],
      ["-n", "none", "-s", "runs:/1/model"],
    ],
  },
  {
    command: "models versions get",
    success: () => [
      ["-n", "iris", "-v", "2"],
      ["-n", "iris", "-v", "1", "--json"],
    ],
    failure: () => [["-n", "iris", "-v", "9"]],
  },
  {
    command: "models versions update",
    success: () => [["-n", "iris", "-v", "1", "-d", "The first"]],
    failure: () => [["-n", "iris", "-v", "9", "-d", "x"]],
  },
  {
    command: "models versions set-tag",
    success: () => [["-n", "iris", "-v", "1", "--key", "millrace.versionName", "--value", "v1"]],
    failure: () => [["-n", "iris", "-v", "2", "--key", "millrace.versionName", "--value", "v1"]],
  },
  {
    command: "models versions delete-tag",
    success: () => [["-n", "iris", "-v", "1", "--key", "millrace.versionName"]],
    failure: () => [["-n", "iris", "-v", "9", "--key", "a"]],
  },
  {
    command: "models versions transition-stage",
    success: () => [
      ["-n", "iris", "-v", "2", "-s", "Production"],
      ["-n", "iris", "-v", "3", "--stage", "production", "--archive-existing-versions", "--json"],
    ],
    failure: () => [["-n", "iris", "-v", "2", "-s", "Stage"]],
  },
  {
    command: "models versions delete",
    success: () => [["-n", "iris", "-v", "1"]],
    failure: () => [["-n", "iris", "-v", "1"]],
  },
];

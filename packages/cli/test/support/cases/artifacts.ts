import path from "node:path";
import type { Case } from "./case.ts";

const NO_RUN = "f".repeat(31) + "0";

/** `millrace artifacts`, in an order in which each leaves what the next needs. */
export const ARTIFACTS: readonly Case[] = [
  {
    command: "artifacts log-artifact",
    success: ({ story, folder }) => [
      ["-l", path.join(folder, "files/one.txt"), "-r", story.runs.parent],
      ["--local-file", path.join(folder, "files/one.txt"), "--run-id", story.runs.parent, "-a", "notes", "--json"],
    ],
    failure: ({ story, folder }) => [
      ["-l", path.join(folder, "none.txt"), "-r", story.runs.parent],
      ["-l", path.join(folder, "files"), "-r", story.runs.parent],
      ["-l", path.join(folder, "files/one.txt"), "-r", NO_RUN],
      ["-l", path.join(folder, "files/one.txt"), "-r", story.runs.parent, "-a", "../up"],
    ],
  },
  {
    command: "artifacts log-artifacts",
    success: ({ story, folder }) => [["-l", path.join(folder, "files"), "-r", story.runs.parent, "-a", "all"]],
    failure: ({ story, folder }) => [["-l", path.join(folder, "none"), "-r", story.runs.parent]],
  },
  {
    command: "artifacts list",
    success: ({ story }) => [
      ["-r", story.runs.parent],
      ["-r", story.runs.parent, "-a", "all/sub"],
      ["-r", story.runs.parent, "-a", "none"],
    ],
    failure: () => [["-r", NO_RUN], []],
  },
  {
    command: "artifacts download",
    success: ({ story, folder }) => [
      ["-r", story.runs.parent, "-a", "all", "-d", path.join(folder, "down")],
      ["-u", `runs:/${story.runs.parent}/one.txt`, "-d", path.join(folder, "down"), "--json"],
    ],
    failure: ({ story }) => [
      ["-r", story.runs.parent, "-a", "none"],
      ["-r", NO_RUN],
      ["-u", "models:/none/1"],
      ["-u", "gopher://x"],
      [],
      ["-u", "models:/iris", "-r", story.runs.parent],
      ["-u", "models:/iris", "-a", "MLmodel"],
    ],
  },
];

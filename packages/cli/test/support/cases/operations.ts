import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Case } from "./case.ts";

/** The commands on databases and on the installation. */
export const OPERATIONS: readonly Case[] = [
  {
    command: "datasets list",
    success: ({ story }) => [
      ["-x", story.experiments.iris],
      ["-x", story.experiments.iris, "--output", "json"],
      ["-x", story.experiments.digits],
    ],
    failure: () => [[], ["-x", "iris"]],
  },
  {
    command: "run",
    success: ({ folder }) => [[makeProject(folder), "-P", "word=a b", "--experiment-name", "projects"]],
    failure: ({ folder }) => [
      [path.join(folder, "project"), "-e", "fail"],
      [path.join(folder, "project"), "-e", "nope"],
      [path.join(folder, "project"), "-P", "size=big"],
      [path.join(folder, "project"), "-P", "a=1", "-P", "a=2"],
      [path.join(folder, "nowhere")],
      [],
    ],
  },
  {
    command: "sync",
    success: ({ folder }) => [
      ["--spool", path.join(folder, "spool"), "--any-server"],
      ["--spool", path.join(folder, "spool"), "--json"],
    ],
    failure: ({ folder }) => [["--spool", path.join(folder, "spool")]],
    failsFirst: true,
  },
  {
    command: "doctor",
    success: () => [[], ["--mask-envs", "--json"]],
    failure: () => [
      ["--tracking-uri", "http://127.0.0.1:9"],
      ["--tracking-uri", "sqlite:///user:secret@x"],
    ],
  },
  {
    command: "export mlflow",
    success: ({ uri, folder }) => [
      ["--to", path.join(folder, "mlflow.db"), "--backend-store-uri", uri],
      ["--to", path.join(folder, "again.db"), "--backend-store-uri", uri, "--json"],
    ],
    failure: ({ uri, folder }) => [["--to", path.join(folder, "mlflow.db"), "--backend-store-uri", uri], []],
  },
  {
    command: "import mlflow",
    success: ({ folder }) => [
      [
        ...["--from", `sqlite:///${path.join(folder, "mlflow.db")}`],
        ...["--backend-store-uri", `sqlite:///${path.join(folder, "imported.db")}`],
      ],
    ],
    failure: ({ folder }) => [["--from", path.join(folder, "none")], []],
  },
  {
    command: "migrate-filestore",
    success: ({ folder }) => [
      ["--source", path.join(folder, "mlruns"), "--target", `sqlite:///${path.join(folder, "migrated.db")}`],
      [
        ...["--source", path.join(folder, "mlruns"), "--target", `sqlite:///${path.join(folder, "migrated.db")}`],
        ...["--no-progress", "--json"],
      ],
    ],
    failure: ({ folder }) => [
      ["--source", path.join(folder, "none"), "--target", "sqlite:///x.db"],
      ["--source", folder],
    ],
  },
  {
    command: "db upgrade",
    success: ({ folder, uri }) => [[`sqlite:///${path.join(folder, "new.db")}`], [uri, "--json"]],
    failure: ({ folder }) => [[`sqlite:///${path.join(folder, "mlflow.db")}`], ["nosql://x"]],
  },
  {
    command: "db check",
    success: ({ uri }) => [[uri], [uri, "--json"]],
    failure: ({ folder }) => [
      [`sqlite:///${path.join(folder, "mlflow.db")}`],
      [`sqlite:///${path.join(folder, "none.db")}`],
      [`sqlite:///${path.join(folder, "files/one.txt")}`],
    ],
  },
  {
    command: "gc",
    success: ({ uri, folder, story }) => {
      const places = ["--backend-store-uri", uri, "--artifacts-destination", path.join(folder, "mlartifacts")];
      return [
        ["--dry-run", ...places],
        ["--run-ids", story.runs.deleted, "--json", ...places],
      ];
    },
    failure: ({ uri, story }) => [
      ["--run-ids", story.runs.parent, "--backend-store-uri", uri],
      ["--older-than", "a while", "--backend-store-uri", uri],
    ],
  },
  // What it does when all is well is tested in a process of its own, since it does not end by itself.
  { command: "server", success: () => [], failure: () => [["-p", "abc"], ["extra"], ["--app-name", "basic-auth"]] },
  ...["bash", "zsh", "fish"].map((shell): Case => ({
    command: `completion ${shell}`,
    success: () => [[]],
    failure: () => [["extra"]],
  })),
];

function makeProject(folder: string): string {
  const project = path.join(folder, "project");
  mkdirSync(project, { recursive: true });
  const main = '{parameters: {word: string, size: {type: int, default: 1}}, command: "echo got {word}"}';
  writeFileSync(path.join(project, "MLproject"), `entry_points:\n  main: ${main}\n  fail: {command: exit 3}\n`);
  return project;
}

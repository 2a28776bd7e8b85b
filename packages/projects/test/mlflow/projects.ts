import { execFileSync } from "node:child_process";
import path from "node:path";
import { folderOf } from "../support/project.ts";

const SCRIPT = `import json, os, sys
with open(os.environ["CASE_OUT"], "w") as out:
    json.dump(sys.argv[1:], out)
`;
const ENDS = `${SCRIPT}import mlflow
run = mlflow.active_run() or mlflow.start_run()
mlflow.log_param("own", 1)
mlflow.end_run("FAILED")
`;
const SHAPES = `
name: shapes
entry_points:
  main:
    parameters:
      word: {type: string, default: none}
      size: {default: 3}
    command: "python main.py --word {word} {size}"
  number:
    parameters: {x: float}
    command: "python main.py {x}"
  file:
    parameters: {data: path}
    command: "python main.py {data}"
  address:
    parameters: {where: uri}
    command: "python main.py {where}"
  shell:
    parameters: {word: string}
    command: "true && python main.py {word} | cat"
  fail: {command: "exit 7"}
  unknown: {command: "python main.py {nothing}"}
`;
const PLAIN = `entry_points: {main: {command: "python main.py plain"}}\n`;

function git(folder: string, ...args: string[]): void {
  const identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "init.defaultBranch=main"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
}

/** Makes the projects of the cases, and a repository with a branch `dev`, a tag `v1` and a folder `part`. */
export function makeProjects(): { readonly projects: string; readonly repository: string } {
  const repository = folderOf({
    MLproject: PLAIN,
    "main.py": SCRIPT,
    "part/MLproject": PLAIN,
    "part/main.py": SCRIPT,
  });
  git(repository, "init", "--quiet");
  git(repository, "add", ".");
  git(repository, "commit", "--quiet", "-m", "one");
  git(repository, "tag", "v1");
  git(repository, "branch", "dev");
  folderOf({ "more.txt": "more" }, repository);
  git(repository, "add", ".");
  git(repository, "commit", "--quiet", "-m", "two");
  const projects = folderOf({
    "shapes/MLproject": SHAPES,
    "shapes/main.py": SCRIPT,
    "shapes/ends.py": ENDS,
    "shapes/hello.sh": 'echo "[\\"hello\\"]" > "$CASE_OUT"\n',
    "shapes/data.csv": "a\n",
    "bare/main.py": SCRIPT,
    "small/mlproject": PLAIN,
    "small/main.py": SCRIPT,
    "two-environments/MLproject": `python_env: a.yaml\nconda_env: b.yaml\n${PLAIN}`,
    "no-file/MLproject": `python_env: a.yaml\n${PLAIN}`,
    "no-yaml/MLproject": "entry_points: [",
    "listed/MLproject": "name: listed\nentry_points:\n  - path: main.py\n    name: train\n",
    "listed/main.py": SCRIPT,
  });
  git(projects, "clone", "--quiet", `file://${repository}`, "clone");
  const pack = "import shutil, sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])";
  execFileSync("python3", ["-c", pack, path.join(projects, "packed"), path.join(projects, "small")]);
  return { projects, repository: `file://${repository}` };
}

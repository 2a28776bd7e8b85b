/** One command line of `mlflow run`, and how the answers may differ. */
export interface RunCase {
  readonly name: string;
  /** Arguments; `{projects}` is the folder of the projects, `{repository}` the address of one in git. */
  readonly args: readonly string[];
  /** What differs on purpose, with the row of docs/compatibility.md that says why. */
  readonly differs?: {
    readonly row: string;
    /** Undefined: values and names alone differ. */
    readonly millrace?: { readonly exit: number; readonly statuses: readonly string[] };
  };
}

type Difference = NonNullable<RunCase["differs"]>;

const refused = (row: string, exit = 2): Difference => ({ row, millrace: { exit, statuses: [] } });
const finished = (row: string): Difference => ({ row, millrace: { exit: 0, statuses: ["FINISHED"] } });

const QUOTED = { row: "P-05" };
const NAMED = { row: "P-06" };

const LOCAL = ["--env-manager", "local"];
const shapes = (...args: string[]): string[] => ["{projects}/shapes", ...LOCAL, ...args];

/** Command lines for the projects of `projects.ts`. */
export const RUN_CASES: readonly RunCase[] = [
  { name: "defaults", args: shapes() },
  { name: "a value in the place of a default", args: shapes("-P", "word=other", "-P", "size=7") },
  { name: "a name for the run", args: shapes("--run-name", "named") },
  { name: "a number", args: shapes("-e", "number", "-P", "x=1e-3") },
  { name: "a number that is none", args: shapes("-e", "number", "-P", "x=one"), differs: refused("P-02") },
  { name: "a parameter that is missing", args: shapes("-e", "number"), differs: refused("P-01") },
  { name: "undeclared parameters", args: shapes("-P", "b=2", "-P", "a=1") },
  { name: "declared and undeclared parameters", args: shapes("-P", "z=1", "-P", "word=w", "-P", "y=2") },
  { name: "a value with spaces and quotes", args: shapes("-P", "word=a 'b' \"c\""), differs: QUOTED },
  { name: "a value that a shell would run", args: shapes("-P", "word=$(id) `id` $HOME ; id"), differs: QUOTED },
  { name: "a value of several lines", args: shapes("-P", "word=one\ntwo"), differs: QUOTED },
  { name: "an undeclared value with spaces", args: shapes("-P", "more=a b $HOME"), differs: QUOTED },
  { name: "a path", args: shapes("-e", "file", "-P", "data={projects}/shapes/data.csv") },
  { name: "a relative path", args: shapes("-e", "file", "-P", "data=shapes/data.csv") },
  { name: "a path that is not there", args: shapes("-e", "file", "-P", "data=nowhere.csv"), differs: refused("P-01") },
  { name: "an address", args: shapes("-e", "address", "-P", "where=https://example.org/x") },
  {
    name: "an address on this machine",
    args: shapes("-e", "address", "-P", "where=shapes"),
    differs: finished("P-08"),
  },
  { name: "a command for a shell", args: shapes("-e", "shell", "-P", "word=a b"), differs: QUOTED },
  { name: "a command that fails", args: shapes("-e", "fail") },
  {
    name: "a script that ends its run as failed",
    args: shapes("-e", "ends.py"),
    differs: { row: "P-07", millrace: { exit: 1, statuses: ["FAILED"] } },
  },
  { name: "an entry point that is not there", args: shapes("-e", "nope"), differs: refused("P-01", 3) },
  { name: "a script that nothing declares", args: shapes("-e", "main.py", "-P", "a=1") },
  { name: "a shell script that nothing declares", args: shapes("-e", "hello.sh") },
  {
    name: "a folder without MLproject",
    args: ["{projects}/bare", ...LOCAL, "-e", "main.py", "-P", "a=b c"],
    differs: QUOTED,
  },
  { name: "a file name in small letters", args: ["{projects}/small", ...LOCAL] },
  { name: "two environments", args: ["{projects}/two-environments", ...LOCAL], differs: refused("P-03") },
  { name: "an environment file that is missing", args: ["{projects}/no-file", ...LOCAL], differs: refused("P-03") },
  { name: "no YAML", args: ["{projects}/no-yaml", ...LOCAL], differs: refused("P-03") },
  { name: "a command with an unknown parameter", args: shapes("-e", "unknown"), differs: refused("P-01") },
  { name: "a parameter twice", args: shapes("-P", "word=a", "-P", "word=b") },
  { name: "a folder that is not there", args: ["{projects}/nowhere", ...LOCAL], differs: refused("P-03", 3) },
  { name: "a part of a folder", args: ["{projects}#small", ...LOCAL] },
  { name: "a repository", args: ["{repository}", ...LOCAL], differs: NAMED },
  { name: "a branch", args: ["{repository}", ...LOCAL, "-v", "dev"], differs: NAMED },
  { name: "a tag", args: ["{repository}", ...LOCAL, "-v", "v1"], differs: NAMED },
  { name: "a part of a repository", args: ["{repository}#part", ...LOCAL, "-v", "dev"], differs: NAMED },
  { name: "a version that is not there", args: ["{repository}", ...LOCAL, "-v", "v9"], differs: refused("P-03", 3) },
  { name: "a clone of a repository", args: ["{projects}/clone", ...LOCAL] },
  { name: "a part of a clone", args: ["{projects}/clone/part", ...LOCAL] },
  { name: "an archive", args: ["{projects}/packed.zip", ...LOCAL] },
  {
    name: "a list of entry points",
    args: ["{projects}/listed", ...LOCAL, "-P", "dataset=x.csv"],
    differs: finished("P-04"),
  },
];

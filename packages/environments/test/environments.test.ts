import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { cleanEnvironment, tempDir } from "@millrace/testkit";
import { pythonOf, readEnvironmentSpec } from "@millrace/environments";

/** A folder with files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = tempDir();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** A program that notes how it was called, and makes the folder of the environment that it is asked for. */
function recorder(name: string): { readonly env: NodeJS.ProcessEnv; readonly calls: () => string[] } {
  const bin = path.join(tempDir(), "bin");
  mkdirSync(bin);
  const log = path.join(bin, "calls");
  writeFileSync(
    path.join(bin, name),
    `#!/bin/sh\necho "$*" >> "${log}"\nfor last; do :; done\ncase "$1 $2" in "venv "*) mkdir -p "$last";; "env create") mkdir -p "$6";; esac\n`,
  );
  chmodSync(path.join(bin, name), 0o755);
  const env = cleanEnvironment();
  env["PATH"] = `${bin}${path.delimiter}/bin${path.delimiter}/usr/bin`;
  return { env, calls: () => readFileSync(log, "utf8").trim().split("\n") };
}

const MODEL = {
  "python_env.yaml":
    "python: 3.11.7\nbuild_dependencies:\n- pip==23.2.1\ndependencies:\n- -r requirements.txt\n- six\n",
  "requirements.txt": "mlflow==3.17.2\n\n# a comment\nscikit-learn==1.9.1\n",
  "conda.yaml": "name: mlflow-env\n",
};

const quiet = { log: () => undefined };

describe("what a model needs", () => {
  test("is in python_env.yaml and the files that it names", async () => {
    assert.deepEqual(await readEnvironmentSpec(folderOf(MODEL)), {
      python: "3.11.7",
      buildRequirements: ["pip==23.2.1"],
      requirements: ["mlflow==3.17.2", "scikit-learn==1.9.1", "six"],
    });
  });

  test("names versions of Python as they are written", async () => {
    const { python } = await readEnvironmentSpec(folderOf({ "python_env.yaml": "python: 3.10" }));
    assert.equal(python, "3.10");
  });

  test("is in requirements.txt alone, for models that have no more", async () => {
    const folder = folderOf({ "requirements.txt": "mlflow\n" });
    assert.deepEqual((await readEnvironmentSpec(folder)).requirements, ["mlflow"]);
  });

  for (const [what, files] of [
    ["says nothing", {}],
    ["is no YAML", { "python_env.yaml": "a: [" }],
    ["is a list", { "python_env.yaml": "- a" }],
    ["names another folder", { "python_env.yaml": "dependencies: ['-r ../requirements.txt']" }],
    ["names a file that is not there", { "python_env.yaml": "dependencies: ['-r requirements.txt']" }],
    ["asks for no version", { "python_env.yaml": "python: '--system'\ndependencies: [a]" }],
  ] as const) {
    test(`is refused when it ${what}`, async () => {
      await assert.rejects(readEnvironmentSpec(folderOf(files)), { code: "INVALID_PARAMETER_VALUE" });
    });
  }
});

describe("the environment of a model", () => {
  test("is made by uv once, and again when other things are needed", async () => {
    const { env, calls } = recorder("uv");
    const root = path.join(tempDir(), "envs");
    const options = { ...quiet, env, root, manager: "uv" } as const;
    const python = await pythonOf(folderOf(MODEL), options);
    assert.equal(await pythonOf(folderOf(MODEL), options), python);
    assert.ok(python.startsWith(root));
    const [venv, build, install, ...more] = calls();
    assert.match(venv ?? "", /^venv --quiet --python 3\.11 .*millrace-[0-9a-f]{32}-[0-9a-f]{8}$/);
    assert.match(build ?? "", /^pip install --quiet --python .*python pip==23\.2\.1$/);
    assert.match(install ?? "", /^pip install --quiet --python .*python -r .*requirements\.txt$/);
    assert.deepEqual(more, []);
    const other = await pythonOf(folderOf({ ...MODEL, "requirements.txt": "mlflow\n" }), options);
    assert.notEqual(other, python);
  });

  test("made twice at the same time is one", async () => {
    const { env } = recorder("uv");
    const root = tempDir();
    const options = { ...quiet, env, root, manager: "virtualenv" } as const;
    const folder = folderOf(MODEL);
    const [one, two] = await Promise.all([pythonOf(folder, options), pythonOf(folder, options)]);
    assert.equal(one, two);
    assert.equal(readdirSync(root).length, 2, "the environment and its name");
  });

  test("that can't be made leaves nothing, and says what failed", async () => {
    const { env } = recorder("uv");
    writeFileSync(
      path.join(env["PATH"]?.split(path.delimiter)[0] ?? "", "uv"),
      "#!/bin/sh\necho no such package\nexit 3\n",
    );
    const root = tempDir();
    await assert.rejects(pythonOf(folderOf(MODEL), { ...quiet, env, root, manager: "uv" }), {
      code: "INTERNAL_ERROR",
      message: /it ended with 3[^]*no such package/,
    });
    assert.deepEqual(readdirSync(root), []);
  });

  test("gets MLflow when the model does not name it", async () => {
    const { env } = recorder("uv");
    const root = tempDir();
    const folder = folderOf({ "requirements.txt": "mlflow-something\n" });
    const python = await pythonOf(folder, { ...quiet, env, root, manager: "uv", extra: ["mlflow==3.17.2"] });
    const file = path.join(path.dirname(path.dirname(python)), "requirements.txt");
    assert.equal(readFileSync(file, "utf8"), "mlflow==3.17.2\nmlflow-something\n");
  });

  test("is made by conda where the model has its file", async () => {
    const { env, calls } = recorder("conda");
    const options = { ...quiet, env, root: tempDir(), manager: "conda" } as const;
    const folder = folderOf(MODEL);
    await pythonOf(folder, options);
    assert.match(
      calls()[0] ?? "",
      new RegExp(`^env create --quiet --yes --prefix .*millrace-.* --file ${folder}/conda.yaml$`),
    );
    await assert.rejects(pythonOf(tempDir(), options), { code: "INVALID_PARAMETER_VALUE", message: /conda\.yaml/ });
  });

  test("of the machine is its Python", async () => {
    const { env } = recorder("python3");
    const python = await pythonOf(tempDir(), { ...quiet, env, root: tempDir(), manager: "local" });
    assert.match(python, /python3$/);
  });

  for (const manager of ["local", "uv", "conda"] as const) {
    test(`says what is missing for ${manager}`, async () => {
      const env = { PATH: tempDir() };
      await assert.rejects(pythonOf(folderOf(MODEL), { ...quiet, env, root: tempDir(), manager }), {
        code: "INVALID_PARAMETER_VALUE",
        message: /on the PATH/,
      });
    });
  }
});

import { PROTOCOL_VERSION } from "@millrace/contract";
import type { NamedContent } from "../artifacts/index.ts";

/** The Python that a model is served with where its maker names none. */
export const PYTHON_VERSION = "3.11";

const REQUIREMENTS = "requirements.txt";

/** Where the flavor `python_function` says that these files are. */
export const ENVIRONMENT = { conda: "conda.yaml", virtualenv: "python_env.yaml" };

/**
 * The files from which MLflow makes the Python environment that serves a model.
 * @param packages as pip's requirements; MLflow itself goes first
 */
export async function environmentFiles(packages: readonly string[], python: string): Promise<NamedContent[]> {
  const { stringify } = await import("yaml");
  const requirements = packages.some((one) => /^mlflow\b/i.test(one))
    ? packages
    : [`mlflow==${PROTOCOL_VERSION}`, ...packages];
  const yaml = (value: object): string => stringify(value, { version: "1.1" });
  const texts = {
    [REQUIREMENTS]: `${requirements.join("\n")}\n`,
    [ENVIRONMENT.virtualenv]: yaml({
      python,
      build_dependencies: ["pip", "setuptools", "wheel"],
      dependencies: [`-r ${REQUIREMENTS}`],
    }),
    [ENVIRONMENT.conda]: yaml({
      channels: ["conda-forge"],
      dependencies: [`python=${python}`, "pip", { pip: requirements }],
      name: "mlflow-env",
    }),
  };
  return Object.entries(texts).map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
}

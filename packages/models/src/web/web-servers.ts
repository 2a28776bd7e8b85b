/** The web servers in Python that can stand before a model, for those who have to use one of them. */
export type WebServer = "flask" | "fastapi";

/** What the Python of a web server needs beside what the model requires, as lines for pip. */
export const WEB_REQUIREMENTS: Readonly<Record<WebServer, readonly string[]>> = {
  flask: ["flask==3.1.3", "waitress==3.0.2"],
  fastapi: [],
};

/** Where a web server listens, and with how many workers. */
export interface WebPlace {
  /** The model's folder. */
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly workers: number;
  readonly timeoutMs: number;
}

/** How a web server is started. */
export interface WebCommand {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The arguments of Python and the variables that start a web server. */
export const WEB_COMMANDS: Readonly<Record<WebServer, (place: WebPlace) => WebCommand>> = {
  flask: ({ folder, host, port, workers }) => ({
    args: ["-m", "millrace_flask", folder, host, String(port), String(workers)],
    env: {},
  }),
  // MLflow's own scoring server, which reads its model from a variable.
  fastapi: ({ folder, host, port, workers, timeoutMs }) => ({
    args: [
      ...["-m", "uvicorn", "--host", host, "--port", String(port), "--workers", String(workers)],
      ...["--log-level", "warning", "mlflow.pyfunc.scoring_server.app:app"],
    ],
    env: {
      __pyfunc_model_path__: folder,
      MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT: String(Math.ceil(timeoutMs / 1000)),
    },
  }),
};

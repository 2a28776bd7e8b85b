import type { EntryPoint, ProjectEnvironment } from "../mlproject/project.ts";
import type { ProjectSource } from "../sources/source.ts";

/** Where the packages of a project come from, as MLflow's flag `--env-manager` names it. */
export type EnvManager = "local" | "virtualenv" | "uv" | "conda";

/** What a run's tags say of the project that it is a run of. */
export interface TaggedProject {
  readonly source: ProjectSource;
  readonly point: EntryPoint;
  readonly environment: ProjectEnvironment;
  /** Undefined: whatever the project asks for. */
  readonly envManager: EnvManager | undefined;
  readonly backend: string;
  readonly user: string;
}

/** The tags that MLflow gives runs of projects. */
export function projectTags(project: TaggedProject): Readonly<Record<string, string>> {
  const { source, point, backend, user } = project;
  const kind = environmentTag(project);
  return {
    "mlflow.user": user,
    "mlflow.source.name": source.name,
    "mlflow.source.type": "PROJECT",
    "mlflow.project.entryPoint": point.name,
    "mlflow.project.backend": backend,
    ...(kind !== undefined && { "mlflow.project.env": kind }),
    ...(source.commit !== undefined && { "mlflow.source.git.commit": source.commit }),
    ...(source.repository !== undefined && { "mlflow.source.git.repoURL": source.repository }),
    ...(source.branch !== undefined && { "mlflow.source.git.branch": source.branch }),
    ...(project.environment.kind === "docker" && { "mlflow.docker.image.uri": project.environment.image }),
  };
}

function environmentTag({ environment, envManager }: TaggedProject): string | undefined {
  if (environment.kind === "docker") return "docker";
  if (envManager === "local" || environment.kind === "none") return undefined;
  if (environment.kind === "node") return "node";
  return envManager ?? (environment.kind === "conda" ? "conda" : "virtualenv");
}

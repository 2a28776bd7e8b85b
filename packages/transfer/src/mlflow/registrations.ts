/**
 * The versions that a logged model's tag `mlflow.modelVersions` names, each as `<version>/<model name>`; none when the
 * tag is not what MLflow writes.
 */
export function registrationsIn(tag: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(tag);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null || !("name" in one) || !("version" in one)) return [];
    return [`${String(one.version)}/${String(one.name)}`];
  });
}

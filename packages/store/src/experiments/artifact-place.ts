/**
 * Where something in an experiment keeps its artifacts: a folder below the experiment's location, before a query of the
 * URI.
 * @param owner the path of the thing below the location, such as a run id
 */
export function artifactPlace(location: string, owner: string): string {
  const [, place = "", query = ""] = /^([^?]*)(.*)$/s.exec(location) ?? [];
  return `${place.replace(/\/$/, "")}/${owner}/artifacts${query}`;
}

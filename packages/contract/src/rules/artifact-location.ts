import { showValue } from "../decode/show-value.ts";
import { invalidParameter, type MillraceError } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { checkLength } from "./characters.ts";

/** Schemes whose URI names the host to connect to, so that an experiment could send the server anywhere. */
const HOST_ADDRESSED = new Set(["abfss", "b2", "ftp", "hdfs", "http", "https", "r2", "sftp", "viewfs"]);
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const MOST_DECODINGS = 10;

/**
 * Checks the artifact location of a new experiment: a path or a URI of a store that the server's own settings lead to.
 * @param allowedSchemes host-addressed schemes that the operator permits nevertheless, in lower case
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkArtifactLocation(location: string, path: string, allowedSchemes: readonly string[]): void {
  const refuse = (reason: string): MillraceError =>
    invalidParameter(`Parameter '${path}' has the value ${showValue(location)}; ${reason}.`);
  const scheme = SCHEME.exec(location)?.[1]?.toLowerCase();
  if (location.includes("\0")) throw refuse("an artifact location can't hold a NUL character");
  if (scheme === "runs") throw refuse("an experiment's artifacts can't be inside a run");
  if (location.includes("#")) throw refuse("an artifact location can't have a fragment ('#')");
  if (scheme !== undefined && isHostAddressed(scheme, location) && !allowedSchemes.includes(scheme)) {
    throw refuse(`the scheme '${scheme}' with a host is refused unless the server's operator allows it`);
  }
  const query = location.indexOf("?");
  if (query !== -1 && climbs(location.slice(query))) throw refuse("its query can't contain '..'");
  checkLength(location, LIMITS.artifactLocation, path);
}

/** Whether a URI with this scheme, in lower case, names a host that the server would connect to. */
export function isHostAddressed(scheme: string, location: string): boolean {
  if (scheme === "mlflow-artifacts") return /^mlflow-artifacts:[/\\]{2}[^/\\]/i.test(location);
  return HOST_ADDRESSED.has(scheme);
}

/** Whether text holds `..`, also percent-encoded several times over. */
function climbs(text: string): boolean {
  let decoded = text;
  for (let round = 0; round < MOST_DECODINGS; round += 1) {
    if (decoded.includes("..")) return true;
    decoded = decoded.replace(/%2e/gi, ".").replace(/%25/g, "%");
  }
  return decoded.includes("..");
}

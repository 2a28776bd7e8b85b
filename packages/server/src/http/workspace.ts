import type { IncomingHttpHeaders } from "node:http";
import { invalidParameter, showValue } from "@millrace/contract";

/** The workspace that holds everything, as clients name it. */
const DEFAULT = "default";

/**
 * Checks that a request asks for the one workspace there is: another one's data must not land in it.
 * @throws MillraceError INVALID_PARAMETER_VALUE
 */
export function checkWorkspace(headers: IncomingHttpHeaders): void {
  const workspace = headers["x-mlflow-workspace"];
  if (workspace === undefined || workspace === DEFAULT) return;
  throw invalidParameter(
    `This server has no workspace ${showValue(workspace)}: it has none besides '${DEFAULT}'. Leave the workspace unset.`,
  );
}

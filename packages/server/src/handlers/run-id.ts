import { invalidParameter } from "@millrace/contract";

/**
 * The id of the run that a request is about: old clients send it as `run_uuid`; `run_id` wins when both are there.
 * @throws MillraceError INVALID_PARAMETER_VALUE when neither has a value.
 */
export function runIdOf(request: { readonly run_id?: string; readonly run_uuid?: string }): string {
  const runId = request.run_id || request.run_uuid;
  if (runId) return runId;
  throw invalidParameter("Parameter 'run_id' is missing or empty; give it a value.");
}

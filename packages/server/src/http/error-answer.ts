import type { ErrorCode, MillraceError } from "@millrace/contract";

/** The class that MLflow's answers add to a code, and the SQLSTATE that goes with it; other codes have neither. */
const CLASSES: Partial<Record<ErrorCode, readonly [sqlstate: string, errorClass: string]>> = {
  BAD_REQUEST: ["KAM00", "INVALID_PARAMETER_VALUE"],
  INVALID_PARAMETER_VALUE: ["KAM00", "INVALID_PARAMETER_VALUE"],
  RESOURCE_ALREADY_EXISTS: ["KAM00", "RESOURCE_ALREADY_EXISTS"],
  RESOURCE_DOES_NOT_EXIST: ["KAM00", "RESOURCE_NOT_FOUND"],
  PERMISSION_DENIED: ["KAM00", "PERMISSION_DENIED"],
  INTERNAL_ERROR: ["XXM00", "CLIENT_INTERNAL_ERROR"],
};

/** The JSON body of an error answer. */
export function errorBody(error: MillraceError): string {
  const [sqlstate, errorClass] = CLASSES[error.code] ?? [];
  return JSON.stringify({ error_code: error.code, message: error.message, sqlstate, error_class: errorClass });
}

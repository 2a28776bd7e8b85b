/** The release of MLflow whose protocol this is; clients choose their calls by it. */
export const PROTOCOL_VERSION = "3.17.2";

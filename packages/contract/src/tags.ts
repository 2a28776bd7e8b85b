/** The tag of a run that mirrors its name. */
export const RUN_NAME_TAG = "mlflow.runName";

/** The tag of a dataset input that says what the run used the dataset for, such as `training`. */
export const DATASET_CONTEXT_TAG = "mlflow.data.context";

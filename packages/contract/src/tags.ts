/** The tag of a run that mirrors its name. */
export const RUN_NAME_TAG = "mlflow.runName";

/** The tag of a dataset input that says what the run used the dataset for, such as `training`. */
export const DATASET_CONTEXT_TAG = "mlflow.data.context";

/** The tag of a version that gives it a name besides its number, such as `v1`; unique in its model. */
export const VERSION_NAME_TAG = "millrace.versionName";

/** The tag of registered models and versions that are prompts, with the value `true`. */
export const PROMPT_TAG = "mlflow.prompt.is_prompt";

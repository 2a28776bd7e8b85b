/** The registry's functions by short names: `mlflow.models.registerModel("iris-classifier")`. */
export {
  deleteModelVersion as deleteVersion,
  getLatestVersions,
  getModelVersion as getVersion,
  getModelVersionByAlias as getVersionByAlias,
  searchModelVersions as searchVersions,
  transitionModelVersionStage as transitionStage,
  updateModelVersion as updateVersion,
  deleteModelVersionTag as deleteVersionTag,
  setModelVersionTag as setVersionTag,
} from "./model-versions.ts";
export { logModel } from "./log.ts";
export { createVersion, registerModel } from "./register.ts";
export {
  createRegisteredModel as createModel,
  deleteRegisteredModel as deleteModel,
  deleteRegisteredModelAlias as deleteAlias,
  deleteRegisteredModelTag as deleteModelTag,
  getRegisteredModel as getModel,
  renameRegisteredModel as renameModel,
  searchRegisteredModels as searchModels,
  setRegisteredModelAlias as setAlias,
  setRegisteredModelTag as setModelTag,
  updateRegisteredModel as updateModel,
} from "./registered-models.ts";
export { loadModel } from "./run-models.ts";

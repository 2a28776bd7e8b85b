import type { Database } from "../database/sql.ts";
import { ModelHistory } from "./history.ts";
import { searchModels } from "./model-search.ts";
import { RegisteredModels } from "./models.ts";
import type { ModelRegistry, ModelVersionStore, RegisteredModelStore } from "./registry-store.ts";
import { Resolver } from "./resolve.ts";
import { Returns } from "./return.ts";
import { searchVersions } from "./version-search.ts";
import { ModelVersions } from "./versions.ts";

/** The model registry of a database. */
export function registryOf(database: Database): {
  readonly registeredModels: RegisteredModelStore;
  readonly modelVersions: ModelVersionStore;
  readonly registry: ModelRegistry;
} {
  const models = new RegisteredModels(database);
  const versions = new ModelVersions(database);
  const resolver = new Resolver(database);
  const history = new ModelHistory(database);
  const returns = new Returns(database);
  return {
    registeredModels: {
      create: (model, caller) => models.create(model, caller),
      get: (name) => models.get(name),
      describe: (name, description, caller) => models.describe(name, description, caller),
      rename: (name, newName, caller) => models.rename(name, newName, caller),
      delete: (name, caller) => models.delete(name, caller),
      setTag: (name, tag, caller) => models.setTag(name, tag, caller),
      deleteTag: (name, key, caller) => models.deleteTag(name, key, caller),
      setAlias: (name, alias, version, caller) => models.setAlias(name, alias, version, caller),
      deleteAlias: (name, alias, caller) => models.deleteAlias(name, alias, caller),
      search: (query) => searchModels(database, query),
    },
    modelVersions: {
      create: (version, caller) => versions.create(version, caller),
      get: (ref) => versions.get(ref),
      getByAlias: (name, alias) => versions.getByAlias(name, alias),
      latest: (name, stages) => versions.latest(name, stages),
      describe: (ref, description, caller) => versions.describe(ref, description, caller),
      delete: (ref, caller) => versions.delete(ref, caller),
      transition: (ref, to, caller) => versions.transition(ref, to, caller),
      setTag: (ref, tag, caller) => versions.setTag(ref, tag, caller),
      deleteTag: (ref, key, caller) => versions.deleteTag(ref, key, caller),
      downloadUri: (ref) => versions.downloadUri(ref),
      search: (query) => searchVersions(database, query),
    },
    registry: {
      resolve: (uri) => resolver.resolve(uri),
      artifactRoots: (of) => resolver.roots(of),
      timeline: (name, query) => history.timeline(name, query),
      at: (name, time) => history.at(name, time),
      return: (name, target, caller) => returns.return(name, target, caller),
    },
  };
}

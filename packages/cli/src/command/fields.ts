/** How a field of requests is called on the command line. */
export interface FieldWords {
  /** What stands for its value on help pages. */
  readonly value: string;
  readonly doc: string;
}

/** The fields that plain commands have flags for; the flag is the field's name with dashes. */
export const FIELDS: Readonly<Record<string, FieldWords>> = {
  alias: { value: "alias", doc: "The alias." },
  archive_existing_versions: { value: "", doc: "Archive the versions that are in the stage now." },
  artifact_location: { value: "uri", doc: "Folder or URI below which its runs keep their artifacts." },
  description: { value: "text", doc: "The description; without this option it is cleared." },
  event_id: { value: "id", doc: "Go back to what was there after this event of the history." },
  experiment_id: { value: "id", doc: "Id of the experiment." },
  experiment_ids: { value: "id", doc: "Id of an experiment; give several with commas." },
  filter: { value: "filter", doc: "Only what matches this filter, such as \"name LIKE 'iris%'\"." },
  key: { value: "key", doc: "Key of the tag." },
  kind: { value: "kind", doc: "Only changes of this kind; give several with commas." },
  model_id: { value: "id", doc: "Id of the logged model that it is made of. Default: the one that --source names." },
  name: { value: "name", doc: "Name of the registered model." },
  new_name: { value: "name", doc: "The new name." },
  order_by: { value: "keys", doc: 'Sort by these, such as "name DESC"; give several with commas.' },
  path: { value: "path", doc: "The path." },
  reason: { value: "text", doc: "Why; kept in the history." },
  run_id: { value: "id", doc: "Id of the run." },
  run_link: { value: "url", doc: "Address of a page about the run." },
  run_view_type: { value: "view", doc: "Which runs." },
  source: {
    value: "uri",
    doc: "Where its files are: runs:/<run id>/<path>, models:/<name>/<version>, or another URI.",
  },
  stage: { value: "stage", doc: "None, Staging, Production or Archived." },
  tags: { value: "key=value", doc: "A tag; give the option again for more." },
  time: { value: "ms", doc: "The time, in milliseconds since the epoch." },
  uri: { value: "uri", doc: "Such as models:/iris@champion or runs:/<run id>/model." },
  value: { value: "value", doc: "Value of the tag." },
  version: { value: "version", doc: "The version." },
  view_type: { value: "view", doc: "Which experiments. Default: active_only." },
};

"""Moves versions between stages."""


def script(s):
    name, client = "script-stages", s.client
    client.create_registered_model(name)
    for _ in range(4):
        client.create_model_version(name, "s3://bucket/model")
    for number, stage in [("1", "Staging"), ("2", "production"), ("3", "Production"), ("4", "STAGING")]:
        s.attempt(f"{number} to {stage}", client.transition_model_version_stage, name, number, stage)
    s.show("latest", sorted((one.current_stage, one.version) for one in client.get_latest_versions(name)))
    s.show("asked", [one.version for one in client.get_latest_versions(name, ["Production"])])
    s.attempt("archiving", client.transition_model_version_stage, name, "1", "Production", archive_existing_versions=True)
    stages = {one.version: one.current_stage for one in client.search_model_versions(f"name = '{name}'")}
    s.show("stages", stages)
    s.attempt("unknown stage", client.transition_model_version_stage, name, "1", "Testing")
    s.attempt("unknown version", client.transition_model_version_stage, name, "9", "Staging")
    s.attempt("unknown asked", client.get_latest_versions, name, ["Testing"])
    s.attempt("unknown model", client.get_latest_versions, "script-none")
    client.delete_model_version(name, "1")
    s.show("without version 1", sorted((one.current_stage, one.version) for one in client.get_latest_versions(name)))

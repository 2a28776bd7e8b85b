"""Deletes versions and whole registered models."""


def script(s):
    name, client = "script-delete-model", s.client
    client.create_registered_model(name)
    for _ in range(3):
        client.create_model_version(name, "s3://bucket/model")
    client.delete_model_version(name, "3")
    s.attempt("deleted version", client.get_model_version, name, "3")
    s.attempt("again", client.delete_model_version, name, "3")
    s.show("next number", client.create_model_version(name, "s3://bucket/model").version)
    s.show("left", sorted(one.version for one in client.search_model_versions(f"name = '{name}'")))
    client.delete_registered_model(name)
    s.attempt("deleted model", client.get_registered_model, name)
    s.attempt("its version", client.get_model_version, name, "1")
    s.attempt("again model", client.delete_registered_model, name)
    s.show("searched", client.search_model_versions(f"name = '{name}'"))
    client.create_registered_model(name)
    s.show("first number", client.create_model_version(name, "s3://bucket/model").version)

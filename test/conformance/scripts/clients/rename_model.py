"""Renames a registered model with everything that belongs to it."""


def script(s):
    client, old, new = s.client, "script-rename-old", "script-rename-new"
    client.create_registered_model(old, tags={"k": "v"}, description="d")
    client.create_model_version(old, "s3://bucket/model", tags={"a": "1"})
    client.set_registered_model_alias(old, "best", "1")
    client.create_registered_model("script-rename-taken")
    s.attempt("taken", client.rename_registered_model, old, "script-rename-taken")
    s.attempt("bad", client.rename_registered_model, old, "a/b")
    s.show("renamed", client.rename_registered_model(old, new))
    s.attempt("old name", client.get_registered_model, old)
    s.show("version", client.get_model_version(new, "1"))
    s.show("alias", client.get_model_version_by_alias(new, "best").name)
    s.attempt("twice", client.rename_registered_model, old, new)
    client.create_registered_model(old)
    s.show("old name free", client.create_model_version(old, "s3://bucket/other").version)

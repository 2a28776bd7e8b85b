"""Tags and descriptions of registered models and their versions."""


def script(s):
    name, client = "script-model-tags", s.client
    client.create_registered_model(name, tags={"team": "blue", "task": "iris"}, description="first")
    client.create_model_version(name, "s3://bucket/model", tags={"a": "1"}, description="v1")
    client.set_registered_model_tag(name, "team", "red")
    client.set_registered_model_tag(name, "größe/x y", "🦆")
    client.delete_registered_model_tag(name, "task")
    client.set_model_version_tag(name, "1", "b", "2")
    client.set_model_version_tag(name, "1", "a", 5)
    client.delete_model_version_tag(name, "1", "b")
    s.show("model", client.get_registered_model(name).tags)
    s.show("version", client.get_model_version(name, "1").tags)
    s.attempt("by stage", client.set_model_version_tag, name, key="c", value="3", stage="None")
    s.attempt("absent", client.delete_registered_model_tag, name, "nothing")
    s.attempt("absent of version", client.delete_model_version_tag, name, "1", "nothing")
    s.attempt("bad key", client.set_registered_model_tag, name, "a//b", "x")
    s.attempt("long value", client.set_registered_model_tag, name, "k", "x" * 100_001)
    s.attempt("missing version", client.set_model_version_tag, name, "9", "k", "v")
    s.show("described", client.update_registered_model(name, "second").description)
    s.show("described version", client.update_model_version(name, "1", "größer").description)
    s.show("cleared", client.update_registered_model(name, "").description)
    s.show("tags found", [one.name for one in client.search_registered_models("tags.team = 'red' AND name LIKE 'script-model-t%'")])
    s.show("versions found", [one.version for one in client.search_model_versions(f"tags.c = '3' AND name = '{name}'")])

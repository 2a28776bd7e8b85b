"""Points aliases at versions."""


def script(s):
    name, client = "script-aliases", s.client
    client.create_registered_model(name)
    for _ in range(3):
        client.create_model_version(name, "s3://bucket/model")
    for alias, number in [("champion", "1"), ("challenger", "2"), ("größe_1-a", "2"), ("champion", "3")]:
        s.attempt(f"{alias} at {number}", client.set_registered_model_alias, name, alias, number)
    s.show("aliases", client.get_registered_model(name).aliases)
    s.show("by alias", client.get_model_version_by_alias(name, "champion").version)
    s.show("latest", client.get_model_version_by_alias(name, "latest").version)
    s.show("of a version", sorted(client.get_model_version(name, "2").aliases))
    for alias in ["v1", "V23", "latest", "a b", "a/b", "", "x" * 256]:
        s.attempt(f"refused {alias[:9]}", client.set_registered_model_alias, name, alias, "1")
    s.attempt("missing version", client.set_registered_model_alias, name, "a", "9")
    s.attempt("missing model", client.set_registered_model_alias, "script-none", "a", "1")
    s.attempt("missing alias", client.get_model_version_by_alias, name, "nobody")
    client.delete_registered_model_alias(name, "challenger")
    s.attempt("twice", client.delete_registered_model_alias, name, "challenger")
    client.delete_model_version(name, "3")
    s.show("left", client.get_registered_model(name).aliases)
    found = client.search_registered_models(f"name = '{name}'")[0]
    s.show("found", found.aliases)

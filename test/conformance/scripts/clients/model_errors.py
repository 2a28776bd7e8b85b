"""Requests about models that can't be done."""


def script(s):
    client, name = s.client, "script-model-errors"
    client.create_registered_model(name)
    s.attempt("twice", client.create_registered_model, name)
    for bad in ["", " ", "a/b", "a:b", "..", None]:
        s.attempt(f"name {bad}", client.create_registered_model, bad)
    s.attempt("missing model", client.get_registered_model, "script-none")
    s.attempt("version of none", client.create_model_version, "script-none", "s3://bucket/model")
    for source in ["/etc/passwd", "file:///etc", "../x", "http://host/x", "mlflow-artifacts:/1/x", "", "runs:/x/model"]:
        s.attempt(f"source {source}", client.create_model_version, name, source)
    for number in ["x", "1.5", "0", "-1", "9"]:
        s.attempt(f"version {number}", client.get_model_version, name, number)
    s.attempt("download", client.get_model_version_download_uri, name, "1")
    s.attempt("update", client.update_registered_model, "script-none", "x")
    s.attempt("delete", client.delete_registered_model, "script-none")
    s.show("nothing made", client.search_model_versions(f"name = '{name}'"))

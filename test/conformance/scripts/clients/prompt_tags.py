"""Changes tags of prompts and of their versions, and deletes them."""

import mlflow


def script(s):
    mlflow.set_experiment("script-prompt-tags")
    name, client = "script-prompt-tags", s.client
    for text in ["one", "two"]:
        mlflow.genai.register_prompt(name, text)
    client.set_prompt_tag(name, "owner", "me")
    client.set_prompt_version_tag(name, 1, "state", "ok")
    s.show("tags", {key: value for key, value in client.get_prompt(name).tags.items() if not key.startswith("_")})
    s.show("version tags", mlflow.genai.load_prompt(name, version=1).tags)
    client.delete_prompt_tag(name, "owner")
    client.delete_prompt_version_tag(name, 1, "state")
    s.show("left", mlflow.genai.load_prompt(name, version=1).tags)
    s.attempt("as a model", client.get_registered_model, name)
    client.delete_prompt_version(name, 2)
    s.attempt("deleted version", mlflow.genai.load_prompt, name, version=2)
    s.attempt("whole prompt", client.delete_prompt, name)
    s.attempt("its version", client.delete_prompt_version, name, 1)
    s.show("gone", client.get_prompt(name))

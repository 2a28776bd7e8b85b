"""Registers prompts, loads and formats them."""

import mlflow


def script(s):
    mlflow.set_experiment("script-prompts")
    name = "script-prompt"
    first = mlflow.genai.register_prompt(
        name, "Answer {{question}} in {{words}} words.", commit_message="first", tags={"author": "größe"}
    )
    second = mlflow.genai.register_prompt(name, "Answer {{question}} 🦆.", commit_message="second")
    s.show("versions", [first.version, second.version])
    loaded = mlflow.genai.load_prompt(name, version=1)
    s.show("first", [loaded.template, loaded.commit_message, loaded.tags, sorted(loaded.variables)])
    s.show("formatted", loaded.format(question="why", words=3))
    s.show("by uri", mlflow.genai.load_prompt(f"prompts:/{name}/2").template)
    s.show("latest", mlflow.genai.load_prompt(f"prompts:/{name}@latest").version)
    mlflow.genai.set_prompt_alias(name, alias="production", version=1)
    s.show("alias", mlflow.genai.load_prompt(f"prompts:/{name}@production").version)
    mlflow.genai.set_prompt_alias(name, alias="production", version=2)
    s.show("alias moved", mlflow.genai.load_prompt(f"prompts:/{name}@production").version)
    mlflow.genai.delete_prompt_alias(name, alias="production")
    s.attempt("alias gone", mlflow.genai.load_prompt, f"prompts:/{name}@production", allow_missing=False)
    s.show("missing allowed", mlflow.genai.load_prompt("script-prompt-none", allow_missing=True))
    s.attempt("missing", mlflow.genai.load_prompt, "script-prompt-none")
    s.attempt("missing version", mlflow.genai.load_prompt, name, version=9)
    s.attempt("bad name", mlflow.genai.register_prompt, "a/b", "x")

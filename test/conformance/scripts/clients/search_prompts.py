"""Searches prompts, which models' searches don't show."""

import mlflow


def script(s):
    mlflow.set_experiment("script-search-prompts")
    for name in ["b", "a", "c"]:
        mlflow.genai.register_prompt(f"script-find-prompt-{name}", f"Text {name}", tags={"name": name})
    mlflow.genai.register_prompt("script-find-prompt-a", "Text a2")
    s.client.create_registered_model("script-find-prompt-model")
    for filter_string in ["name LIKE 'script-find-prompt-%'", "name = 'script-find-prompt-a'", "name ILIKE '%FIND-PROMPT-B'"]:
        s.show(filter_string, [one.name for one in mlflow.genai.search_prompts(filter_string)])
    page = s.client.search_prompts("name LIKE 'script-find-prompt-%'", max_results=2)
    s.show("page", [[one.name for one in page], page.token is not None])
    rest = s.client.search_prompts("name LIKE 'script-find-prompt-%'", max_results=2, page_token=page.token)
    s.show("rest", [[one.name for one in rest], rest.token is not None])
    s.show("models", [one.name for one in s.client.search_registered_models("name LIKE 'script-find-prompt-%'")])
    versions = s.client.search_prompt_versions("script-find-prompt-a")
    s.show("versions", sorted(one.version for one in versions.prompt_versions) if hasattr(versions, "prompt_versions") else len(versions))
    s.show("prompt", s.client.get_prompt("script-find-prompt-a").tags)

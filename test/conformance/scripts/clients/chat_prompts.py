"""Prompts that are lists of messages, with a model's settings."""

import mlflow


def script(s):
    mlflow.set_experiment("script-chat-prompts")
    messages = [
        {"role": "system", "content": "You are {{style}}."},
        {"role": "user", "content": "{{question}}"},
    ]
    mlflow.genai.register_prompt(
        "script-chat",
        messages,
        response_format={"type": "object", "properties": {"answer": {"type": "string"}}},
        model_config={"model_name": "m", "temperature": 0.5},
    )
    loaded = mlflow.genai.load_prompt("script-chat", version=1)
    s.show("template", loaded.template)
    s.show("formatted", loaded.format(style="kind", question="why?"))
    s.show("response format", loaded.response_format)
    s.show("model config", loaded.model_config)
    s.show("is text", loaded.is_text_prompt)
    s.attempt("as a model", s.client.get_model_version, "script-chat", "1")

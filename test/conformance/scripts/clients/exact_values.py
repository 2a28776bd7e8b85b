"""What goes in comes out: text of every kind, doubles, large steps."""

TEXTS = ["", " ", "a\tb\nc", "'quoted' \"twice\"", "back\\slash", "ünïcödé 🧪 实验 \u200f"]
TEXTS += ["{{x}} %s {0}", "NaN", "null", "1e5"]
NUMBERS = [0.1, 1 / 3, -0.0, 1e-300, 123456789012345680.0, 2**53 + 0.0, -1.5e300]


def script(s):
    run = s.client.create_run(s.experiment(), run_name="r").info.run_id
    for number, text in enumerate(TEXTS):
        s.client.log_param(run, f"p{number}", text)
        s.client.set_tag(run, f"t{number}", text)
    for number, value in enumerate(NUMBERS):
        s.client.log_metric(run, f"m{number}", value, timestamp=1, step=2**62 + number)
    data = s.client.get_run(run).data
    s.show("params", [data.params[f"p{number}"] == text for number, text in enumerate(TEXTS)])
    s.show("tags", [data.tags[f"t{number}"] == text for number, text in enumerate(TEXTS)])
    s.show("metrics", [data.metrics[f"m{number}"] == value for number, value in enumerate(NUMBERS)])
    s.show("steps", [str(s.client.get_metric_history(run, f"m{number}")[0].step) for number in range(len(NUMBERS))])

"""Wrong ids, wherever one is asked for."""


def script(s):
    client, missing = s.client, "0" * 32
    s.attempt("get", client.get_run, missing)
    s.attempt("param", client.log_param, missing, "k", "v")
    s.attempt("metric", client.log_metric, missing, "k", 1)
    s.attempt("tag", client.set_tag, missing, "k", "v")
    s.attempt("delete tag", client.delete_tag, missing, "k")
    s.attempt("batch", client.log_batch, missing)
    s.attempt("terminate", client.set_terminated, missing)
    s.attempt("delete", client.delete_run, missing)
    s.attempt("parent", client.get_parent_run, missing)
    s.attempt("history", client.get_metric_history, missing, "k")

"""The short way from a parsed body to predictions, for models and bodies with which it gives what MLflow's way gives."""

from typing import Optional, Union

from mlflow.pyfunc import context as contexts

from .columns import Columns, open_columns
from .rows import Rows
from .tensors import Tensor, open_tensor

# Their predictions depend on the rows alone and have no effect beside the answer, so that asking again does no harm.
PURE_LOADERS = frozenset(("mlflow.sklearn", "mlflow.xgboost", "mlflow.lightgbm"))


class Direct:
    """A model without the general checks."""

    def __init__(self, model, form: Union[Columns, Tensor]):
        self._predict = model._predict_fn
        self._takes_params = _takes_params(model._predict_fn)
        self._params_schema = model.metadata.get_params_schema()
        self._context = {"model_id": model.model_id} if model.model_id else {}
        self._form = form
        self.joins: bool = form.joins

    def read(self, document) -> Optional[Rows]:
        """The rows of a parsed body; None for one that needs MLflow's code."""
        if type(document) is not dict or len(document) != 1:
            return None
        ((key, value),) = document.items()
        found = self._form.read(key, value)
        return None if found is None else Rows(*found)

    def predict(self, rows: Rows):
        """What the model predicts."""
        with contexts.set_prediction_context(contexts.Context(**self._context)):
            data = self._form.build(rows.values)
            return self._predict(data, params=self._default_params()) if self._takes_params else self._predict(data)

    def join(self, parts) -> Rows:
        """The rows of several requests, one after another."""
        return Rows(sum(part.count for part in parts), self._form.join([part.values for part in parts]))

    def _default_params(self):
        schema = self._params_schema
        return None if schema is None else {param.name: param.default for param in schema.params}


def open_direct(model, schema) -> Optional[Direct]:
    """The short way to a model; None when there is none."""
    metadata = model.metadata
    if schema is None or model.loader_module not in PURE_LOADERS:
        return None
    # What these models get depends on more than their signature.
    if metadata._is_signature_from_type_hint() or metadata._is_type_hint_from_example():
        return None
    if metadata.metadata and "dependencies_schemas" in metadata.metadata:
        return None
    form = open_tensor(metadata, schema) if schema.is_tensor_spec() else open_columns(metadata, schema)
    return None if form is None else Direct(model, form)


def _takes_params(predict) -> bool:
    import inspect

    params = inspect.signature(predict).parameters.get("params")
    return params is not None and params.kind != inspect.Parameter.VAR_KEYWORD

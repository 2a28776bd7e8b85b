"""The models of each flavor as ONNX, with one input of 32-bit floats."""

OPSET = 17


def convert_sklearn(folder: str, width: int):
    import mlflow.sklearn
    import skl2onnx
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.base import is_classifier

    model = mlflow.sklearn.load_model(folder)
    options = {"zipmap": False} if is_classifier(model) else None
    inputs = [("input", FloatTensorType([None, width]))]
    return skl2onnx.convert_sklearn(model, initial_types=inputs, options=options, target_opset=OPSET)


def convert_xgboost(folder: str, width: int):
    import mlflow.xgboost
    import onnxmltools
    from onnxmltools.convert.common.data_types import FloatTensorType

    model = mlflow.xgboost.load_model(folder)
    booster = model.get_booster() if hasattr(model, "get_booster") else model
    # The converter reads the place of a feature from its name.
    booster.feature_names = [f"f{place}" for place in range(width)]
    return onnxmltools.convert_xgboost(
        model, initial_types=[("input", FloatTensorType([None, width]))], target_opset=15
    )


def convert_lightgbm(folder: str, width: int):
    import mlflow.lightgbm
    import onnxmltools
    from onnxmltools.convert.common.data_types import FloatTensorType

    model = mlflow.lightgbm.load_model(folder)
    inputs = [("input", FloatTensorType([None, width]))]
    return onnxmltools.convert_lightgbm(model, initial_types=inputs, zipmap=False, target_opset=15)


CONVERTERS = {"xgboost": convert_xgboost, "lightgbm": convert_lightgbm, "sklearn": convert_sklearn}

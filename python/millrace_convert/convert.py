"""The conversion of a model, and the check that both answer alike."""

import mlflow
import numpy
import onnx
import onnxruntime
import pandas
from mlflow.models import ModelSignature, infer_signature
from onnx import helper

from .flavors import CONVERTERS
from .sample import Sample, sample_of, width_of

# 32-bit floats have seven digits, of which sums lose some.
_RELATIVE, _ABSOLUTE = 1e-3, 1e-5


class ConversionError(Exception):
    """Why a model can't be converted."""


def convert(folder: str, target: str) -> dict:
    """Writes the model of a folder as ONNX to a new folder, and tells how alike both are."""
    model = mlflow.pyfunc.load_model(folder, suppress_warnings=True)
    flavors = model.metadata.flavors
    found = [name for name in CONVERTERS if name in flavors]
    if not found:
        raise ConversionError(
            f"The model has the flavors {', '.join(flavors)}; {', '.join(CONVERTERS)} can be converted."
        )
    width = width_of(model)
    if width < 1:
        raise ConversionError(
            "A row of the model has to be a fixed number of plain numbers, which its signature says."
        )
    sample = sample_of(folder, model, width)
    wanted = numpy.asarray(model.predict(sample.rows))
    try:
        converted = CONVERTERS[found[0]](folder, width)
    except ImportError:
        raise
    except Exception as error:
        raise ConversionError(f"The converter of {found[0]} can't do it: {error}") from error
    chosen, difference = _choose(converted, sample, wanted)
    _save(chosen, target, model.metadata.get_input_schema(), sample)
    return {"rows": len(sample.rows), "isExample": sample.is_example, "difference": difference}


def _choose(converted, sample: Sample, wanted):
    """The part of the model that gives what the original predicts, and the largest difference."""
    misses = []
    for candidate in _candidates(converted):
        session = onnxruntime.InferenceSession(candidate.SerializeToString(), providers=["CPUExecutionProvider"])
        answer = session.run(None, {session.get_inputs()[0].name: sample.floats})[0]
        difference = _difference(answer, wanted)
        if difference is not None:
            return candidate, difference
        misses.append(session.get_outputs()[0].name)
    raise ConversionError(
        f"What the ONNX model gives ({', '.join(misses)}) is not what the model predicts for {len(wanted)} rows, "
        "so nothing was written."
    )


def _candidates(converted):
    for output in converted.graph.output:
        alone = _with_output(converted, output)
        yield alone
        kind = output.type.tensor_type.elem_type
        if kind in (onnx.TensorProto.FLOAT, onnx.TensorProto.DOUBLE):
            yield _last_column(alone, kind)


def _last_column(model, kind: int):
    """The last of an output's columns: the probability that is the whole answer when there are two classes."""
    [output] = model.graph.output
    changed = _with_output(model, helper.make_tensor_value_info("prediction", kind, [None]))
    last = helper.make_tensor("last", onnx.TensorProto.INT64, [], [-1])
    node = helper.make_node("Gather", [output.name, "last"], ["prediction"], axis=-1)
    changed.graph.initializer.append(last)
    changed.graph.node.append(node)
    return changed


def _with_output(model, output):
    """The model with one output; the runtime leaves out what only others need."""
    changed = onnx.ModelProto()
    changed.CopyFrom(model)
    del changed.graph.output[:]
    changed.graph.output.append(output)
    return changed


def _difference(answer, wanted):
    """The largest difference between two answers; None when they are not alike."""
    answer = numpy.asarray(answer)
    if answer.size != wanted.size or len(answer) != len(wanted):
        return None
    answer = answer.reshape(wanted.shape)
    if not (numpy.issubdtype(answer.dtype, numpy.number) and numpy.issubdtype(wanted.dtype, numpy.number)):
        return 0.0 if [str(one) for one in answer.flat] == [str(one) for one in wanted.flat] else None
    if numpy.issubdtype(wanted.dtype, numpy.integer) and not numpy.array_equal(answer, wanted):
        return None
    is_alike = numpy.allclose(answer, wanted, rtol=_RELATIVE, atol=_ABSOLUTE, equal_nan=True)
    return float(numpy.max(numpy.abs(answer.astype(float) - wanted.astype(float)), initial=0)) if is_alike else None


def _save(model, target: str, inputs, sample: Sample) -> None:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    name = session.get_outputs()[0].name
    answer = session.run(None, {session.get_inputs()[0].name: sample.floats})[0]
    is_table = inputs is not None and not inputs.is_tensor_spec()
    given = pandas.DataFrame({name: answer.reshape(len(answer), -1).tolist()}) if answer.ndim > 1 else None
    output = given if given is not None else pandas.DataFrame({name: answer})
    outputs = infer_signature(None, output if is_table else {name: answer}).outputs
    mlflow.onnx.save_model(
        model,
        target,
        signature=None if inputs is None else ModelSignature(inputs=inputs, outputs=outputs),
        input_example=sample.rows if sample.is_example else None,
        pip_requirements=[f"onnx=={onnx.__version__}", f"onnxruntime=={onnxruntime.__version__}"],
    )

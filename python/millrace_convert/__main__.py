"""Writes a model as ONNX: `python -m millrace_convert FOLDER NEW_FOLDER`. The last line of output says how, as JSON."""

import json
import sys

from .convert import ConversionError, convert


def main(arguments) -> int:
    folder, target = arguments
    try:
        report = convert(folder, target)
    except ImportError as error:
        sys.stderr.write(f"The conversion needs a Python package that is not installed: {error}.\n")
        return 1
    except ConversionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(json.dumps(report))
    return 0


sys.exit(main(sys.argv[1:]))

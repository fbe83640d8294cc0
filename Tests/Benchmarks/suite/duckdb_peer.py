"""DuckDB, in a virtual environment of the suite's own."""

import json
import os
import subprocess
import sys

from common import Failure, run

PACKAGE = "duckdb"


def environment(context):
    """The Python of an environment that has DuckDB; it is made where it is not there."""
    folder = os.path.join(context.base, "venv")
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        run([sys.executable, "-m", "venv", folder])
    if subprocess.run([python, "-c", "import duckdb"], capture_output=True).returncode != 0:
        try:
            run([python, "-m", "pip", "install", "--quiet", PACKAGE])
        except Failure as failure:
            raise Failure(f"DuckDB cannot be installed: {failure}")
    return python


def measure(context):
    child = os.path.join(os.path.dirname(os.path.abspath(__file__)), "duckdb_child.py")
    return json.loads(run([environment(context), child, context.folder, str(context.seconds)]))

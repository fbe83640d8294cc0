#!/usr/bin/env python3
"""Fails where Hindcast has become much slower or larger than fixed work of the same run.

usage: guard.py [--bounds]

`PeerBenchmark guard` imports the recording `medium` and asks it, and does beside that what never changes: it
inserts the same bodies into a plain table of SQLite, copies them in memory, and asks tables of intervals by
statements written by hand. Only ratios of the two are compared, never times. A bound is 1.8 times what was
measured when it was set, of bytes 1.3 times; a change that makes something faster lowers it here, `--bounds` prints new ones. A
measurement that exceeds one is repeated as a whole, twice at most.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
RECORDING = os.path.join(ROOT, "Tests", "Fixtures", "recordings", "medium")
PROGRAM = os.path.join(ROOT, ".build", "release", "PeerBenchmark")
ATTEMPTS_MAX = 3
MARGIN = 1.8

# What each ratio may be at most. Bytes do not depend on the machine.
BOUNDS = {
    "append to copy": 70,
    "append to plain insert": 9.8,
    "bytes of the store to bytes of its bodies": 0.17,
    "owner to its select": 131,
    "rebuild to plain insert": 5.4,
    "serving to its select": 100,
}


def measure():
    with tempfile.TemporaryDirectory(prefix="hindcast-guard-") as folder:
        done = subprocess.run([PROGRAM, "guard", RECORDING, folder], check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bounds", action="store_true", help="print what the bounds would be now")
    options = parser.parse_args()
    for attempt in range(1, ATTEMPTS_MAX + 1):
        ratios = measure()
        if options.bounds:
            print(json.dumps({name: round(value * MARGIN, 2) for name, value in ratios.items()}, indent=4, sort_keys=True))
            return
        missing = sorted(set(ratios) ^ set(BOUNDS))
        if missing:
            sys.exit("guard: no bound, or nothing measured, for " + ", ".join(missing))
        exceeded = {name: value for name, value in ratios.items() if value > BOUNDS[name]}
        for name, value in sorted(ratios.items()):
            print(f"guard: {name}: {value:.2f}, at most {BOUNDS[name]:.2f}{' EXCEEDED' if name in exceeded else ''}")
        if not exceeded:
            return
        print(f"guard: attempt {attempt} of {ATTEMPTS_MAX} exceeds a bound", flush=True)
    sys.exit("guard: something has become much slower or larger; docs/internals/benchmarks.md says what to do")


if __name__ == "__main__":
    main()

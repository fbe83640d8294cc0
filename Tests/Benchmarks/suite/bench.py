#!/usr/bin/env python3
"""Measures Hindcast and what users would pick instead, side by side, and prints one table.

usage: bench.py [--size S|M|L] [--only STAGE]… [--skip STAGE]… [--folder FOLDER] [--seconds N]

Everything is kept in FOLDER (.build/bench): the store, what peers were given, and a file of figures for each
stage, so that a run that was interrupted goes on with `--only`. A stage that cannot run says so in the table.
docs/internals/benchmarks.md says what is measured, and how.
"""

import argparse
import json
import os
import sys
import time
import traceback

# The tree stays as it is.
sys.dont_write_bytecode = True

import duckdb_peer
import grep_jq
import hindcast_stages
import kept
import over_http
import postgresql
import prometheus
import report
from common import ROOT, Context, Failure, load, raise_file_limit, say

# In the order in which they need one another.
STAGES = {
    "build": hindcast_stages.build,
    "store": hindcast_stages.store,
    "tables": hindcast_stages.tables,
    "questions": hindcast_stages.questions,
    "http": over_http.measure,
    "postgresql": postgresql.measure,
    "duckdb": duckdb_peer.measure,
    "prometheus": prometheus.measure,
    "jq": grep_jq.measure,
    "kept": kept.measure,
    "append": hindcast_stages.appending,
    "medium": hindcast_stages.medium,
    "shell": hindcast_stages.shell,
    "attribution": hindcast_stages.attribution,
    "recording": hindcast_stages.recording,
    "growth": hindcast_stages.growth,
    "scale": hindcast_stages.scale,
}
# They take long, and only who asks for them gets them.
OPTIONAL = {"scale"}


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["S", "M", "L"], default="S", help="50,000, 1 million, or 10 million events")
    parser.add_argument("--only", action="append", choices=list(STAGES) + ["report"], help="run this stage; may be repeated")
    parser.add_argument("--skip", action="append", default=[], choices=list(STAGES), help="leave this stage out")
    parser.add_argument("--folder", default=os.path.join(ROOT, ".build", "bench"))
    parser.add_argument("--seconds", type=float, default=4, help="for how long a class of questions is asked")
    parser.add_argument("--memory-seconds", type=int, default=0, help="for how long the server's memory is watched")
    parser.add_argument("--scale-events", type=int, default=20_000, help="changes of the cluster with 150,000 Pods")
    parser.add_argument("--hindcast", help="the program, instead of building it")
    parser.add_argument("--bin", help="the folder of the benchmarks, instead of building them")
    parser.add_argument("--static", action="store_true", help="build with Swift's library linked in, as it is shipped")
    return parser.parse_args()


def run_stage(name, context):
    say(f"{name} …")
    begun = time.monotonic()
    before = load()
    try:
        found = STAGES[name](context)
    except Failure as failure:
        say(f"  not measured: {failure}")
        context.keep(name, {"notMeasured": str(failure)})
        return False
    except Exception:
        # One stage that fails takes no other with it; the run says so at its end.
        traceback.print_exc()
        context.keep(name, {"notMeasured": traceback.format_exc().splitlines()[-1]})
        return False
    found["machine"] = {"before": before, "after": load()}
    context.keep(name, found)
    say(f"  {time.monotonic() - begun:.0f} s")
    return True


def main():
    options = parsed()
    raise_file_limit()
    context = Context(options)
    wanted = options.only or [name for name in STAGES if name not in OPTIONAL]
    failed = []
    for name in STAGES:
        if name in wanted and name not in options.skip and not run_stage(name, context):
            failed.append(name)
    results = {name: context.result(name) for name in STAGES}
    print(report.markdown(context.size, results))
    with open(os.path.join(context.folder, "report.json"), "w") as file:
        json.dump(results, file, indent=1, sort_keys=True)
    say(f"all figures: {os.path.join(context.folder, 'report.json')}")
    if failed:
        say("not measured: " + ", ".join(failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""grep and jq over the recording: what a user would do who kept the watches and nothing else."""

import os
import statistics
import subprocess
import time

from common import Failure, instant, needs
from questions import requests

COUNT = 2


def shell(line):
    begun = time.monotonic()
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
    # grep says 1 where nothing is found.
    if done.returncode not in (0, 1):
        raise Failure("grep and jq failed: " + done.stderr[-300:])
    return time.monotonic() - begun


def lines(question, request, subjects, recording):
    """A pipeline for one question."""
    subject, begin, end = request
    slices, pods = (os.path.join(recording, name) for name in ("watch-endpointslices.jsonl", "watch-pods.jsonl"))
    if question == "owner":
        address = subjects["addresses"][subject]
        return (
            f"grep -F '\"podIP\":\"{address}\"' {pods} | jq -c 'select(.receivedAt <= \"{instant(begin)}\")"
            " | [.receivedAt, .event.type, .event.object.metadata.name]' | tail -n 1"
        )
    namespace, name = subjects["services"][subject]["name"].split("/")
    where = f'.event.object.metadata.namespace == "{namespace}" and .receivedAt <= "{instant(end)}"'
    what = "[.receivedAt, .event.type, .event.object.metadata.name, .event.object.endpoints]"
    if question == "outages":
        what = "[.receivedAt, .event.object.metadata.name, ([.event.object.endpoints[]? | select(.conditions.ready)] | length)]"
    return (
        f"grep -F '\"kubernetes.io/service-name\":\"{name}\"' {slices}"
        f" | jq -c 'select({where}) | {what}' | tail -n 1"
    )


def measure(context):
    needs("jq")
    subjects = context.subjects()
    if not os.path.exists(os.path.join(context.recording, "watch-pods.jsonl")):
        raise Failure("the recording is not there; `--only store` makes it again")
    found = {}
    for question in ("serving", "owner", "hour", "outages"):
        asked = requests(question, subjects, COUNT)
        times = [shell(lines(question, request, subjects, context.recording)) for request in asked]
        found[question] = {"p50": statistics.median(times) * 1e6, "questions": COUNT}
    return found

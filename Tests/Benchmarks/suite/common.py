"""What all stages of the benchmark suite use: where things are, and how programs are run."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
CLUSTER = "simulated"
CHECKS = ["--disable-automatic-resolution", "--explicit-target-dependency-import-check", "error"]
CLASSES = ["serving", "owner", "hour", "diff", "outages"]
EVENTS = {"S": 50_000, "M": 1_000_000, "L": 10_000_000}


class Failure(Exception):
    """A stage that could not be measured, and why."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(arguments, **options):
    """Runs a program to its end and returns what it printed."""
    try:
        done = subprocess.run(arguments, check=True, capture_output=True, text=True, **options)
        return done.stdout
    except FileNotFoundError:
        raise Failure(f"there is no program `{arguments[0]}`")
    except subprocess.CalledProcessError as failure:
        raise Failure(f"`{' '.join(arguments[:3])} …` failed: {failure.stderr.strip()[-500:]}")


def measured(arguments, **options):
    """Runs a program; returns seconds by the clock and of the processor, memory in MB, and its output."""
    with tempfile.TemporaryFile("w+") as errors:
        begun = time.monotonic()
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True, **options)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            told = errors.readline().strip()[:300]
            raise Failure(f"`{' '.join(arguments[:3])} …` ended with {process.returncode}: {told}")
    return {
        "seconds": seconds,
        "processorSeconds": usage.ru_utime + usage.ru_stime,
        "memoryMB": usage.ru_maxrss / 1024,
        "output": output,
    }


def needs(*programs):
    """Says which program is missing, and which of Debian's packages has it."""
    packages = {"wrk": "wrk", "promtool": "prometheus", "prometheus": "prometheus", "jq": "jq", "initdb": "postgresql"}
    for name in programs:
        if program(name) is None:
            raise Failure(f"`{name}` is not installed (Debian: {packages.get(name, name)})")


def program(name):
    """The path of a program, those of PostgreSQL's server included; None where there is none."""
    folder = "/usr/lib/postgresql"
    if os.path.isdir(folder):
        for version in sorted(os.listdir(folder), key=lambda text: [int(part) for part in text.split(".")]):
            path = os.path.join(folder, version, "bin", name)
            if os.path.exists(path):
                return path
    return shutil.which(name)


def instant(second):
    return datetime.fromtimestamp(second, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def quantiles(times):
    """p50, p95, and p99 of times in seconds, in microseconds."""
    times = sorted(times)

    def at(share):
        return times[round((len(times) - 1) * share)] * 1e6

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "questions": len(times)}


def size_of(path):
    """The bytes of a file or of all files in a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def remove_store(path):
    for suffix in ("", "-wal", "-shm", "-lock"):
        if os.path.exists(path + suffix):
            os.remove(path + suffix)


class Server:
    """A program that listens until the block is left; it is stopped by its id."""

    def __init__(self, arguments, **options):
        self.process = subprocess.Popen(arguments, text=True, **options)

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Context:
    """One run: its size, its folder, and the programs."""

    def __init__(self, options, size=None):
        self.options = options
        self.size = size or options.size
        self.base = os.path.abspath(options.folder)
        self.folder = os.path.join(self.base, self.size)
        self.results = os.path.join(self.folder, "results")
        os.makedirs(self.results, exist_ok=True)
        self.recording = os.path.join(self.folder, "recording")
        self.store = os.path.join(self.folder, "store.db")
        self.seconds = options.seconds
        release = os.path.join(ROOT, ".build", "release")
        self.hindcast = options.hindcast or os.path.join(release, "hindcast")
        self.bin = options.bin or release

    def benchmark(self, name):
        return os.path.join(self.bin, name)

    def result(self, name):
        """What a stage has found, or None."""
        path = os.path.join(self.results, name + ".json")
        if not os.path.exists(path):
            return None
        with open(path) as file:
            return json.load(file)

    def keep(self, name, value):
        with open(os.path.join(self.results, name + ".json"), "w") as file:
            json.dump(value, file, indent=1, sort_keys=True)

    def subjects(self):
        with open(os.path.join(self.folder, "subjects.json")) as file:
            return json.load(file)

    def answers(self, question):
        with open(os.path.join(self.folder, f"answers-{question}.json")) as file:
            return json.load(file)


def load():
    """How busy the machine is, for the record."""
    return {"load": list(os.getloadavg()), "processors": os.cpu_count(), "at": instant(int(time.time()))}


def raise_file_limit():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))

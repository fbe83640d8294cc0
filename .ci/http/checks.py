"""What Schemathesis cannot know of Hindcast by itself."""

import json
import re

import schemathesis

# Faults of a request's form. What the document allows must never be one of them.
FORM = {
    "bad-request",
    "malformed-body",
    "malformed-head",
    "malformed-parameter",
    "malformed-url",
    "missing-parameter",
    "repeated-parameter",
    "unknown-parameter",
}

# Parameters whose texts have a language of their own, or name something.
FREE = {"exclude", "tz"}


@schemathesis.serializer("application/x-ndjson", "text/csv")
def serialize_text(ctx, value):
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def is_counted_time(error):
    """Whether a time is within the years that 64 bits of nanoseconds count."""
    year = re.search(r"is `(\d{4})-", error["message"])
    return year is None or 1678 <= int(year[1]) <= 2261


@schemathesis.check
def accepts_allowed_form(ctx, response, case):
    """A request that the document allows may fail for what it means, not for its form."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    error = response.json()["error"]
    if error["code"] not in FORM or error.get("parameter") in FREE:
        return
    # Schemathesis adds undeclared fields to forms, though their schema forbids it.
    is_form = case.media_type == "application/x-www-form-urlencoded"
    if is_form and error["code"] == "unknown-parameter":
        return
    # Records have formats of their own; `from` and `to` come together; times are counted in 64 bits.
    if case.operation.label == "POST /api/v1/events" and error["code"] == "malformed-body":
        return
    if error["code"] == "missing-parameter" and error.get("parameter") in ("from", "to"):
        return
    if error["code"] == "malformed-parameter" and not is_counted_time(error):
        return
    raise AssertionError(f"{case.operation.label} refuses what its document allows: {error}")


@schemathesis.check
def errors_have_one_shape(ctx, response, case):
    """Every error tells its code, its category, and what was wrong, in JSON."""
    if response.status_code < 400 or case.method == "HEAD":
        return
    error = response.json()["error"]
    assert error["code"] and error["category"] and error["message"], error

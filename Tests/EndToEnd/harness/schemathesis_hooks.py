"""Tells Schemathesis about Cabdesk what the OpenAPI document cannot say."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def raw_bytes(_context, value):
    """The bytes of an upload travel as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def filter_case(_context, case) -> bool:
    """Headers (RFC 9110, section 5.1) and query parameters that nobody knows are passed over, not refused."""
    known = {parameter.name for parameter in case.operation.query}
    return not any(name.lower().startswith("x-schemathesis") for name in case.headers or {}) and (
        set(case.query or {}) <= known)


@schemathesis.hook
def before_call(_context, case, **_):
    """A long poll would only take time."""
    if (case.query or {}).get("wait") not in (None, 0, "0"):
        case.query["wait"] = "0" if str(case.query["wait"]).isdigit() else case.query["wait"]

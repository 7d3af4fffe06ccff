"""What Schemathesis has to know of Cabdesk beyond the OpenAPI document."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def raw_bytes(_context, value):
    """The bytes of an upload travel as they are."""
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def filter_case(_context, case) -> bool:
    """Headers that nobody knows are passed over, as HTTP asks (RFC 9110, section 5.1), and not refused."""
    return not any(name.lower().startswith("x-schemathesis") for name in case.headers or {})


@schemathesis.hook
def before_call(_context, case, **_):
    """A long poll would only be waited for."""
    if (case.query or {}).get("wait") not in (None, 0, "0"):
        case.query["wait"] = "0" if str(case.query["wait"]).isdigit() else case.query["wait"]

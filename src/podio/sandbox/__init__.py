"""The local Podio: an ASGI app with behaviour, for tests and for trying things out.

It imitates Podio's API from what is known of it, on state of its own: what is written is
there when it is read, wrong values are refused, tokens expire. What is not known is marked
with a comment that begins with "guess". It shares no code with the client.

Run it with `python -m podio.sandbox`, or inside a test:

    with Sandbox() as sandbox:
        ...  # sandbox.url, sandbox.client_id, sandbox.app_id, sandbox.fault(...)

How a request goes through it: `app` reads it and applies `faults`; `routing` finds the
`Route`; `oauth.authenticate` finds the caller; `limits` counts; the handler gets a `Call`,
finds objects with `access` (404, 403) and reads the body with `reading` (400); what it
returns is sent as JSON, None as 204. A `Refusal` becomes Podio's flat error body and undoes
every change of the call.

To add an operation:
    1. Find (or make) the module of its area, and what it keeps in `records` and `world`.
    2. Write a function of a `Call` that returns JSON, an `Answer` or None.
    3. Add a `Route` with method, path template and the function to the module's `ROUTES`;
       `app=True` if a token of the app grant may call it, `rate_limited=True` if it counts in
       the small pool, `other_slash=True` if clients differ on the last slash.
    4. For a new module: add its `ROUTES` to `routes`, and its first path segment to `WHOLE` in
       `coverage` when the whole area is done (until then unknown paths there are a 501).
    5. For a new field type: a `FieldType` in `values`, named in `values.registry`.
"""

from __future__ import annotations

from podio.sandbox.serve import NotLoopbackError, Sandbox

__all__ = ["NotLoopbackError", "Sandbox"]

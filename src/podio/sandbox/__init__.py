"""The local Podio: an ASGI app with behaviour, for tests and for trying things out.

It imitates Podio's API from what is known of it, on state of its own: what is written is
there when it is read, wrong values are refused, tokens expire. What is not known is marked
with a comment that begins with "guess". It shares no code with the client.

Run it with `python -m podio.sandbox`, or inside a test:

    with Sandbox() as sandbox:
        ...  # sandbox.url, sandbox.client_id, sandbox.app_id, sandbox.fault(...)

How a request goes through it: `http.app` reads it and applies `control.faults`; `http.routing`
finds the `Route`; `areas.oauth` finds the caller; `http.limits` counts; the handler gets a
`Call`, finds objects with `rights.access` (404, 403) and reads the body with `http.reading`
(400); what it returns is sent as JSON, None as 204. A `Refusal` becomes Podio's flat error body
and undoes every change of the call.

From the bottom up, and imports go down only: `state` keeps records; `rights` says who may touch
them; `views` shows them; `values` reads and shows what item fields hold; `areas` are the
operations, named as the client's areas; `seed` is what a new sandbox holds; `control` steers it;
`http.app` puts all of it behind one address, and `serve` runs that.

To add an operation:
    1. Find the file of its area in `areas`, and what it keeps in `state.records` and
       `state.world`.
    2. Write a function of a `Call` that returns JSON, an `Answer` or None.
    3. Add a `Route` with method, path template and the function to the file's `ROUTES`;
       `app=True` if a token of the app grant may call it, `rate_limited=True` if it counts in
       the small pool, `other_slash=True` if clients differ on the last slash. If
       `control.coverage` lists it under `NOT_DONE`, take it out there.
    4. Test it in `tests/sandbox`, over HTTP.

To add an area, or a type of field, see CONTRIBUTING.md, which names every file.
"""

from __future__ import annotations

from podio.sandbox.serve import NotLoopbackError, Sandbox

__all__ = ["NotLoopbackError", "Sandbox"]

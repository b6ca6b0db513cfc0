"""What a handler raises to refuse a call, and the flat body that Podio sends for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject


class Refusal(Exception):
    """Ends a call with one of Podio's flat error bodies.

    Args:
        status: HTTP status.
        error: machine code in the key `error`.
        description: text or machine code in the key `error_description`.
        detail: sub-code such as `oauth.client.invalid_id`.
        parameters: what the code is about, such as the field that was wrong.
        propagate: whether the description may be shown to the end user.
        headers: headers of the answer.
    """

    def __init__(
        self,
        status: int,
        error: str,
        description: str,
        *,
        detail: str | None = None,
        parameters: JsonObject | None = None,
        propagate: bool = False,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {error}: {description}")
        self.status = status
        self.error = error
        self.description = description
        self.detail = detail
        self.parameters = parameters or {}
        self.propagate = propagate
        self.headers = headers or {}

    def body(self, url: str, query_string: str, method: str) -> JsonObject:
        """Build the flat JSON body with the echo of the request."""
        return {
            "error": self.error,
            "error_detail": self.detail,
            "error_description": self.description,
            "error_parameters": self.parameters,
            "error_propagate": self.propagate,
            "request": {"url": url, "query_string": query_string, "method": method},
        }


def invalid_value(description: str, **parameters: object) -> Refusal:
    """Refuse a value of the request: 400, `error_parameters` says which one."""
    return Refusal(400, "invalid_value", description, parameters=parameters, propagate=True)


def not_found(description: str = "Object not found") -> Refusal:
    """Refuse because the object does not exist."""
    return Refusal(404, "not_found", description)


def forbidden(description: str) -> Refusal:
    """Refuse because the caller may not do this."""
    # guess: the code in a 403 body was never measured; the status is certain
    return Refusal(403, "forbidden", description)


def conflict(description: str) -> Refusal:
    """Refuse because the object changed or stands in the way."""
    # guess: the code in a 409 body was never measured; the status is certain
    return Refusal(409, "conflict", description)


def unauthorized(description: str) -> Refusal:
    """Refuse because no valid token came along."""
    challenge = {"WWW-Authenticate": 'Bearer realm="podio"'}
    return Refusal(401, "unauthorized", description, headers=challenge)


def not_implemented(method: str, path: str) -> Refusal:
    """Say that the sandbox does not do an operation, rather than invent an answer."""
    return Refusal(
        501,
        "not_implemented",
        f"The sandbox does not do {method} {path}. This says nothing about the real Podio.",
    )

"""The call that the sites of the tests make: who is signed in?"""

from __future__ import annotations

from typing import Any

from podio import Request


class Status:
    """Asks for the user, and reads the mail address out of the answer."""

    request = Request("GET", "/user/status")

    @staticmethod
    def mail_in(answer: Any) -> str:  # JSON
        mail: str = answer["user"]["mail"]
        return mail


STATUS = Status()

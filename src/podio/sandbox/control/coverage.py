"""Tells the operations that the sandbox does not do from those that nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.http.errors import not_found, not_implemented
from podio.sandbox.http.routing import Route, Router

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.http.errors import Refusal
    from podio.sandbox.jsontypes import Json

# Areas done here whole: a path below these that has no route is a wrong path in Podio too.
WHOLE = frozenset({"app", "batch", "file", "item", "mfa", "oauth", "org", "space", "user"})

# Operations below those words that belong to other areas or that clients alone know.
NOT_DONE = """
POST /app/{app_id}/token/regenerate
GET /file/google/{linked_account_id}/
POST /file/{file_id}/available
POST /item/app/{app_id}/cleanup_field_values
GET /item/{item_id}/{operation}
GET /oauth/client/
POST /oauth/client/
GET /oauth/client/user/{user_id}/
POST /oauth/client/user/{user_id}/
DELETE /oauth/client/{client}
GET /oauth/client/{client}
PUT /oauth/client/{client}
PUT /oauth/client/{client}/admin
POST /oauth/client/{client}/reset
GET /oauth/grant/client/
DELETE /oauth/grant/client/{client}
POST /oauth/token_by_openid
POST /org/url/validate
GET /org/user/{user_id}/
GET /org/user/{user_id}/membership/
DELETE /org/{org_id}
POST /org/{org_id}/change_to_user_model
GET /org/{org_id}/member/export
GET /org/{org_id}/member/search/
PUT /org/{org_id}/membership-type
GET /org/{org_id}/report/metrics/
GET /org/{org_id}/statistics/v2
GET /org/{org_id}/stats
POST /org/{org_id}/upgrade
POST /space/invite/accept
POST /space/invite/decline
DELETE /space/membership
GET /space/membership
POST /space/membership/claim
GET /space/org/{org_id}/count
POST /space/org/{org_id}/url/validate
POST /space/{space_id}/invite
POST /space/{space_id}/join
POST /space/{space_id}/leave
GET /space/{space_id}/member/
POST /space/{space_id}/member/
GET /space/{space_id}/member/total
GET /space/{space_id}/member/{role}/
DELETE /space/{space_id}/member/{user_ids}
PUT /space/{space_id}/member/{user_ids}
GET /space/{space_id}/member/{user_id}/v2
POST /space/{space_id}/member_request/
POST /space/{space_id}/member_request/{request_id}/accept
GET /space/{space_id}/overdue
DELETE /user/
POST /user/
GET /user/{operation}
POST /user/mail_verification/
POST /user/mail_verification/{verification_code}
GET /user/source/tier
GET /user/status/1ux
GET /user/status/1ux/space/{space_id}
GET /user/status/activation
GET /user/{user_id}/setting/{client_type}/
"""


def _never(_call: Call) -> Json:
    return None


def _table() -> Router:
    lines = [line.split() for line in NOT_DONE.strip().splitlines()]
    return Router(Route(method, path, _never) for method, path in lines)


_NOT_DONE = _table()


def unknown_operation(method: str, path: str) -> Refusal:
    """Choose the refusal for a path without a route: 501 if Podio may have it, else 404."""
    first = path.split("/")[1]
    if first not in WHOLE or _NOT_DONE.find(method, path) is not None:
        return not_implemented(method, path)
    return not_found("No matching operation could be found")

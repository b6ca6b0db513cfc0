"""The public and the billing profile of an organization."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podio.sandbox.areas.users.profiles import LISTS, NUMBERS, TEXTS, changed_profile
from podio.sandbox.http.errors import conflict, not_found
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.access import reach_org

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.records import Organization


def _with_profile(call: Call) -> tuple[Organization, JsonObject]:
    org = reach_org(call, call.number("org_id"))
    if org.appstore is None:
        raise not_found("The organization has no app store profile")
    return org, org.appstore


def get_app_store_profile(call: Call) -> Json:
    """Get the public profile."""
    _org, profile = _with_profile(call)
    return profile


def create_app_store_profile(call: Call) -> Json:
    """Make the public profile, if there is none."""
    org = reach_org(call, call.number("org_id"), admin=True)
    if org.appstore is not None:
        raise conflict("The organization has an app store profile already")
    profile_id = call.world.next_id("profile")
    stamps = {"profile_id": profile_id, "current_revision": 0, "changed_on": call.world.now()}
    profile = changed_profile({}, call.object()) | stamps
    call.world.orgs.put(replace(org, appstore=profile))
    return {"profile_id": profile_id}


def update_app_store_profile(call: Call) -> Json:
    """Change the public profile."""
    org, profile = _with_profile(call)
    reach_org(call, org.org_id, admin=True)
    stamps = {
        "profile_id": profile["profile_id"],
        "current_revision": profile["current_revision"] + 1,
        "changed_on": call.world.now(),
    }
    call.world.orgs.put(replace(org, appstore=changed_profile(profile, call.object()) | stamps))


def delete_app_store_profile(call: Call) -> Json:
    """Delete the public profile."""
    org, _profile = _with_profile(call)
    reach_org(call, org.org_id, admin=True)
    call.world.orgs.put(replace(org, appstore=None))


def get_billing_profile(call: Call) -> Json:
    """Get the profile that bills go to."""
    # guess: for administrators only
    org = reach_org(call, call.number("org_id"), admin=True)
    return {"name": org.name, **org.billing}


def update_billing_profile(call: Call) -> Json:
    """Change the profile that bills go to."""
    org = reach_org(call, call.number("org_id"), admin=True)
    # Clients send a whole contact back; its identifiers are not for writing.
    written = LISTS | TEXTS | NUMBERS
    changes = {key: value for key, value in call.object().items() if key in written}
    call.world.orgs.put(replace(org, billing=changed_profile(org.billing, changes)))


PROFILE = "/org/{org_id}/appstore"
ROUTES = (
    Route("GET", PROFILE, get_app_store_profile),
    Route("POST", PROFILE, create_app_store_profile),
    Route("PUT", PROFILE, update_app_store_profile),
    Route("DELETE", PROFILE, delete_app_store_profile),
    Route("GET", "/org/{org_id}/billing", get_billing_profile),
    Route("PUT", "/org/{org_id}/billing", update_billing_profile),
)

"""People at sites of each framework: sign in on Podio's page, come back, call, log out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contrib.browser import Browser

from tests.contrib.browser import state_in
from tests.stores.servers import posix

pytestmark = [pytest.mark.servers, posix]

ADA, BEN = "ada@sandbox.example", "ben@sandbox.example"
WIDTH = 24


def test_who_has_not_signed_in_is_nobody(browser: Browser) -> None:
    assert browser.mail("/me") is None
    assert browser.mail("/me-awaited") is None


def test_who_has_signed_in_is_known_on_every_page(browser: Browser) -> None:
    response = browser.sign_in(then="/me?again=1")
    assert (response.status_code, response.headers["Location"]) == (302, "/me?again=1")
    assert {browser.mail(path) for path in ("/me", "/me-awaited") for _ in range(4)} == {ADA}


def test_a_cookie_has_no_room_for_a_token(browser: Browser) -> None:
    browser.sign_in()
    assert browser.mail() == ADA
    assert browser.cookies()
    assert all(len(cookie) < 400 for cookie in browser.cookies().values())


@pytest.mark.parametrize("path", ["/me", "/me-awaited"])
def test_an_ended_token_is_renewed_once_for_all_workers(browser: Browser, path: str) -> None:
    browser.sign_in()
    workers = {browser.get(path).json()["worker"] for _ in range(3)}
    site = browser.site
    before = site.refreshes()
    site.sandbox.expire_access_tokens()
    with ThreadPoolExecutor(WIDTH) as pool:
        answers = [response.json() for response in pool.map(browser.get, [path] * WIDTH)]
    assert [answer.get("mail") for answer in answers] == [ADA] * WIDTH
    assert site.refreshes() == before + 1
    workers |= {answer["worker"] for answer in answers}
    assert len(workers) > 1, "one worker alone proves nothing"


def test_people_never_meet_in_one_session(browser: Browser) -> None:
    other = browser.with_cookies({})
    browser.sign_in("ada")
    other.sign_in("ben")
    browser.site.sandbox.expire_access_tokens()
    paths = ["/me", "/me-awaited"] * 8
    with other, ThreadPoolExecutor(WIDTH) as pool:
        ours, theirs = pool.map(browser.mail, paths), pool.map(other.mail, paths)
        assert (set(ours), set(theirs)) == ({ADA}, {BEN})


def test_after_the_logout_no_copy_of_the_cookies_opens_anything(browser: Browser) -> None:
    browser.sign_in()
    assert browser.mail() == ADA
    stolen = browser.cookies()
    response = browser.logout()
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert browser.mail() is None
    with browser.with_cookies(stolen) as thief:
        assert thief.mail() is None
        assert thief.mail("/me-awaited") is None


# What becomes of a person whose entry cannot be used: the page says so, and either way out works.
HAPPENS = pytest.mark.parametrize(
    ("what", "answers"),
    [
        (
            "another-key",
            {503: r"(File|Django)AuthStore was sealed with another key.*sign in again"},
        ),
        ("another-client", {401: ""}),
        ("damage", {401: ""}),
    ],
)


def spoiled(browser: Browser, what: str, answers: dict[int, str]) -> None:
    """Let something happen to somebody who is signed in."""
    browser.sign_in()
    assert browser.mail() == ADA
    assert browser.get(f"/happens/{what}").status_code == 200
    for path in ("/me", "/me-awaited", "/me"):
        response = browser.get(path)
        assert response.status_code in answers
        assert re.search(answers[response.status_code], response.json().get("problem", ""))


@HAPPENS
def test_who_has_an_entry_that_is_of_no_use_signs_in_again(
    browser: Browser, what: str, answers: dict[int, str]
) -> None:
    spoiled(browser, what, answers)
    before = browser.cookies()
    response = browser.sign_in(then="/me")
    assert (response.status_code, response.headers["Location"]) == (302, "/me")
    assert {browser.mail(path) for path in ("/me", "/me-awaited") for _ in range(4)} == {ADA}
    with browser.with_cookies(before) as thief:
        assert thief.mail() is None


@HAPPENS
def test_who_has_an_entry_that_is_of_no_use_signs_out(
    browser: Browser, what: str, answers: dict[int, str]
) -> None:
    spoiled(browser, what, answers)
    before = browser.cookies()
    response = browser.logout()
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert browser.mail() is None
    assert browser.mail("/me-awaited") is None
    with browser.with_cookies(before) as thief:
        assert thief.mail() is None
    browser.sign_in()
    assert browser.mail() == ADA


def test_another_site_cannot_log_somebody_out(browser: Browser) -> None:
    browser.sign_in()
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    response = browser.http.post(browser.address("/podio/logout"), headers=headers)
    assert response.status_code == 403
    assert browser.get("/podio/logout").status_code == 405
    assert browser.mail() == ADA


def test_cookies_that_were_planted_before_a_sign_in_do_not_open_it(browser: Browser) -> None:
    browser.sign_in("ben")
    planted = browser.cookies()
    with browser.with_cookies(planted) as victim:
        victim.sign_in("ada")
        assert victim.mail() == ADA
    with browser.with_cookies(planted) as attacker:
        assert attacker.mail() in {None, BEN}
        assert attacker.mail("/me-awaited") in {None, BEN}


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace(state_in(address), "x" * 43),
        lambda address: address.replace("state=", "other="),
        lambda address: address.replace(state_in(address), ""),
    ],
    ids=["another state", "no state", "an empty state"],
)
def test_a_sign_in_with_another_state_is_refused(browser: Browser, change: object) -> None:
    assert callable(change)
    address = browser.consent(browser.begin())
    before = browser.site.sandbox.stats()["token_requests"]
    response = browser.http.get(change(address))
    assert response.status_code == 400
    assert "Begin it again" in response.text
    assert browser.site.sandbox.stats()["token_requests"] == before
    assert browser.mail() is None


def test_a_sign_in_that_was_begun_in_another_browser_is_refused(browser: Browser) -> None:
    with browser.with_cookies({}) as attacker:
        attackers = attacker.consent(attacker.begin(), "ben")
    browser.begin()
    assert browser.http.get(attackers).status_code == 400
    assert browser.mail() is None


def test_an_answer_is_taken_once(browser: Browser) -> None:
    address = browser.consent(browser.begin())
    assert browser.http.get(address).status_code == 302
    assert browser.http.get(address).status_code == 400
    assert browser.mail() == ADA


def test_two_windows_may_sign_in_at_a_time(browser: Browser) -> None:
    first, second = browser.begin(then="/first"), browser.begin(then="/second")
    for page, then in ((first, "/first"), (second, "/second")):
        response = browser.http.get(browser.consent(page))
        assert (response.status_code, response.headers["Location"]) == (302, then)


def test_who_says_no_is_not_signed_in(browser: Browser) -> None:
    response = browser.http.get(browser.consent(browser.begin(), decision="deny"))
    assert response.status_code == 403
    assert "not granted" in response.text
    assert browser.mail() is None


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]
)
def test_nobody_is_sent_to_another_site(browser: Browser, elsewhere: str) -> None:
    assert browser.sign_in(then=elsewhere).headers["Location"] == "/"

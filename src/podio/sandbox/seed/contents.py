"""The demo items: a couple of thousand, made by counting so that they are always the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from podio.sandbox.areas.items.calculated_fields import calculated
from podio.sandbox.jsontypes import is_list
from podio.sandbox.seed.forms import CUSTOMERS, PROJECTS
from podio.sandbox.state.app_records import App, Item, Revision
from podio.sandbox.state.records import Counter

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.world import World

FIRST_DAY = datetime(2026, 1, 5, 8, 0, 0)  # noqa: DTZ001 - Podio's datetimes carry no zone
WORDS = ("login", "export", "report", "search", "invoice", "calendar", "upload", "menu", "mail")
FAULTS = ("is slow", "fails", "shows nothing", "looks wrong", "should be faster", "needs a label")
NOUNS = ("Harbour", "Meadow", "Summit", "Lantern", "Orchard", "Compass", "Anchor", "Beacon")
CITIES = (("Aarhus", 56.1629, 10.2039), ("Lyon", 45.764, 4.8357), ("Porto", 41.1579, -8.6291))


def _value(content: Json) -> list[JsonObject]:
    return [{"value": content}]


def _moment(number: int, hours: int) -> str:
    return (FIRST_DAY + timedelta(hours=number * hours)).strftime("%Y-%m-%d %H:%M:%S")


def _day(number: int, step: int) -> str:
    return (FIRST_DAY + timedelta(days=number * step % 360)).strftime("%Y-%m-%d")


class _Planter:
    """Fills apps with items; knows the ids that values point at."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.users = [user.user_id for user in world.users]
        self.profiles = [user.profile_id for user in world.users]
        self.files = [file.file_id for file in world.files]
        self.embeds = [embed.embed_id for embed in world.embeds]
        self.ids: dict[int, list[int]] = {}

    def plant(self, app: App, count: int, step: int, fill: Callable[[int], JsonObject]) -> None:
        """Make items whose values `fill` gives by the external id of the field."""
        keys = {field.external_id: str(field.field_id) for field in app.fields}
        made = self.ids.setdefault(app.app_id, [])
        for number in range(count):
            values = {
                keys[name]: held if is_list(held) else _value(held)
                for name, held in fill(number).items()
                if held is not None
            }
            moment = _moment(number, step)
            author = {"type": "user", "id": self.users[number % 3]}
            revision_id = self.world.next_id("revision")
            revision = Revision(revision_id, 0, 0, "creation", moment, author, 11)
            item = Item(
                item_id=self.world.next_id("item"),
                app_id=app.app_id,
                app_item_id=number + 1,
                values=calculated(values, app),
                revisions=[revision],
                external_id=f"{app.url_label}-{number + 1}",
                tags=["demo"] if number % 5 == 0 else [],
                last_event_on=moment,
                priority=float(number + 1),
            )
            self.world.items.put(item)
            made.append(item.item_id)
        name = f"app_item {app.app_id}"
        self.world.counters.put(Counter(name, count))

    def customer(self, number: int) -> JsonObject:
        city, lat, lng = CITIES[number % 3]
        name = f"{NOUNS[number % 8]} & {NOUNS[(number // 8 + 3) % 8]} Ltd"
        return {
            "name": name,
            "organization": name,
            "phone": [{"type": "work", "value": f"+45 70 10 {number:02} 00"}],
            "email": [{"type": "work", "value": f"office{number + 1}@customer.example"}],
            "address": [
                {"value": f"Main street {number + 1}, {city}", "city": city, "lat": lat, "lng": lng}
            ],
            "website": [{"embed": self.embeds[number % 2], "file": None}],
            "logo": self.files[1] if number % 4 == 0 else None,
        }

    def project(self, number: int) -> JsonObject:
        start = _moment(number, 90)
        return {
            "title": f"Project {NOUNS[number % 8]} {number + 1}",
            "description": f"<p>Delivery of <b>{NOUNS[number % 8]}</b>.</p>",
            "status": number % 4 + 1,
            "period": [{"start": start, "end": _moment(number + 3, 90)}],
            "lead": self.profiles[number % 3],
            "customer": self.ids[CUSTOMERS][number % 40],
            "budget": [{"value": f"{(number + 1) * 1500}.0000", "currency": "EUR"}],
            "hours": f"{number * 7.5 + 10:.4f}",
            "rate": "95.0000",
            "progress": number * 4 % 101,
            "contract": self.files[0] if number % 3 == 0 else None,
        }

    def ticket(self, number: int) -> JsonObject:
        return {
            "title": f"The {WORDS[number % 9]} {FAULTS[number // 9 % 6]} (no. {number + 1})",
            "status": number % 4 + 1,
            "blocking": 1 if number % 7 == 0 else 2,
            "assignee": self.profiles[number % 4] if number % 6 else None,
            "due": [{"start": _day(number, 1), "end": None}] if number % 3 else None,
            "points": f"{number % 13}.0000",
            "time-spent": number % 50 * 900,
            "progress": number % 101,
            "project": self.ids[PROJECTS][number % 24] if number % 2 else None,
            "reporter": [{"type": "work", "value": f"reporter{number % 40}@customer.example"}],
        }

    def invoice(self, number: int) -> JsonObject:
        paid = number % 3 == 2  # noqa: PLR2004 - every third
        return {
            "number": f"INV-{number + 1:05}",
            "customer": self.ids[CUSTOMERS][number % 40],
            "issued": [{"start": _day(number, 5), "end": None}],
            "quantity": f"{number % 9 + 1}.0000",
            "unit-price": f"{(number % 17 + 1) * 12.5:.4f}",
            "paid": [{"value": f"{number * 10}.0000", "currency": "EUR"}] if paid else None,
            "state": ("draft", "sent", "paid")[number % 3],
        }

    def meeting(self, number: int) -> JsonObject:
        start = FIRST_DAY + timedelta(days=number * 7, hours=1)
        ends = [start, start + timedelta(hours=1)]
        first, last = (moment.strftime("%Y-%m-%d %H:%M:%S") for moment in ends)
        return {
            "subject": f"Weekly {number + 1}",
            "time": [{"start": first, "end": last}],
            "participants": [{"value": self.profiles[0]}, {"value": self.profiles[3]}],
            "place": "Room 4",
            "agenda": "<ul><li>News</li><li>Numbers</li></ul>",
        }

    def exhibit(self, number: int) -> JsonObject:
        city, lat, lng = CITIES[number % 3]
        return {
            "name": f"Exhibit {number + 1}",
            "curator": self.profiles[3],
            "guard": self.users[number % 6],
            "picture": self.files[3],
            "film": self.files[2],
            "player": "<iframe></iframe>",
            "papers": self.files[4],
            "link": [{"embed": self.embeds[number % 2], "file": self.files[3]}],
            "hotline": [{"type": "work", "value": "+45 70 20 20 20"}],
            "phone": [{"type": "mobile", "value": "+45 70 20 20 21"}],
            "mail": [{"type": "work", "value": "museum@aurora.example"}],
            "condition": ("good", "fair", "poor")[number % 3],
            "wings": [{"value": 1}, {"value": number % 2 + 2}],
            "on-loan": number % 2 + 1,
            "keywords": [{"value": "glass"}, {"value": "old"}],
            "height": f"{number + 0.5:.4f}",
            "value": [{"value": f"{number * 1000}.5000", "currency": "DKK"}],
            "restored": number * 10 % 101,
            "tour": 3604 + number,
            "origin": [{"value": city, "city": city, "lat": lat, "lng": lng}],
            "acquired": [{"start": _day(number, 9), "end": _day(number, 9)}],
        }


def seed_items(world: World) -> None:
    """Fill the apps with items."""
    planter = _Planter(world)
    apps = {app.config["name"]: app for app in world.apps}
    planter.plant(apps["Customers"], 40, 9, planter.customer)
    planter.plant(apps["Projects"], 24, 40, planter.project)
    planter.plant(apps["Tickets"], 2000, 2, planter.ticket)
    planter.plant(apps["Invoices"], 60, 24, planter.invoice)
    planter.plant(apps["Meetings"], 12, 168, planter.meeting)
    planter.plant(apps["Field museum"], 10, 50, planter.exhibit)

"""The demo apps: together they use every field type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podio.sandbox.seed.credentials import demo_secret
from podio.sandbox.seed.people import BEGAN
from podio.sandbox.state.app_records import App, Field
from podio.sandbox.state.records import Embed, File, View

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.world import World

COLORS = ("DCEBD8", "F7D6D0", "D1F3EC", "FFF3C4", "E1D8ED")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A demo app: name, space (from 0), and its fields as (type, label, settings)."""

    name: str
    item_name: str
    space: int
    fields: tuple[tuple[str, str, JsonObject], ...]
    type: str = "standard"
    required: str = ""
    mappings: dict[str, str] = field(default_factory=dict[str, str])


def options(*texts: str) -> JsonObject:
    """Make the settings of a category."""
    listed = [
        {"id": number, "text": text, "status": "active", "color": COLORS[number % len(COLORS)]}
        for number, text in enumerate(texts, 1)
    ]
    return {"options": listed, "multiple": False, "display": "inline"}


def refers(*app_ids: int) -> JsonObject:
    """Make the settings of a relationship."""
    apps = [{"app_id": app_id, "view_id": None} for app_id in app_ids]
    return {"referenced_apps": apps, "multiple": True}


PLAIN: JsonObject = {"size": "small", "format": "plain"}
RICH: JsonObject = {"size": "large", "format": "html"}
EUROS: JsonObject = {"allowed_currencies": ["EUR", "USD", "DKK"]}
PERSON: JsonObject = {"type": "space_users", "valid_types": ["user"]}
DATE: JsonObject = {"time": "enabled", "end": "enabled", "calendar": True, "color": "DCEBD8"}
PROJECTS, TICKETS, CUSTOMERS = 26_001, 26_002, 26_003

FORMS = (
    Form(
        "Projects",
        "Project",
        0,
        (
            ("text", "Title", PLAIN),
            ("text", "Description", RICH),
            ("category", "Status", options("Planned", "Active", "On hold", "Done")),
            ("date", "Period", DATE),
            ("contact", "Lead", PERSON),
            ("app", "Customer", refers(CUSTOMERS)),
            ("money", "Budget", EUROS),
            ("number", "Hours", {"decimals": 1}),
            ("number", "Rate", {"decimals": 2}),
            ("calculation", "Cost", {"script": "HOURS * RATE", "return_type": "number"}),
            ("progress", "Progress", {}),
            ("file", "Contract", {"allowed_mimetypes": None}),
        ),
        required="Title",
    ),
    Form(
        "Tickets",
        "Ticket",
        0,
        (
            ("text", "Title", PLAIN),
            ("category", "Status", options("Open", "In work", "Waiting", "Closed")),
            ("question", "Blocking", options("Yes", "No")),
            ("contact", "Assignee", PERSON),
            ("date", "Due", {**DATE, "end": "disabled"}),
            ("number", "Points", {"decimals": 0}),
            ("duration", "Time spent", {"fields": ["hours", "minutes"]}),
            ("progress", "Progress", {}),
            ("app", "Project", refers(PROJECTS)),
            ("email", "Reporter", {"possible_types": ["work", "home", "other"]}),
        ),
        required="Title",
    ),
    Form(
        "Customers",
        "Customer",
        1,
        (
            ("text", "Name", PLAIN),
            ("tag", "Organization", {}),
            ("phone", "Phone", {"possible_types": ["work", "mobile", "other"]}),
            ("email", "Email", {"possible_types": ["work", "home", "other"]}),
            ("location", "Address", {"has_map": True, "structured": True}),
            ("embed", "Website", {}),
            ("image", "Logo", {"allowed_mimetypes": ["image/*"]}),
        ),
        type="contact",
        mappings={"Name": "contact_name", "Phone": "contact_phone", "Email": "contact_email"},
    ),
    Form(
        "Invoices",
        "Invoice",
        1,
        (
            ("text", "Number", PLAIN),
            ("app", "Customer", refers(CUSTOMERS)),
            ("date", "Issued", {**DATE, "time": "disabled", "end": "disabled"}),
            ("number", "Quantity", {"decimals": 0}),
            ("number", "Unit price", {"decimals": 2}),
            ("calculation", "Total", {"script": "QUANTITY * UNIT", "return_type": "number"}),
            ("money", "Paid", EUROS),
            ("state", "State", {"allowed_values": ["draft", "sent", "paid"]}),
        ),
    ),
    Form(
        "Meetings",
        "Meeting",
        2,
        (
            ("text", "Subject", PLAIN),
            ("date", "Time", DATE),
            ("contact", "Participants", PERSON),
            ("location", "Place", {"has_map": True, "structured": False}),
            ("text", "Agenda", RICH),
        ),
        type="meeting",
        mappings={"Time": "meeting_time", "Participants": "meeting_participants"},
    ),
    Form(
        "Field museum",
        "Exhibit",
        2,
        (
            ("text", "Name", PLAIN),
            ("separator", "People", {}),
            ("contact", "Curator", {"type": "all_users", "valid_types": ["user"]}),
            ("member", "Guard", {}),
            ("separator", "Things", {}),
            ("image", "Picture", {"allowed_mimetypes": ["image/*"]}),
            ("video", "Film", {}),
            ("media", "Player", {}),
            ("file", "Papers", {"allowed_mimetypes": None}),
            ("embed", "Link", {}),
            ("tel", "Hotline", {"possible_types": ["work", "mobile", "other"]}),
            ("phone", "Phone", {"possible_types": ["work", "mobile", "other"]}),
            ("email", "Mail", {"possible_types": ["work", "other"]}),
            ("state", "Condition", {"allowed_values": ["good", "fair", "poor"]}),
            ("category", "Wings", {**options("North", "South", "East"), "multiple": True}),
            ("question", "On loan", options("Yes", "No")),
            ("tag", "Keywords", {}),
            ("number", "Height", {"decimals": 2}),
            ("money", "Value", EUROS),
            ("progress", "Restored", {}),
            ("duration", "Tour", {"fields": ["hours", "minutes", "seconds"]}),
            ("calculation", "Double height", {"script": "HEIGHT * 2", "return_type": "number"}),
            ("location", "Origin", {"has_map": True, "structured": True}),
            ("date", "Acquired", DATE),
            ("app", "Related", refers()),
        ),
    ),
)


def seed_apps(world: World) -> None:
    """Fill in the apps, a few saved views, files and links."""
    spaces = list(world.spaces)
    for position, form in enumerate(FORMS):
        app_id, space = world.next_id("app"), spaces[form.space]
        config = {
            "type": form.type,
            "name": form.name,
            "item_name": form.item_name,
            "description": f"Demo data: {form.name.lower()}",
            "icon": "251.png",
            "icon_id": 251,
        }
        world.apps.put(
            App(
                app_id=app_id,
                space_id=space.space_id,
                config=config,
                fields=_fields(world, form),
                url_label=form.name.lower().replace(" ", "-"),
                token=demo_secret(f"app token {app_id}"),
                owner=space.created_by,
                created_on=BEGAN,
                position=position,
            )
        )
    owner = next(iter(world.users)).user_id
    status = world.apps.get(TICKETS)
    key = "" if status is None else str(status.fields[1].field_id)
    for name, wanted in (("Open tickets", [1]), ("Closed tickets", [4])):
        view_id = world.next_id("view")
        filters = {key: wanted}
        world.views.put(View(view_id, TICKETS, name, BEGAN, owner, filters, "created_on"))
    _seed_files(world, owner)


def _fields(world: World, form: Form) -> list[Field]:
    fields: list[Field] = []
    ids: dict[str, int] = {}
    for delta, (kind, label, settings) in enumerate(form.fields):
        field_id = world.next_id("field")
        ids[label.split()[0].upper()] = field_id
        script = " ".join(
            f"@[{word.title()}](field_{ids[word]})" if word in ids else word
            for word in settings.get("script", "").split()
        )
        config: JsonObject = {
            "label": label,
            "description": None,
            "delta": delta,
            "required": label == form.required,
            "visible": True,
            "hidden": False,
            "hidden_create_view_edit": False,
            "unique": False,
            "mapping": form.mappings.get(label),
            "default_value": None,
            "settings": {**settings, "script": script} if script else settings,
        }
        fields.append(Field(field_id, kind, label.lower().replace(" ", "-"), config))
    return fields


def _seed_files(world: World, owner: int) -> None:
    actor = {"type": "user", "id": owner}
    spaces = [space.space_id for space in world.spaces]
    for name, mimetype, content, space in (
        ("contract.txt", "text/plain", b"A contract between two demo parties.\n" * 20, 0),
        ("logo.png", "image/png", PIXEL, 1),
        ("film.mp4", "video/mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(64), 2),
        ("picture.png", "image/png", PIXEL, 2),
        ("papers.txt", "text/plain", b"Where the exhibit comes from.\n", 2),
    ):
        file = File(
            file_id=world.next_id("file"),
            name=name,
            mimetype=mimetype,
            size=len(content),
            created_on=BEGAN,
            created_by=actor,
            created_via=11,
            ref_type="space",
            ref_id=spaces[space],
        )
        world.files.put(file)
        world.database.write_content(file.file_id, content)
    for title in ("Example site", "Example news"):
        label = title.split()[1].lower()
        world.embeds.put(Embed(world.next_id("embed"), f"https://{label}.example/", title))

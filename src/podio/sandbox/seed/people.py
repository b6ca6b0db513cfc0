"""The demo client, users, organizations and spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.sandbox.seed.credentials import CREDENTIALS, demo_secret
from podio.sandbox.state.records import Organization, OrgMember, Space, SpaceMember, User
from podio.sandbox.state.token_records import Client

if TYPE_CHECKING:
    from podio.sandbox.state.world import World

BEGAN = "2026-01-05 08:00:00"
# name, time zone, title, phone
PEOPLE = (
    ("Ada Berg", "Europe/Copenhagen", "Head of delivery", "+45 70 00 00 01"),
    ("Ben Okoro", "Europe/London", "Engineer", "+44 20 0000 0002"),
    ("Cleo Marsh", "America/New_York", "Sales lead", "+1 212 000 0003"),
    ("Dae Kim", "Asia/Seoul", "Designer", "+82 2 000 0004"),
    ("Mia Lund", "Europe/Copenhagen", "Controller", "+45 70 00 00 05"),
    ("Noor Aziz", "UTC", "Guest", "+971 4 000 0006"),
)
# name, label, domains
ORGANIZATIONS = (
    ("Northwind Works", "northwind-works", ["northwind.example"]),
    ("Aurora Lab", "aurora-lab", ["aurora.example"]),
)
# organization (from 0), name, label, members as (person from 0, role)
SPACES: tuple[tuple[int, str, str, tuple[tuple[int, str], ...]], ...] = (
    (0, "Delivery", "delivery", ((0, "admin"), (1, "regular"), (2, "regular"), (4, "regular"))),
    (0, "Sales", "sales", ((2, "admin"), (0, "admin"), (3, "light"))),
    (1, "Research", "research", ((0, "admin"), (3, "admin"), (5, "light"))),
    (1, "Board room", "board-room", ((3, "admin"),)),
)


def seed_people(world: World) -> None:
    """Fill in who there is and where they meet."""
    world.clients.put(
        Client(
            client_id=CREDENTIALS.client_id,
            auth_client_id=11,
            secret=CREDENTIALS.client_secret,
            name="Sandbox demo client",
            url="http://localhost/",
            domains=["localhost", "127.0.0.1", "client.example"],
        )
    )
    world.clients.put(
        Client(
            client_id="podio-sandbox-other",
            auth_client_id=12,
            secret=demo_secret("secret of the other client", 64),
            name="Another client",
            url="http://localhost/other",
            domains=["localhost"],
        )
    )
    users = [_user(world, number) for number in range(len(PEOPLE))]
    for number, (name, label, domains) in enumerate(ORGANIZATIONS):
        org_id = world.next_id("org")
        founder = users[0 if number == 0 else 3]
        world.orgs.put(Organization(org_id, name, label, BEGAN, founder, domains=domains))
    _seed_spaces(world, users)


def _user(world: World, number: int) -> int:
    name, zone, title, phone = PEOPLE[number]
    first = name.split()[0].lower()
    user_id = world.next_id("user")
    second_factor = first == "mia"
    world.users.put(
        User(
            user_id=user_id,
            profile_id=world.next_id("profile"),
            mail=f"{first}@sandbox.example",
            password=demo_secret(f"password of {first}", 16),
            name=name,
            created_on=BEGAN,
            timezone=zone,
            profile={"title": [title], "phone": [phone]},
            otp=CREDENTIALS.mfa_otp if second_factor else None,
            recovery_codes=[CREDENTIALS.mfa_recovery_code] if second_factor else [],
            sharefile=CREDENTIALS.sharefile_authorization if first == "ada" else None,
            last_seen_on="2026-06-01 09:00:00",
        )
    )
    return user_id


def _seed_spaces(world: World, users: list[int]) -> None:
    orgs = [org.org_id for org in world.orgs]
    joined: set[tuple[int, int]] = set()
    for org, name, label, members in SPACES:
        space_id = world.next_id("space")
        owner = users[members[0][0]]
        world.spaces.put(Space(space_id, orgs[org], name, label, BEGAN, owner))
        for person, role in members:
            member_id = world.next_id("space_member")
            world.space_members.put(SpaceMember(member_id, space_id, users[person], role, BEGAN))
            if (org, person) in joined:
                continue
            joined.add((org, person))
            admin = person == 0 if org == 0 else person in {0, 3}
            world.org_members.put(
                OrgMember(
                    member_id=world.next_id("org_member"),
                    org_id=orgs[org],
                    user_id=users[person],
                    role="admin" if admin else role.replace("admin", "regular"),
                    employee=role != "light",
                )
            )

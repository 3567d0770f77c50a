"""The people of the demonstration, as its files tell of them. Needs neither a database nor settings."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from .first_day import DEMO_DAY

PASSWORD = "tokyo-commons-demo"  # noqa: S105 - of people who do not exist, printed by make demo
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Role:
    """A role in a body (its 団体コード, or ``hub``), with the first and last day on which it is held."""

    organisation: str
    role: str
    valid_from: dt.date
    valid_until: dt.date


@dataclass(frozen=True)
class Person:
    """An invented person who can sign in."""

    id: str
    name: str
    kana: str
    email: str
    department: str
    title: str
    memberships: tuple[Role, ...]


@dataclass(frozen=True)
class PersonOfInterest:
    """Somebody worth trying the site as: who they are, and what their day shows."""

    person: Person
    labels: dict[str, str]
    descriptions: dict[str, str]

    @property
    def id(self) -> str:
        """Return the person's id."""
        return self.person.id

    @property
    def email(self) -> str:
        """Return the address with which the person signs in."""
        return self.person.email

    def label_in(self, language: str) -> str:
        """Return the name, held together, after what the person is, in ``ja`` or ``en``."""
        return f"{self.labels[language]} {self.person.name.replace(' ', NO_BREAK_SPACE)}"


@cache
def everyone() -> dict[str, Person]:
    """Return all people by id."""
    return {row["id"]: _person(row) for row in _read("people.yaml")["users"]}


@cache
def of_interest() -> tuple[PersonOfInterest, ...]:
    """List those who have a button, in the order of the buttons."""
    known = everyone()
    return tuple(
        PersonOfInterest(person=known[row["id"]], labels=row["label"], descriptions=row["description"])
        for row in _read("persons_of_interest.yaml")
    )


def _read(name: str) -> Any:
    return yaml.safe_load((files("commons.demo") / "data" / name).read_text(encoding="utf-8"))


def _person(row: dict[str, Any]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        kana=row["kana"],
        email=row["email"],
        department=row["department"],
        title=row["title"],
        memberships=tuple(
            Role(
                organisation=held["organisation"],
                role=held["role"],
                valid_from=DEMO_DAY + dt.timedelta(days=int(held["valid_from_on"])),
                valid_until=DEMO_DAY + dt.timedelta(days=int(held["valid_until_on"])),
            )
            for held in row["memberships"]
        ),
    )

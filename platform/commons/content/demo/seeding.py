"""Write the demonstration's pages. Whatever is there stays as it is."""

import datetime as dt
import json
from importlib.resources import files
from typing import Any

import yaml
from wagtail.models import Page

from commons.accounts.models import User
from commons.content import sites
from commons.content.models import BodyPage, BodySite, ManualPage, NoticePage, ReportPage, SectionPage
from commons.tenancy.models import Organisation
from commons.values import clock

from . import parts

MAIL = "{}@demo.example"


def seed() -> None:
    """Write what is missing: the hub's pages, reports and manuals first, for notices link to them."""
    sites.make()
    told = yaml.safe_load((files("commons.content.demo") / "content.yaml").read_text(encoding="utf-8"))
    writer = _Writer(told)
    writer.pages()
    writer.reports()
    writer.manuals()
    writer.hub()
    writer.municipalities()


class _Writer:
    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.now = clock.now()
        self.bodies = {body.code or "hub": body for body in Organisation.objects.all()}
        self.sites = {site.organisation_id: site for site in BodySite.objects.select_related("home")}
        self.users = {user.email: user for user in User.objects.filter(email__endswith=MAIL.format(""))}
        self.links: parts.Links = {}

    def pages(self) -> None:
        """Write the hub's plain pages: about, help, questions, terms, personal data, accessibility."""
        home = self.sites[self.bodies["hub"].pk].home
        for row in self.told["pages"]:
            self.links[f"page:{row['id']}"] = f"/pages/{row['id']}/"
        for row in self.told["pages"]:
            text = row.get("blocks") or [
                part
                for one in row["questions"]
                for part in (
                    {"type": "heading", "value": one["question"]},
                    {"type": "paragraph", "value": one["answer"]},
                )
            ]
            self._page(home, SectionPage, row, body=parts.body_of(text, self.links), title_en=row.get("title_en", ""))

    def reports(self) -> None:
        """Write the reports."""
        for row in self.told["reports"]:
            self.links[f"report:{row['id']}"] = f"/pages/reports/{row['id']}/"
            report = self._page(
                self._section("hub", "reports"),
                ReportPage,
                row,
                summary=row["summary"],
                organisation=self.bodies[row["body"]],
                topic=row["topic"],
                measured=row["measured"],
                figures=json.dumps([{"type": "figure", "value": figure} for figure in row["figures"]]),
                body=parts.body_of(row["blocks"], self.links),
            )
            if report:
                report.adopted_by.set([self.bodies[code] for code in row["adopted_by"]])
                report.save()

    def manuals(self) -> None:
        """Write the manuals."""
        for row in self.told["manuals"]:
            self.links[f"manual:{row['id']}"] = f"/pages/manuals/{row['id']}/"
            steps = [{"type": "step", "value": step | {"image": None, "alternative": ""}} for step in row["steps"]]
            self._page(
                self._section("hub", "manuals"),
                ManualPage,
                row,
                summary=row["summary"],
                organisation=self.bodies[row["body"]],
                audience=row["audience"],
                steps=json.dumps(steps),
                checklist=json.dumps([{"type": "point", "value": point} for point in row["checklist"]]),
            )

    def hub(self) -> None:
        """Write the hub's home page and notices."""
        row = self.told["hub"]["home"]
        featured = [
            part
            for one in row["featured"]
            for part in (
                {"type": "heading", "value": one["label"]},
                {"type": "paragraph", "value": one["text"]},
                {"type": "link", "value": {"label": one["label"], "to": one["to"]}},
            )
            if parts.address_of(one["to"], self.links)
        ]
        text = [{"type": "paragraph", "value": row["text"]}, *featured]
        self._home("hub", row, parts.body_of(text, self.links))
        self._notices("hub", self.told["hub"]["notices"])

    def municipalities(self) -> None:
        """Write the home pages and notices of the bodies."""
        for row in self.told["municipalities"]:
            self._home(row["body"], row, parts.paragraphs(row["text"]))
            self._notices(row["body"], row["notices"])

    def _home(self, code: str, row: dict[str, Any], body: str) -> None:
        home: Any = self.sites[self.bodies[code].pk].home
        if home.summary:
            return
        home.title, home.summary, home.body = row["title"], row["lead"], body
        home.title_en = row.get("title_en", home.title_en)
        home.summary_en = row.get("lead_en", "")
        home.office_name = "" if code == "hub" else f"{self.bodies[code].name}（デモ） 広報の担当"
        home.office_hours = "平日 8:30〜17:15"
        home.save_revision().publish()

    def _notices(self, code: str, rows: list[dict[str, Any]]) -> None:
        section = self._section(code, "notices")
        for row in rows:
            self._page(
                section,
                NoticePage,
                row,
                category=row["category"],
                summary=row.get("summary", ""),
                body=parts.body_of(row["blocks"], self.links),
            )

    def _section(self, code: str, slug: str) -> Page:
        home = self.sites[self.bodies[code].pk].home
        return SectionPage.objects.child_of(home).get(slug=slug)

    def _page(self, parent: Page, kind: type[BodyPage], row: dict[str, Any], **fields: Any) -> Any:
        """Write a page and publish it on its day, or have it published then; return ``None`` where it is there."""
        there = Page.objects.child_of(parent).filter(slug=row["id"]).specific().first()
        if there and (there.body or not fields.get("body") or kind is not SectionPage):
            return None
        page: Any = there or kind(slug=row["id"])
        page.title, page.owner = row["title"], self.users.get(MAIL.format(row.get("author") or ""))
        for name, value in fields.items():
            setattr(page, name, value)
        at = self._day(row.get("published_on", "-120"))
        page.go_live_at = at if at > self.now else None
        if not there:
            page.live = False
            parent.refresh_from_db()
            parent.add_child(instance=page)
        page.save_revision(user=page.owner).publish(user=None)
        if at <= self.now:
            Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
        return kind.objects.get(pk=page.pk)

    def _day(self, days: str) -> dt.datetime:
        """Return nine in the morning of a day counted from the demonstration's."""
        day = self.now.astimezone(clock.JST).date() + dt.timedelta(days=int(days))
        return dt.datetime.combine(day, dt.time(9), clock.JST)

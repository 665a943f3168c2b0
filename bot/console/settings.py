"""How the bot is set up, to be read: settings, content, hours, versions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import VERSION
from bot.console.desk import NOT_SET, SET, Desk, Setting, Signed
from bot.console.page import PATHS, render, shows
from bot.core.model import Language
from bot.service.hours import Hours
from bot.store import staff
from bot.store.opening import version

ROOM = "settings"
_CLOSED_SHOWN = 6
_LOOK_AHEAD = 366


def routes(desk: Desk) -> list[Route]:
    return [shows(PATHS[ROOM], desk, _show)]


async def _show(request: Request, desk: Desk, signed: Signed) -> Response:
    office, language = desk.office, desk.pages.language(request)
    database = await version(office.store)
    async with desk.work() as work:
        names = await staff.names(work.tx, office.lead_ids)
    today = office.hours.today(work.at)
    handbook = office.assistant.handbook
    values: dict[str, Any] = {
        "settings": [_told(desk, one, language) for one in desk.settings],
        "bot": VERSION,
        "database": database,
        "content": handbook.version,
        "spoken": [desk.pages.say(code, "language.name") for code in handbook.languages],
        "closed": closed_days(office.hours, today),
        "is_open": office.hours.is_open(work.at),
        "leads": [names.get(one, one) for one in sorted(office.lead_ids)],
        "has_mail": office.mailer is not None,
    }
    return render(request, desk, signed, "settings.html", room=ROOM, **values)


def closed_days(hours: Hours, today: date) -> list[date]:
    """The next days of the office's week on which nobody is there."""
    ahead = (today + timedelta(days=i) for i in range(_LOOK_AHEAD))
    closed = [day for day in ahead if day.weekday() in hours.days and not hours.is_working_day(day)]
    return closed[:_CLOSED_SHOWN]


def _told(desk: Desk, setting: Setting, language: Language) -> Setting:
    """In the reader's language, as far as it is written there."""
    meaning, say = f"setting.{setting.name.lower()}", desk.pages.say
    values = {SET: "desk.settings.set", NOT_SET: "desk.settings.not_set"}
    return Setting(
        setting.name,
        say(language, values[setting.value]) if setting.value in values else setting.value,
        say(language, meaning) if desk.pages.has(meaning) else setting.meaning,
    )

"""Staff's verdict on an account that people reported, as a press in their chat."""

from __future__ import annotations

from bot.core.model import Say, StaffVerdict
from bot.service.ports import Edit, Key, Post, StaffAction
from bot.service.tickets import cards, cases, judging
from bot.service.tickets.cases import EXHIBIT
from bot.service.tickets.notices import tell
from bot.service.work import Work
from bot.store import outbox, reports
from bot.store.impostors import Impostor

SECOND_LOOK = "second_look"


async def not_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "not_ours")


async def ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "ours")


async def sure_not_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "not_ours", sure=True)


async def sure_ours(work: Work, action: StaffAction, impostor_id: int) -> None:
    await _press(work, action, impostor_id, "ours", sure=True)


async def _press(
    work: Work, action: StaffAction, impostor_id: int, verdict: StaffVerdict, sure: bool = False
) -> None:
    """To change a verdict takes a second press."""
    judged = await judging.judge(work, action.staff, impostor_id, verdict, sure=sure)
    impostor = judged.impostor
    if impostor is None:
        await tell(work, action, "staff.report.gone")
        return
    if judged.outcome == "done":
        await tell(work, action, "staff.done.judged", count=str(judged.told))
    else:
        await tell(work, action, "staff.report.stands", **cases.standing(work.office, impostor))
    if judged.outcome == "sure":
        await _ask_again(work, action, impostor, verdict, judged.told)
    else:
        await _show_done(work, action, impostor, sure)


async def _ask_again(
    work: Work, action: StaffAction, impostor: Impostor, verdict: StaffVerdict, count: int
) -> None:
    values = {
        **await _named(work, impostor),
        **cases.standing(work.office, impostor),
        "other": work.office.say(Say(f"staff.report.verdict.{verdict}")),
        "count": str(count),
    }
    key = Key(work.office.say(Say(f"button.staff.sure_{verdict}")), f"sure_{verdict} {impostor.id}")
    text = work.office.say(Say("staff.report.second_look", values))
    reply_to = action.message_id
    await work.send(Post(action.chat, text, ((key,),), reply_to), SECOND_LOOK, impostor.ticket_number)


async def _show_done(work: Work, action: StaffAction, impostor: Impostor, sure: bool) -> None:
    """The question whether they are sure is answered; a card that was pressed shows how it stands."""
    here = impostor.ticket_number
    if not sure:
        pressed = await outbox.what_was(
            work.tx, work.office.channel_of(action.chat).name, action.chat, action.message_id
        )
        elsewhere = pressed is not None and pressed.ticket_number != here
        await cards.refresh(work, here, None if elsewhere else action)
        return
    await cards.refresh(work, here)
    if action.callback is not None:
        values = {**await _named(work, impostor), **cases.standing(work.office, impostor)}
        text = work.office.say(Say("staff.report.changed", values))
        await work.send(Edit(action.chat, action.message_id, text), SECOND_LOOK, here)


async def _named(work: Work, impostor: Impostor) -> dict[str, str]:
    first = EXHIBIT.validate_json((await reports.first(work.tx, impostor.id)).reference)
    return {"reference": cases.shown(first.finding), "number": str(impostor.ticket_number)}

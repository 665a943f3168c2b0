"""Commands: typed with a slash or pressed as buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core import feedback, matters, own_data, reporting
from bot.core.answers import ASK_STAFF, Answers
from bot.core.handbook import Handbook
from bot.core.intents import NO_INTENT
from bot.core.model import (
    OPEN_STATES,
    Answer,
    Button,
    Clarify,
    Command,
    Conversation,
    Decision,
    Judged,
    Language,
    Message,
    Part,
    Say,
    TicketCommand,
    Turn,
    Understanding,
)
from bot.core.quoting import quoted

MENU = ("accounts", "contact", "privacy", "status", "language", "help")
NAMES = (
    *("start", "help", "language", "contact", "privacy"),
    *("mydata", "export", "delete", "status", "cancel"),
)
"""What a channel registers; buttons use a few more."""

Handler = Callable[["Commands", Message, Conversation, Language, str], Decision]


class Commands:
    """What each command does."""

    def __init__(self, handbook: Handbook, answers: Answers) -> None:
        self._handbook = handbook
        self._answers = answers

    def decide(
        self, command: Command, message: Message, conversation: Conversation, language: Language
    ) -> Decision:
        """The decision for a command; one that does not exist shows the help."""
        handler = _HANDLERS.get(command.name, Commands._help)
        return handler(self, message, conversation, language, command.argument)

    def menu(self) -> tuple[Button, ...]:
        """Everything the bot does, as buttons."""
        return tuple(Button(Say(f"button.{name}"), Command(name)) for name in MENU)

    def _start(self, _m: Message, _c: Conversation, language: Language, _a: str) -> Decision:
        return self._smalltalk(language, "start")

    def _help(self, _m: Message, _c: Conversation, language: Language, _a: str) -> Decision:
        return self._smalltalk(language, "help")

    def _smalltalk(self, language: Language, what: str) -> Decision:
        organization = {"organization": self._handbook.organization.name(language)}
        says = (Say(what, organization),)
        return Decision(language, (Answer(_understood("smalltalk"), says, self.menu()),))

    def _accounts(self, _m: Message, _c: Conversation, language: Language, _a: str) -> Decision:
        says = self._answers.official_accounts(language)
        return Decision(language, (Answer(_understood("account_verification"), says, (ASK_STAFF,)),))

    def _contact(self, _m: Message, _c: Conversation, language: Language, argument: str) -> Decision:
        field = argument if argument in self._handbook.organization.contacts else "any"
        understanding = Understanding("contact", confidence=1.0, fields=(field,))
        return Decision(
            language, (Answer(understanding, self._answers.contact(field, language), (ASK_STAFF,)),)
        )

    def _privacy(self, _m: Message, conversation: Conversation, language: Language, _a: str) -> Decision:
        bound = {s: None for t in self._handbook.topics if t.does == "personal_data" for s in t.sections}
        quotes = tuple(self._answers.quote(s, language) for s in bound)
        understanding = Understanding("personal_data", confidence=1.0, sections=tuple(bound))
        promises = own_data.promises(conversation.practice, language, conversation.on_own_page)
        says = (*promises, *quotes, *self._answers.policy())
        return Decision(language, (Answer(understanding, says, (*own_data.buttons(), ASK_STAFF)),))

    def _mydata(self, _m: Message, conversation: Conversation, language: Language, _a: str) -> Decision:
        return Decision(language, (own_data.show(as_file=False),), conversation.last)

    def _export(self, _m: Message, conversation: Conversation, language: Language, _a: str) -> Decision:
        return Decision(language, (own_data.show(as_file=True),), conversation.last)

    def _delete(self, _m: Message, conversation: Conversation, language: Language, argument: str) -> Decision:
        return Decision(language, (own_data.delete(argument, conversation.on_own_page),), conversation.last)

    def _share(self, _m: Message, conversation: Conversation, language: Language, number: str) -> Decision:
        part = own_data.consent(own_data.SHARE, number, conversation)
        return Decision(language, (part,), conversation.last)

    def _keep_back(
        self, _m: Message, conversation: Conversation, language: Language, number: str
    ) -> Decision:
        part = own_data.consent(own_data.KEEP_BACK, number, conversation)
        return Decision(language, (part,), conversation.last)

    def _language(self, _m: Message, _c: Conversation, language: Language, argument: str) -> Decision:
        if argument in self._handbook.languages:
            part = Answer(_understood("smalltalk"), (Say("language.chosen", language=argument),))
            return Decision(argument, (part,), choose_language=argument)
        buttons = tuple(
            Button(Say("language.name", language=code), Command("language", code))
            for code in self._handbook.languages
        )
        asks = tuple(Say("language.which", language=code) for code in self._handbook.languages)
        return Decision(language, (Clarify(_understood("smalltalk"), asks, buttons),))

    def _status(self, _m: Message, conversation: Conversation, language: Language, _a: str) -> Decision:
        return Decision(language, (self.status(conversation),))

    def status(self, conversation: Conversation) -> Part:
        """Where the person's open tickets stand."""
        tickets = conversation.open_tickets
        if not tickets:
            return TicketCommand(_understood("none"), (Say("status.none"),), (ASK_STAFF,))
        items = tuple(
            Say(f"status.item.{t.state}", {"number": str(t.number), "subject": _short(t.subject, 60)})
            for t in tickets
        )
        buttons = tuple(
            Button(Say("button.cancel", {"number": str(t.number)}), Command("cancel", str(t.number)))
            for t in tickets
        )
        says = (Say("status", {"tickets": items}),)
        return TicketCommand(_understood("none"), says, buttons)

    def _cancel(
        self, message: Message, conversation: Conversation, language: Language, argument: str
    ) -> Decision:
        return Decision(language, (self.cancel(conversation, argument or message.text),))

    def cancel(self, conversation: Conversation, which: str) -> Part:
        """Withdraw the ticket that `which` tells, the only one, or ask which."""
        tickets = conversation.open_tickets
        chosen = matters.meant(tickets, which)
        if len(chosen) == 1:
            number = chosen[0].number
            says = (Say("cancel.done", {"number": str(number)}),)
            return TicketCommand(_understood("none"), says, (), "cancel", number)
        if not tickets:
            return TicketCommand(_understood("none"), (Say("cancel.none"),))
        return self.ask_which(conversation)

    def ask_which(self, conversation: Conversation) -> Part:
        """Nothing is withdrawn before the person has pressed which."""
        buttons = tuple(
            Button(
                Say("button.cancel.subject", {"number": str(t.number), "subject": _short(t.subject, 20)}),
                Command("cancel", str(t.number)),
            )
            for t in conversation.open_tickets
        )
        return Clarify(_understood("none"), (Say("cancel.which"),), buttons)

    def _ask(
        self, message: Message, conversation: Conversation, language: Language, argument: str
    ) -> Decision:
        """Hand over the words of the command, else what was asked last, unless that was done before."""
        asked = Turn(argument, message.at, NO_INTENT, "") if argument else conversation.last
        return self._hand_over(asked, conversation, language)

    def _hand_over(self, last: Turn | None, conversation: Conversation, language: Language) -> Decision:
        ticket = conversation.ticket(last.ticket) if last and last.ticket is not None else None
        if last is None or (ticket and ticket.state == "withdrawn"):
            return Decision(language, (Answer(_understood("smalltalk"), (Say("ask.what"),)),))
        if ticket and ticket.state in OPEN_STATES:
            says = (Say("ask.already", {"number": str(ticket.number)}),)
            part = TicketCommand(_understood("none"), says, (), "status", ticket.number)
            return Decision(language, (part,))
        topic = "" if last.clarified else last.topic  # nothing was said of what it was perhaps about
        understanding = Understanding("none", topic, 1.0, last.sections, last.fields)
        escalate = matters.open_ticket(last.text, understanding, attachments=last.attachments)
        return Decision(language, (escalate,), last)

    def _report(self, _m: Message, conversation: Conversation, language: Language, key: str) -> Decision:
        accounts = conversation.last.accounts if conversation.last else ()
        return reporting.decide(key, conversation, language, self._answers.instead(accounts, language))

    def _helped(self, _m: Message, conversation: Conversation, language: Language, number: str) -> Decision:
        """The first word counts, unless it is a yes that becomes a no."""
        asked = feedback.find(conversation, number)
        judged = Judged(asked, helpful=True) if asked and asked.kept is None else None
        thanks = Answer(_understood("smalltalk"), (Say("feedback.thanks"),))
        return Decision(language, (thanks,), conversation.last, judged=judged)

    def _not_helped(
        self, _m: Message, conversation: Conversation, language: Language, number: str
    ) -> Decision:
        """Hand over the question that the button stands under, whatever was asked since."""
        asked = feedback.find(conversation, number)
        if asked is None:
            return self._hand_over(None, conversation, language)
        decision = self._hand_over(asked.turn, conversation, language)
        turn = decision.turn or conversation.last
        return replace(decision, turn=turn, judged=Judged(asked, helpful=False))

    def _topic(
        self, message: Message, conversation: Conversation, language: Language, argument: str
    ) -> Decision:
        """A suggestion that was pressed."""
        topic = next((t for t in self._handbook.topics if t.key == argument), None)
        if topic is None or topic.does not in PRESSABLE:
            return self._help(message, conversation, language, argument)
        part = self._answers.topic(topic, language, 1.0, topic.sections)
        last = conversation.last
        turn = Turn(
            last.text if last else "",
            message.at,
            topic.intent,
            topic.key,
            sections=quoted(part),
        )
        return Decision(language, (part,), turn)


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _understood(intent: str) -> Understanding:
    return Understanding(intent, confidence=1.0)


PRESSABLE = {"quote", "contact", "verify", "personal_data", "reply", "this_bot"}
_HANDLERS: dict[str, Handler] = {
    "start": Commands._start,
    "help": Commands._help,
    "accounts": Commands._accounts,
    "contact": Commands._contact,
    "privacy": Commands._privacy,
    own_data.MYDATA: Commands._mydata,
    own_data.EXPORT: Commands._export,
    own_data.DELETE: Commands._delete,
    own_data.SHARE: Commands._share,
    own_data.KEEP_BACK: Commands._keep_back,
    "language": Commands._language,
    "status": Commands._status,
    "cancel": Commands._cancel,
    "ask": Commands._ask,
    reporting.REPORT: Commands._report,
    feedback.HELPED: Commands._helped,
    feedback.NOT_HELPED: Commands._not_helped,
    "topic": Commands._topic,
}

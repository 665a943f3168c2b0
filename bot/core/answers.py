"""What is said to each thing people ask: only what is published, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.account_answers import AccountAnswers
from bot.core.handbook import Contact, Handbook, Topic
from bot.core.model import AccountFinding, Answer, Button, Command, Language, Part, Say, Understanding
from bot.core.quoting import quote
from bot.core.reporting import report_button

ASK_STAFF = Button(Say("button.ask"), Command("ask"))
NONE_OF_THESE = Button(Say("button.none_of_these"), Command("ask"))
CONTACT_FIELDS = ("phone", "fax", "address", "email")


class Answers:
    """Builds the parts of a reply from the handbook; `username` is the bot's own, without "@"."""

    def __init__(self, handbook: Handbook, username: str | None) -> None:
        self._handbook = handbook
        self._accounts = AccountAnswers(handbook, username)
        self.verifier = self._accounts.verifier

    def topic(self, topic: Topic, language: Language, confidence: float, sections: Sequence[str]) -> Part:
        """The answer to a topic that is not for staff; `sections` are the best ones found for a quotation."""
        sections = tuple(sections) if topic.does == "quote" else topic.sections
        fields = (topic.field,) if topic.field else ()
        understanding = Understanding(
            topic.intent, topic.key, confidence, tuple(sections), fields, topic.request
        )
        return Answer(understanding, self._says(topic, language, sections), self._buttons(topic))

    def contact(self, field: str, language: Language) -> tuple[Say, ...]:
        """One contact, or all of them for "any"; what is not on file is said so, with what is."""
        contacts = self._handbook.organization.contacts
        if field == "any":
            listed = tuple(self._contact_line(contacts[f], language) for f in CONTACT_FIELDS)
            return (Say("contact.all", {"contacts": listed}), *self._contact_source("phone", language))
        if contacts[field].value is None:
            others = tuple(
                self._contact_line(contacts[f], language) for f in CONTACT_FIELDS if contacts[f].value
            )
            others = others or (Say("contact.website", {"value": self._handbook.organization.website}),)
            return (Say(f"contact.{field}.not_on_file", {"contacts": others}),)
        return (self._contact_line(contacts[field], language), *self._contact_source(field, language))

    def several_contacts(self, answer: Part, fields: Sequence[str], language: Language) -> Part:
        """The answer with every contact that was asked for."""
        says: list[Say] = []
        for say in (say for field in fields for say in self.contact(field, language)):
            if say not in says:
                says.append(say)
        understanding = replace(answer.understanding, fields=tuple(fields))
        return replace(answer, understanding=understanding, says=tuple(says))

    def official_accounts(self, language: Language) -> tuple[Say, ...]:
        """The published list, and the caution that goes with it."""
        return self._accounts.official(language)

    def verify(self, findings: Sequence[AccountFinding], language: Language, confidence: float) -> Part:
        """The verdict on what a message points to."""
        understanding = Understanding(
            "account_verification", "account_verification.check", confidence, accounts=tuple(findings)
        )
        says = self._accounts.verdict(findings, language)
        return Answer(understanding, says, (report_button(findings),))

    def instead(self, findings: Sequence[AccountFinding], language: Language) -> tuple[Say, ...]:
        """The official accounts to use instead."""
        return self._accounts.instead(findings, language)

    def crisis(self, topic: Topic, language: Language) -> tuple[Say, ...]:
        """Words of care, the topic's own if it has any, and the crisis contacts."""
        return (Say(topic.reply or "crisis"), *self.crisis_contacts(language))

    def crisis_contacts(self, language: Language) -> tuple[Say, ...]:
        """Where to call at once."""
        contacts = tuple(
            Say(
                "crisis.item",
                {"name": c.name[language], "phone": c.phone, "note": c.note[language]},
            )
            for c in self._handbook.organization.crisis
        )
        return (Say("crisis.contacts", {"contacts": contacts}) if contacts else Say("crisis.no_contacts"),)

    def quote(self, section_id: str, language: Language) -> Say:
        """A section word for word."""
        return quote(self._handbook, section_id, language)

    def _says(self, topic: Topic, language: Language, sections: Sequence[str]) -> tuple[Say, ...]:
        quotes = tuple(self.quote(s, language) for s in sections[:1])
        own = (Say(topic.reply),) if topic.reply else ()
        if topic.does == "language":
            return (Say("language.chosen", language=topic.language),)
        if topic.does == "contact":
            return self.contact(topic.field or "any", language)
        if topic.does == "verify":
            return (*own, *self.official_accounts(language))
        if topic.does == "this_bot":
            return (*self._accounts.this_bot(), *self.official_accounts(language))
        if topic.does == "quote":
            return (*own, *quotes, *self._cut_off(sections, language))
        if topic.does in {"personal_data", "request"}:
            return (*own, *quotes, *self.policy())
        return (*own, *quotes)

    def _buttons(self, topic: Topic) -> tuple[Button, ...]:
        if topic.does == "reply" and not topic.sections:
            return ()
        return (_REPORT,) if topic.does == "verify" else (ASK_STAFF,)

    def _cut_off(self, sections: Sequence[str], language: Language) -> tuple[Say, ...]:
        """What the quoted section should give and does not: a contact that is not on file."""
        contacts = self._handbook.organization.contacts.values()
        quoted = sections[:1]
        return tuple(
            self._contact_line(c, language) for c in contacts if c.value is None and c.section in quoted
        )

    def policy(self) -> tuple[Say, ...]:
        """Where the privacy policy is, or that its address is not on file."""
        address = self._handbook.organization.privacy_policy
        return (
            Say("privacy_policy", {"address": address}) if address else Say("privacy_policy.not_on_file"),
        )

    def _contact_line(self, contact: Contact, language: Language) -> Say:
        if contact.value is None:
            return Say(f"contact.{contact.field}.missing")
        value = contact.value.get(language) or next(iter(contact.value.values()))
        return Say(f"contact.{contact.field}", {"value": value})

    def _contact_source(self, field: str, language: Language) -> tuple[Say, ...]:
        section_id = self._handbook.organization.contacts[field].section
        if section_id is None:
            return (Say("source.website", {"source": self._handbook.organization.website}),)
        quote = self.quote(section_id, language)
        return (Say("source", {k: quote.values[k] for k in ("guideline", "number", "title", "source")}),)


_REPORT = report_button(())

"""What is said to each thing people ask: only what is published, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.accounts import verdict
from bot.core.accounts.references import Reference
from bot.core.handbook import Contact, Handbook, Topic
from bot.core.model import AccountFinding, Answer, Button, Command, Language, Part, Say, Understanding

ASK_STAFF = Button(Say("button.ask"), Command("ask"))
NONE_OF_THESE = Button(Say("button.none_of_these"), Command("ask"))
CONTACT_FIELDS = ("phone", "fax", "address", "email")


class Answers:
    """Builds the parts of a reply from the handbook; `username` is the bot's own, without "@"."""

    def __init__(self, handbook: Handbook, username: str | None) -> None:
        self._handbook = handbook
        self._username = username

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
        registry = self._handbook.organization.registry
        items = tuple(
            Say(
                "account.item" if account.address else "account.item.not_on_file",
                {
                    "name": account.names.get(language, next(iter(account.names.values()))),
                    "platform": account.platform.capitalize(),
                    "address": account.address or "",
                },
            )
            for account in registry.accounts
        )
        if not items:
            return (Say("account.none"),)
        cautions = {account.section: None for account in registry.accounts if account.section}
        return (Say("account.list", {"accounts": items}), *(self.quote(s, language) for s in cautions))

    def verify(self, references: Sequence[Reference], language: Language, confidence: float) -> Part:
        """The verdict on the references of a message, worst first."""
        registry = self._handbook.organization.registry
        findings = verdict.judge(references, registry)
        worst = verdict.worst(findings)
        says: list[Say] = [self._verdict(f, len(findings) > 1) for f in findings]
        if worst != "official":
            says.append(Say("account.until_confirmed"))
        understanding = Understanding(
            "account_verification", "account_verification.check", confidence, accounts=findings
        )
        return Answer(understanding, (*says, *self.official_accounts(language)), (_REPORT,))

    def knows(self, references: Sequence[Reference]) -> bool:
        """Whether something among them is official or imitates it, so that it is no address of one's own."""
        findings = verdict.judge(references, self._handbook.organization.registry)
        return bool(findings) and verdict.worst(findings) not in {"unlisted", "cannot_tell", "name_only"}

    def this_bot(self) -> tuple[Say, ...]:
        """Does not vouch for itself: names itself, and says whether the published list names it."""
        registry = self._handbook.organization.registry
        if self._username is None:
            return (Say("this_bot.no_username"),)
        reference = Reference(
            text=f"@{self._username}", kind="handle", platform="telegram", identity=self._username
        )
        named = verdict.worst(verdict.judge((reference,), registry)) == "official"
        return (
            Say("this_bot.listed" if named else "this_bot.not_listed", {"username": f"@{self._username}"}),
        )

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
        """A section word for word; in another language where it is not published in this one."""
        text = self._handbook.section(section_id).text(language)
        return Say(
            "quote.reference_translation" if text.is_reference_translation else "quote",
            {
                "number": section_id.rpartition("#")[2],
                "title": text.title,
                "body": text.body,
                "guideline": text.guideline,
                "source": text.source,
            },
        )

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
            return (*self.this_bot(), *self.official_accounts(language))
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

    def _verdict(self, finding: AccountFinding, several: bool) -> Say:
        account = next(
            (a for a in self._handbook.organization.registry.accounts if a.id in finding.accounts), None
        )
        names = {"account": " / ".join(dict.fromkeys(account.names.values())) if account else finding.text}
        suffix = ".of_several" if several else ""
        return Say(f"verdict.{finding.verdict}{suffix}", {"reference": _unlinked(finding.text), **names})


_REPORT = Button(Say("button.report"), Command("ask"))


def _unlinked(text: str) -> str:
    """A reference that no client turns into a link, so that nobody opens it from our reply."""
    return text.replace("://", "[:]//").replace(".", "[.]").replace("@", "(at)")

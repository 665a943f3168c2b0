"""Personal data of every kind, sent in every way there is, is afterwards found nowhere in clear."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

import pytest
from starlette.routing import Route

from bot import log as logs
from bot.core.model import Attachment, Command, ForwardOrigin
from bot.core.personal_data.spans import NEVER_KEPT, Kind
from bot.service.held_data.erasing import SCRUB_EVERY
from bot.service.ports import Outgoing, Toast, TryLater, Undeliverable
from bot.store import figures
from bot.store.address import sqlite_path
from bot.store.inbox import MAX_ATTEMPTS
from bot.web.health import health_routes
from tests.conftest import OpenOffice
from tests.service.chores import HOUR, cleaned_up, count, kept
from tests.service.reporting import newest
from tests.service.scene import STAFF_CHAT, Scene
from tests.web.site import open_site

WHO = "7712345678"
"""A person's id in Telegram."""
STAFF_PHONE, STAFF_MAIL = "080-2222-3333", "jimu.kyoku@example.com"
FORWARDED = ForwardOrigin("hidden_user", title="日本画像学会 事務局")


@dataclass(frozen=True, slots=True)
class Words:
    """What a person writes in one language; `values` are within `all_`, one of each kind."""

    values: dict[Kind, str]
    sentences: tuple[str, ...]
    person: str
    request: str
    report: str
    lure: str
    answered: str
    more: str
    answer: str

    @property
    def all_(self) -> str:
        return "\n".join(sentence.format(**self.values) for sentence in self.sentences)

    @property
    def told(self) -> list[str]:
        """Each sentence, one value in each or more."""
        return [sentence.format(**self.values) for sentence in self.sentences]


JAPANESE = Words(
    {
        "mail": "taro.yamada71@example.net",
        "phone": "090-7612-5498",
        "postal_code": "162-0843",
        "address": "東京都新宿区市谷田町3-19-8",
        "birth_date": "1974年11月23日",
        "member_number": "J482913",
        "name": "山田太郎",
        "my_number": "123456789018",
        "card": "4111 1111 1111 1111",
        "bank": "三菱UFJ銀行 新宿支店 普通 7654321",
    },
    (
        "私の名前は{name}です。電話は{phone}、メールは{mail}です。",
        "住所は〒{postal_code} {address}です。生年月日は{birth_date}、会員番号は{member_number}です。",
        "マイナンバーは{my_number}、カードは{card}、口座は{bank}です。",
    ),
    "担当者と話したいです。",
    "私の個人情報を削除してください。",
    "https://x.com/isj_imaging_{} は公式ですか。",
    "会費のお支払いは https://x.com/isj_pay_{} から。",
    "コメントしたら返信はもらえますか",
    "先ほどの問い合わせに追加です。",
    f"直通は{STAFF_PHONE}、{STAFF_MAIL}です。",
)
ENGLISH = Words(
    {
        "mail": "emily.carter52@example.org",
        "phone": "+44 20 7946 0958",
        "postal_code": "NW1 6XE",
        "address": "221B Baker Street, London",
        "birth_date": "3 May 1980",
        "member_number": "E571346",
        "name": "Emily Carter",
        "my_number": "987654321093",
        "card": "5555 5555 5555 4444",
        "bank": "GB29 NWBK 6016 1331 9268 19",
    },
    (
        "My name is {name}, my phone number is {phone} and my e-mail address is {mail}.",
        "I live at {address} {postal_code}. My date of birth is {birth_date}.",
        "My membership number is {member_number} and my My Number is {my_number}.",
        "My card is {card}. My bank account is {bank}.",
    ),
    "I would like to talk to a person. ",
    "Please delete all my personal data. ",
    "Is this account official? https://x.com/isj_imaging_{} ",
    "Is this account official? https://x.com/isj_pay_{} ",
    "Do you reply to comments?",
    "One more thing about my enquiry: ",
    f"Please call {STAFF_PHONE} or write to {STAFF_MAIL}.",
)
BOTH = pytest.mark.parametrize("words", [JAPANESE, ENGLISH], ids=["ja", "en"])


async def everything_happens(scene: Scene, words: Words) -> None:
    """One of each kind of personal data by every way that a message can take."""
    scene.channel.files["file-1"] = words.all_.encode()
    await _enquiry(scene, words)
    await _report(scene, words)
    await scene.user(words.request + words.all_, WHO)
    await scene.user(f"{words.answered} {words.all_}", WHO)
    await scene.command("/ask", WHO)
    await scene.command(f"/ask {words.all_}", WHO)
    await scene.command(f"/{words.all_}", WHO)
    await scene.user(words.answered, WHO)
    await scene.command("/not_helped 1", WHO)
    await scene.receive(scene.written(words.person + words.all_, who=WHO, group="-900", message_id=5), "-900")
    await _trouble(scene, words)
    await scene.command("/mydata", WHO)
    await scene.command("/export", WHO)


async def _enquiry(scene: Scene, words: Words) -> None:
    """Opened, shared, seen, added to, rewritten, answered; with a file."""
    await scene.user(words.person + words.all_, WHO, message_id=101)
    number = await scene.newest_card()
    await scene.command(f"/share {number}", WHO)
    for key in (await scene.card(number)).buttons:
        if key.command.startswith("reveal"):
            await scene.staff_press(key.command)
    file = Attachment("document", "file-1")
    await scene.receive(scene.written(words.more + words.all_, who=WHO, attachment=file), WHO)
    await scene.receive(scene.written(words.person + words.all_, who=WHO, edit_of=101), WHO)
    await scene.staff_reply(number, words.answer)
    await scene.staff_press("send 1")
    await scene.staff_reply(number, words.answer)
    await scene.staff_press("discard 2")


async def _report(scene: Scene, words: Words) -> None:
    """Of accounts in one's own words, and of messages that were passed on."""
    for number, sentence in enumerate(words.told):
        for message in (
            scene.written(words.report.format(number) + sentence, who=WHO),
            scene.written(words.lure.format(number) + sentence, who=WHO, forward=FORWARDED),
        ):
            before = await count(scene, "reports")
            await scene.receive(message, WHO)
            await scene.command(newest(scene, WHO)[1], WHO)
            assert await count(scene, "reports") > before


async def _trouble(scene: Scene, words: Words) -> None:
    """What cannot be handled, or not be delivered, now or ever."""
    await scene.sabotage("INSERT ON messages")
    await scene.user(words.person + words.all_, WHO)
    await scene.wait_out(MAX_ATTEMPTS)
    await scene.repair()
    for fault in (Undeliverable("no"), TryLater("later", 3600.0)):
        scene.channel.faults = {STAFF_CHAT: [fault], WHO: [fault]}
        await scene.user(words.more + words.all_, WHO)
        scene.channel.faults = {}
    scene.channel.blocked_by.add(WHO)
    await scene.user(words.more + words.all_, WHO)
    scene.channel.blocked_by.clear()
    scene.clock.forward(2 * HOUR)
    await scene.runner.drain()


def forms(value: str) -> set[str]:
    """A value as it may stand somewhere: as written, in one word, its digits alone, escaped as in JSON."""
    digits = "".join(c for c in value if c.isdigit())
    plain = {value, "".join(value.split())} | ({digits} if len(digits) >= 7 else set())
    return plain | {form.encode("unicode_escape").decode() for form in plain}


def found(where: str, *values: str) -> list[str]:
    return sorted({value for value in values for form in forms(value) if form in where})


def is_reveal(one: Outgoing) -> bool:
    return isinstance(one, Toast) and one.alert


async def in_the_database(scene: Scene) -> str:
    """Every value of every column, and every byte of the files of an SQLite database."""
    columns = await kept(scene)
    texts = [
        value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for values in columns.values()
        for value in values
    ]
    file = sqlite_path(scene.office.store.engine.url)
    beside = sorted(file.parent.glob(f"{file.name}*")) if file else []
    assert len(beside) != 1, "the log is there"
    return "\n".join([*texts, *(path.read_bytes().decode(errors="replace") for path in beside)])


async def in_the_metrics(scene: Scene) -> str:
    async def measured() -> figures.Figures:
        async with scene.transaction() as tx:
            return await figures.gather(tx, scene.clock())

    async def nothing() -> str | None:
        return None

    routes: list[Route] = health_routes(nothing, measured)
    async with open_site(*routes) as (_, client):
        return "".join([await (await client.get(route.path)).text() for route in routes])


@pytest.fixture
def loggers_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("alembic", "aiosqlite", "sqlalchemy")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@BOTH
def test_every_kind_is_tried(words: Words) -> None:
    assert words.values.keys() == set(get_args(Kind))
    assert found(words.all_, *words.values.values()) == sorted(words.values.values())


@BOTH
async def test_what_does_most_harm_is_not_even_found_sealed_once_all_is_handled(
    words: Words, office: OpenOffice
) -> None:
    scene = await office()
    await _enquiry(scene, replace(words))
    await scene.user(f"{words.answered} {words.all_}", WHO)
    await scene.command("/ask", WHO)
    vault = scene.office.store.vault
    sealed = [
        vault.open(value)
        for column, values in (await kept(scene)).items()
        for value in values
        if isinstance(value, bytes) and column != "files.sealed_content"
    ]
    opened = "\n".join(sealed)
    assert found(opened, words.values["phone"]) == [words.values["phone"]]
    assert found(opened, *(words.values[kind] for kind in NEVER_KEPT)) == []


@BOTH
async def test_whatever_happens_nothing_is_found_in_clear(
    words: Words, office: OpenOffice, loggers_as_before: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one walk, because everything that can happen takes a while."""
    logs.set_up("DEBUG")
    scene = await office()
    await everything_happens(scene, words)
    check_what_was_shown(scene, words)
    await check_metrics_and_names_of_files(scene, words)
    values = (*words.values.values(), STAFF_PHONE, STAFF_MAIL)
    assert found(await in_the_database(scene), *values) == []
    await scene.command("/delete yes", WHO)
    scene.clock.forward(SCRUB_EVERY)
    await cleaned_up(scene)
    assert found(await in_the_database(scene), *values, WHO) == []
    out, err = capsys.readouterr()
    assert "failed: IntegrityError" in err
    assert "is given up" in err
    assert found(out + err, *values, WHO, "file-1") == []


def check_what_was_shown(scene: Scene, words: Words) -> None:
    """Nothing but what staff press for, and never the person's id to staff."""
    shown = [one for one in scene.channel.delivered if not is_reveal(one)]
    assert len(shown) > 30
    assert found("\n".join(map(str, shown)), *words.values.values()) == []
    assert found("\n".join(str(one) for one in shown if one.chat == STAFF_CHAT), WHO) == []
    toasts = (one for one in scene.channel.delivered if isinstance(one, Toast))
    revealed = "\n".join(one.text for one in toasts if is_reveal(one))
    assert found(revealed, *(words.values[kind] for kind in NEVER_KEPT)) == []
    assert len(found(revealed, *words.values.values())) == len(words.values) - len(NEVER_KEPT)


async def check_metrics_and_names_of_files(scene: Scene, words: Words) -> None:
    metrics = await in_the_metrics(scene)
    assert "madoguchi_outbox_dead_letters" in metrics
    names = [post.document.name for post in scene.channel.posts(WHO) if post.document]
    assert names == ["my-data.html"]
    assert found(metrics + "".join(names), *words.values.values(), WHO) == []


@BOTH
async def test_a_command_that_nobody_knows_is_kept_masked_too(words: Words, office: OpenOffice) -> None:
    scene = await office()
    await scene.receive(scene.written(who=WHO, command=Command(words.all_)), WHO)
    await scene.receive(scene.written(who=WHO, command=Command("help", words.all_)), WHO)
    assert found(await in_the_database(scene), *words.values.values()) == []

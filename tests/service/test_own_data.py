"""A person sees, and takes along, everything that is held about them, and of nobody else anything."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from bot.core.model import Attachment, Command
from bot.service.ports import Document
from tests.conftest import OpenOffice
from tests.service.chores import count, jobs_done
from tests.service.reporting import asks
from tests.service.scene import Scene

PHONE, MAIL = "090-1234-5678", "hanako.y@example.net"
ASKED = f"入会方法を教えてください（折り返しは{PHONE}へ）"
ANSWERED = "コメントしたら返信はもらえますか"
ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</section></body><h1>",
    "<!-- <script>",
    "\"'&lt;&#60;script&#62;",
    "{title} %s \\u003c",
)


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.words.setdefault(tag, []).append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words[self.open[-1]][-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("somebody wrote a comment")

    @property
    def data(self) -> Any:
        """The JSON that it holds."""
        (script,) = self.words["script"]
        return json.loads(script)


async def exported(scene: Scene, who: str = "hanako") -> Document:
    await scene.command("/export", who)
    (document,) = [post.document for post in scene.channel.posts(who) if post.document][-1:]
    assert document is not None
    return document


async def mydata(scene: Scene, who: str = "hanako") -> str:
    return "\n".join(await scene.command("/mydata", who))


async def a_life(scene: Scene) -> None:
    """One of each kind of record."""
    scene.channel.files["file-1"] = b"picture"
    await scene.user(ASKED)
    await scene.command("/share 1")
    photo = Attachment("photo", "file-1")
    await scene.receive(scene.written("先ほどの問い合わせに追加です。学生です", attachment=photo))
    await jobs_done(scene)
    await scene.staff_reply(1, "事務局からのお返事です。")
    await scene.staff_press("send 1")
    await scene.user("私の個人情報を開示してください")
    await scene.command(await asks(scene))


# --- in the chat ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "blocks"),
    [
        (
            "ja",
            (
                *(
                    "チャット：2026-04-01 12:00から。言語：日本語",
                    "お問い合わせ：3件",
                    "（折り返しは〔電話番号〕へ）",
                ),
                *(
                    "個人情報：1件",
                    "・電話番号（2026-04-01 12:00にご記入、受付番号1）：事務局にお伝えしました",
                ),
                *("ファイル：1件", "画像", "ご依頼：2件", "対応期限 2026-04-15", "2026-04-01に対応済み"),
                *(
                    "アカウント：1件",
                    "x[.]com/isj_imaging_0fficial",
                    "やり取りの記録：",
                    "事務局からのお返事です。",
                ),
            ),
        ),
        (
            "en",
            (
                *("known since 2026-04-01 12:00", "Language: English", "Your enquiries: 3", "[phone number]"),
                *("in which you wrote it: 1", "- phone number (written 2026-04-01 12:00, enquiry no. 1)"),
                *("Files: 1", "picture", "Your requests: 2", "due 2026-04-15", "done 2026-04-01"),
                *("Accounts that you reported: 1", "x[.]com/isj_imaging_0fficial", "The conversation:"),
            ),
        ),
    ],
)
async def test_everything_that_is_held_is_shown_in_words(
    language: str, blocks: tuple[str, ...], office: OpenOffice
) -> None:
    scene = await office()
    await a_life(scene)
    await scene.command(f"/language {language}")
    shown = await mydata(scene)
    assert [block for block in blocks if block not in shown] == []


async def test_no_value_is_shown_again_but_where_to_find_it_is_said(office: OpenOffice) -> None:
    scene = await office()
    await scene.user(f"{ASKED}。{MAIL}でもかまいません")
    shown = await mydata(scene) + (await exported(scene)).text
    assert PHONE not in shown
    assert MAIL not in shown
    assert "メールアドレス" in shown
    assert "その日時のご自身のメッセージ" in shown


async def test_who_never_wrote_before_sees_that_there_is_nothing(office: OpenOffice) -> None:
    scene = await office()
    shown = await mydata(scene)
    for nothing in ("お問い合わせ：0件", "個人情報：0件", "ファイル：0件", "アカウント：0件", "記録：0件"):
        assert nothing in shown


@pytest.mark.parametrize(
    ("language", "chosen"),
    [("ja", ("ご自身：（「日本語」を選択）", "ご自身：（「状況を見る」を選択）", "ご自身：/tell 1")),
     ("en", ('you: (chose "English")', 'you: (chose "See status")', "you: /tell 1"))],
)  # fmt: skip
async def test_what_was_pressed_is_told_by_the_words_on_its_button(
    language: str, chosen: tuple[str, ...], office: OpenOffice
) -> None:
    scene = await office()
    await scene.command(f"/language {language}")
    for command in ("/status", "/tell 1"):
        await scene.command(command)
    shown = await mydata(scene)
    assert [words for words in chosen if words not in shown] == []


async def test_of_a_long_conversation_the_newest_is_shown_and_the_file_has_it_all(office: OpenOffice) -> None:
    scene = await office()
    for number in range(15):
        await scene.user(f"電話番号を教えてください {number}")
    shown = await mydata(scene)
    assert "やり取りの記録：30件（新しいものから20件" in shown
    assert "教えてください 3\n" not in shown
    assert "教えてください 14\n" in shown
    assert "教えてください 3\n" in (await exported(scene)).text


async def test_looking_again_and_again_does_not_make_it_more(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    lengths = [len(await mydata(scene)) for _ in range(6)]
    assert max(lengths) < 2 * lengths[0]


async def test_of_others_nothing_is_shown(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    await scene.user("入会方法を教えてください", "taro")
    for shown in (await mydata(scene, "taro"), (await exported(scene, "taro")).text):
        assert "受付番号4" in shown or '"number": 4' in shown
        assert "折り返し" not in shown
        assert "hanako" not in shown


@pytest.mark.parametrize("command", ["mydata", "export"])
async def test_in_a_group_it_is_not_shown(command: str, office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    sent = await scene.receive(scene.written(command=Command(command), group="-900", message_id=5), "-900")
    assert "個別のチャット" in str(sent)
    assert "受付番号" not in str(sent)


@pytest.mark.parametrize("command", ["/mydata", "/export"])
async def test_that_somebody_looked_is_recorded_as_a_demand_that_is_done(
    command: str, office: OpenOffice
) -> None:
    scene = await office()
    await scene.command(command)
    rows = await scene.rows("SELECT kind, ticket_number, done_at = asked_at FROM requests")
    assert rows == [("access", None, True)]
    assert scene.staff_posts() == []


# --- as a file -----------------------------------------------------------------------------------


async def test_the_file_is_one_page_that_needs_nothing_from_elsewhere(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    document = await exported(scene)
    page = Page(document.text)
    assert document.name == "my-data.html"
    assert page.open == []
    assert {tag for tag, _ in page.tags} == {
        *("html", "head", "meta", "title", "style", "body", "h1", "section", "script"),
    }
    assert [attributes for tag, attributes in page.tags if tag == "script"] == [
        {"type": "application/json", "id": "data"}
    ]
    assert not any({"src", "href"} & attributes.keys() for _, attributes in page.tags)


async def test_the_page_has_the_same_as_json(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    said = await count(scene, "messages")
    page = Page((await exported(scene)).text)
    words = " ".join("\n".join(page.words["section"]).split())
    data = page.data
    assert {kind: len(held) for kind, held in data.items() if kind != "person"} == {
        "conversation": said,
        "enquiries": 3,
        "personal_values": 1,
        "files": 1,
        "requests": 2,
        "reports": 1,
    }
    for enquiry in data["enquiries"]:
        assert f"受付番号{enquiry['number']}（" in words
        assert enquiry["tried"].keys() == {"sections", "topic", "confidence", "verdict"}
    for entry in data["conversation"]:
        if not entry["text"].startswith("/"):
            assert scene.office.shown(" ".join(entry["text"].split())) in words
    assert data["personal_values"][0]["kind"] == "phone"
    assert data["requests"][0]["due_at"] == "2026-04-15T03:00:00+00:00"
    assert data["reports"][0]["reference"] == "https://x.com/isj_imaging_0fficial"


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_the_page_is_in_the_language_of_the_person(language: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.command(f"/language {language}")
    page = Page((await exported(scene)).text)
    organization = scene.office.assistant.handbook.organization.name(language)
    assert organization in page.words["h1"][0]
    assert page.words["title"] == page.words["h1"]
    assert ("html", {"lang": language}) in page.tags


@pytest.mark.parametrize("attack", ATTACKS)
async def test_nothing_that_people_wrote_can_act_in_the_page(attack: str, office: OpenOffice) -> None:
    scene = await office()
    await scene.user(f"担当者と話したいです {attack}")
    page = Page((await exported(scene)).text)
    assert [tag for tag, _ in page.tags if tag in {"script", "img", "h1"}] == ["h1", "script"]
    assert page.open == []
    assert page.data["enquiries"][0]["question"] == f"担当者と話したいです {attack}"
    assert any(attack in words for words in page.words["section"])


async def test_who_of_the_staff_was_at_work_is_not_told(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    await scene.staff_press("claim 2")
    for shown in (await mydata(scene), (await exported(scene)).text):
        assert "佐藤" not in shown
        assert "sato" not in shown


async def test_once_the_file_is_delivered_no_copy_of_it_is_kept(office: OpenOffice) -> None:
    scene = await office()
    await a_life(scene)
    await exported(scene)
    assert await scene.rows("SELECT COUNT(*) FROM outbox WHERE sealed_payload IS NOT NULL") == [(0,)]

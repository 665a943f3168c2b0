"""What was said in an enquiry can be searched for, redacted, as long as the enquiry is kept."""

from __future__ import annotations

from bot.service.held_data.erasing import erase_tickets
from bot.service.searching import MOST_WORDS, number, person, searchable, words
from bot.service.tickets import noting
from bot.service.work import Work
from tests.conftest import OpenOffice
from tests.service.scene import SATO


async def test_an_enquiry_is_searched_by_all_that_was_said_in_it_until_it_is_erased(
    office: OpenOffice,
) -> None:
    scene = await office()
    await scene.user("入会方法を教えてください（折り返しは090-1234-5678へ）")
    await scene.user("先ほどの問い合わせに追加です。ＦＡＸでも構いません。")
    await scene.staff_reply(1, "用紙は事務局の佐々木（03-1111-2222）から送ります。")
    await scene.staff_press("send 1")
    async with scene.transaction() as tx:
        work = Work(tx, scene.office, scene.clock(), "a note")
        assert await noting.note(work, SATO, 1, "電話した", confidential=False) == "noted"
    ((text,),) = await scene.rows("SELECT search_text FROM tickets")
    assert all(word in str(text) for word in ("入会方法", "faxでも", "用紙は"))
    assert not any(word in str(text) for word in ("090", "1111", "phone", "name", "電話した"))
    async with scene.transaction() as tx:
        await erase_tickets(tx, [1], scene.clock())
    assert await scene.rows("SELECT search_text FROM tickets") == [("",)]
    assert await scene.rows("SELECT count(*) FROM notes") == [(0,)]
    async with scene.transaction() as tx:
        work = Work(tx, scene.office, scene.clock(), "another note")
        assert await noting.note(work, SATO, 1, "もう一度", confidential=False) == "not_there"


def test_words_are_searched_as_they_are_kept() -> None:
    assert searchable("ＡＢＣは[mail]へ[phone]") == "abcは へ"
    assert words("　ＡＢＣ　は abc ") == ("abc", "は")
    assert words("\x00\ud800 　") == ()
    assert len(words(" ".join(str(n) for n in range(100)))) == MOST_WORDS
    assert len(searchable("あ い" * 5000)) > 9000, "nothing of a long text is left out"


def test_only_a_number_is_taken_for_one() -> None:
    for searched in ("12", " １２ ", "no. 12", "No.12", "#12", "受付番号12", "受付番号 12番"):
        assert number(searched) == 12, searched
    for searched in ("", "12a", "1.2", "12 13", "1234567890", "第12回"):
        assert number(searched) is None, searched


def test_a_person_is_taken_as_pages_call_them() -> None:
    for searched in ("利用者2番", "利用者２", " 利用者番号 2 ", "Person 2", "person no. ２", "PERSON #2"):
        assert person(searched) == 2, searched
    for searched in ("2", "利用者", "利用者2番の件", "2 person", "person 1234567890"):
        assert person(searched) is None, searched

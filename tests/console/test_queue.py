"""The list of enquiries: what is looked for is found, and several are closed at once with care."""

from __future__ import annotations

from multidict import MultiDict

from tests.console.browsers import csrf
from tests.console.enquiries import Enquiry, asks
from tests.console.signed import Rooms
from tests.service.scene import SATO, TANAKA

HARMFUL = '<script>alert(1)</script> **太字** [x](javascript:alert(1)) "><img src=x onerror=alert(1)>'


def listed(text: str) -> list[int]:
    """The numbers of a page's rows, in order."""
    return [
        int(part.split('"')[0])
        for part in text.split('<th scope="row"><a class="number" href="/desk/tickets/')[1:]
    ]


async def test_filters_and_words_find_enquiries_and_a_number_opens_one(rooms: Rooms) -> None:
    await asks(
        rooms.scene,
        Enquiry("年会費の支払い方法"),
        Enquiry("How do I pay the ＦＥＥ?", "john", language="en", urgent=True),
        Enquiry("データを見たい", kind="access"),
    )
    sato = await rooms.browser(SATO)
    page = await sato.get("/desk")
    assert (page.status, listed(page.text)) == (200, [1, 2, 3])
    assert "至急" in page.text
    for query, expected in (
        ("q=会費", [1]),
        ("q=fee+PAY", [2]),
        ("kind=access", [3]),
        ("language=en", [2]),
        ("view=ended", []),
        ("person=1&view=all", [3, 1]),
        ("mine=1", []),
        ("view=nonsense&kind=x&language=zz&from=-1&person=²", [1, 2, 3]),
    ):
        assert listed((await sato.get(f"/desk?{query}")).text) == expected, query
    for searched in ("2", "no.2", "受付番号２"):
        assert (await sato.get(f"/desk?q={searched}")).path == "/desk/tickets/2"
    assert "条件に合うお問い合わせはありません" in (await sato.get("/desk?q=99")).text
    assert "No enquiry matches" in (await sato.get("/desk?q=zzz&lang=en")).text


async def test_who_searches_finds_what_has_ended_too_and_where_else_to_look(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(
        scene, *(Enquiry(text) for text in ("返金について", "返金の件", "会費")), Enquiry("返金", "john")
    )
    await scene.execute("UPDATE tickets SET state = 'closed' WHERE number = 1")
    sato = await rooms.browser(SATO)
    page = await sato.get("/desk?view=&q=返金")
    assert (listed(page.text), '<option value="" selected>すべて</option>' in page.text) == ([4, 2, 1], True)
    assert listed((await sato.get("/desk?view=waiting&q=返金")).text) == [2, 4], "who asks for less has it"
    nothing = (await sato.get("/desk?view=answered&q=返金")).text
    assert "すべてのお問い合わせから探す（3件）" in nothing
    assert 'href="/desk?q=%E8%BF%94%E9%87%91"' in nothing
    assert "すべてのお問い合わせから探す" not in (await sato.get("/desk?q=zzz")).text
    assert "すべてのお問い合わせから探す" not in (await sato.get("/desk?view=answered&q=zzz")).text


async def test_a_person_is_searched_for_as_pages_call_them(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry(), Enquiry(who="john"), Enquiry(who="john"))
    sato = await rooms.browser(SATO)
    for searched in ("利用者2番", "利用者２", "Person 2", "person no. ２"):
        page = await sato.get(f"/desk?view=&q={searched}")
        assert listed(page.text) == [3, 2], searched
        assert 'name="person" value="2" checked' in page.text


async def test_what_is_for_leads_is_nowhere_for_others(rooms: Rooms) -> None:
    _, secret = await asks(rooms.scene, Enquiry(), Enquiry("ハラスメントの件", for_leads=True))
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    assert listed((await sato.get("/desk")).text) == [1]
    assert listed((await tanaka.get("/desk")).text) == [1, secret]
    for path in (
        f"/desk?q={secret}",
        "/desk?q=ハラスメント",
        "/desk?person=1&view=all",
        f"/desk?left={secret}",
    ):
        assert "ハラスメントの" not in (await sato.get(path)).text
    proof = {"csrf": csrf(await sato.get("/desk"))}
    chosen = await sato.post("/desk/close", MultiDict([*proof.items(), ("number", str(secret))]))
    assert "ハラスメント" not in chosen.text
    forced = MultiDict([*proof.items(), ("sure", "1"), ("seen", f"{secret}:1")])
    assert "ハラスメント" not in (await sato.post("/desk/close", forced)).text
    assert (await rooms.scene.ticket(secret)).state == "new"


async def test_several_are_closed_after_a_second_look_and_what_somebody_took_is_left(rooms: Rooms) -> None:
    scene = rooms.scene
    await asks(
        scene,
        *(Enquiry("テスト", who) for who in ("a", "b", "c")),
        Enquiry("死にたい", "d", urgent=True),
        Enquiry("削除して", "e", kind="delete"),
    )
    sato, tanaka = await rooms.browser(SATO), await rooms.browser(TANAKA)
    proof = ("csrf", csrf(await sato.get("/desk")))
    numbers = [("number", str(number)) for number in (1, 2, 4, 5)]
    look = await sato.post("/desk/close", MultiDict([proof, *numbers, ("back", "q=テスト")]))
    assert "2件を終了する" in look.text
    assert [word in look.text for word in ("至急のため", "個人データのご依頼のため")] == [True, True]
    assert (await scene.ticket(1)).state == "new", "nothing is done before the second look"
    seen = [("seen", f"{number}:1") for number in (1, 2, 4, 5)]
    await tanaka.post("/desk/tickets/2/claim", {"csrf": csrf(await tanaka.get("/desk"))})
    sure = MultiDict([proof, ("sure", "1"), ("back", "q=テスト"), *seen])
    done = await sato.post("/desk/close", sure)
    assert done.path.startswith("/desk?q=")
    assert "担当：田中" in done.text
    states = [(await scene.ticket(number)).state for number in range(1, 6)]
    assert states == ["closed", "claimed", "new", "new", "new"]
    again = await sato.post("/desk/close", sure)
    assert "終了していません" in again.text
    await scene.runner.drain()
    assert [len(scene.channel.posts(who)) for who in ("a", "b")] == [1, 0], (
        "told once, and only who was closed"
    )
    nothing = await sato.post("/desk/close", MultiDict([proof]))
    assert "選ばれていません" in nothing.text


async def test_nothing_that_people_write_is_more_than_text(rooms: Rooms) -> None:
    await asks(rooms.scene, Enquiry(HARMFUL))
    sato = await rooms.browser(SATO)
    for path in ("/desk", "/desk/tickets/1", f"/desk?q={HARMFUL}&person=1"):
        page = await sato.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "javascript:" not in page.text.replace("(javascript:alert", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **太字**" in (await sato.get("/desk/tickets/1")).text

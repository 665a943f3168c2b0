"""A published warning about an account is told to whoever asks about it."""

from __future__ import annotations

from bot.store import impostors
from tests.conftest import OpenOffice
from tests.service.reporting import LINK, SHOWN, asks, last, reports
from tests.service.scene import Scene

WARNED = "事務局が2026年4月1日に『本学会のアカウントではありません』とお知らせしています"
IN_DOUBT = ("偽のアカウントと決まったわけではありません", "確認できませんでした")


async def a_warning(scene: Scene) -> None:
    """Somebody reports the account, staff say that it is not ours, a lead publishes a warning."""
    await reports(scene)
    await scene.staff_press("not_ours 1")
    async with scene.transaction() as tx:
        assert await impostors.warn(tx, 1, scene.clock(), "sato")


async def test_whoever_asks_is_told_of_the_warning_instead_of_a_doubt(office: OpenOffice) -> None:
    scene = await office()
    await asks(scene, "taro")
    assert WARNED not in last(scene, "taro")
    await a_warning(scene)
    await asks(scene, "taro")
    assert WARNED in last(scene, "taro")
    assert not any(doubt in last(scene, "taro") for doubt in IN_DOUBT)
    await asks(scene, "john", LINK, english=True)
    assert "On 1 April 2026, the Society's office published a warning" in last(scene, "john")


async def test_among_several_accounts_the_one_that_is_warned_about_is_named(office: OpenOffice) -> None:
    scene = await office()
    await a_warning(scene)
    await scene.user(f"{LINK} と https://x.com/quite_another は公式ですか", "taro")
    said = last(scene, "taro")
    assert f"{SHOWN}」については、{WARNED}" in said
    assert said.count("お知らせしています") == 1


async def test_a_warning_that_was_taken_back_is_told_no_more(office: OpenOffice) -> None:
    scene = await office()
    await a_warning(scene)
    async with scene.transaction() as tx:
        (case,) = await impostors.with_warning(tx)
        await impostors.unwarn(tx, case.id)
    await asks(scene, "taro")
    assert "お知らせしています" not in last(scene, "taro")

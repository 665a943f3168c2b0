from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError, StoreError
from bot.store.encryption import Vault, new_key

OLD, NEW = new_key(), new_key()


@given(st.text())
def test_what_is_sealed_can_be_opened_and_not_read(text: str) -> None:
    vault = Vault([NEW])
    sealed = vault.seal(text)
    assert vault.open(sealed) == text
    assert len(text) < 4 or text.encode() not in sealed


def test_text_and_its_bytes_are_sealed_alike() -> None:
    vault = Vault([NEW])
    assert vault.open(vault.seal("受付番号".encode())) == vault.open(vault.seal("受付番号")) == "受付番号"


def test_after_a_change_of_keys_the_old_one_still_opens_and_the_new_one_seals() -> None:
    old, changed, new = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
    assert changed.open(old.seal("前の鍵")) == "前の鍵"
    assert new.open(changed.seal("新しい鍵")) == "新しい鍵"
    with pytest.raises(StoreError):
        old.open(changed.seal("新しい鍵"))


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b"", lambda b: b[:40] + b"AAAA" + b[44:]])
def test_a_spoilt_row_is_never_opened_as_something_else(spoil: object) -> None:
    vault = Vault([NEW])
    assert callable(spoil)
    with pytest.raises(StoreError, match="no key fits"):
        vault.open(spoil(vault.seal("会費の領収書")))


def test_new_keys_differ_and_each_is_a_key() -> None:
    keys = {new_key() for _ in range(5)}
    assert len(keys) == 5
    assert all(Vault([key]).open(Vault([key]).seal("x")) == "x" for key in keys)


@pytest.mark.parametrize("keys", [[], [""], [OLD, "x"]])
def test_a_vault_without_a_proper_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(SettingsError, match="ENCRYPTION_KEYS"):
        Vault(keys)

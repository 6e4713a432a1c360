"""Sealed boxes, shared secrets, locks and chance."""

from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import sealing
from core.sealing import CannotOpen


def test_only_the_secret_opens_a_box():
    public, secret = sealing.new_keys()
    _, another = sealing.new_keys()
    box = sealing.seal(b"hello", public)
    assert sealing.unseal(box, secret) == b"hello"
    with pytest.raises(CannotOpen):
        sealing.unseal(box, another)


def test_a_box_that_was_touched_does_not_open():
    public, secret = sealing.new_keys()
    box = bytearray(sealing.seal(b"hello", public))
    box[-1] ^= 1
    with pytest.raises(CannotOpen):
        sealing.unseal(bytes(box), secret)


def test_a_box_that_is_too_short_does_not_open():
    _, secret = sealing.new_keys()
    with pytest.raises(CannotOpen):
        sealing.unseal(b"", secret)


def test_the_same_message_never_gives_the_same_box():
    public, _ = sealing.new_keys()
    assert len({sealing.seal(b"yes", public) for _ in range(50)}) == 50


@settings(deadline=None)
@given(st.binary(max_size=47))
def test_padding_gives_one_length_and_takes_itself_off(message):
    padded = sealing.padded(message, 48)
    assert len(padded) == 48
    assert sealing.unpadded(padded) == message


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        sealing.padded(b"x" * 48, 48)


def test_what_was_not_padded_is_refused():
    with pytest.raises(CannotOpen):
        sealing.unpadded(b"plain")
    with pytest.raises(CannotOpen):
        sealing.unpadded(b"plain\x80\x00more")


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=40))
def test_any_two_of_three_restore_the_secret(secret):
    shares = sealing.split(secret)
    assert {sealing.join(pair) for pair in permutations(shares, 2)} == {secret}
    assert sealing.join(shares) == secret


@settings(max_examples=20, deadline=None)  # a busy machine is no error
@given(st.binary(min_size=1, max_size=16), st.integers(2, 5), st.integers(0, 3))
def test_any_enough_of_many_restore_the_secret(secret, needed, more):
    shares = sealing.split(secret, shares=needed + more, needed=needed)
    assert all(sealing.join(some) == secret for some in combinations(shares, needed))


def test_one_share_says_nothing():
    """For one share, every secret is as likely as every other: its byte is spread over all 256."""
    drawn = Counter(sealing.split(b"\x42")[0][1] for _ in range(25_600))
    assert len(drawn) == 256
    assert max(drawn.values()) < 200


def test_one_share_fits_every_secret():
    share = sealing.split(b"\x42")[0]
    rest = {sealing.join([share, bytes([2, byte])]) for byte in range(256)}
    assert len(rest) == 256


def test_shares_are_joined_once_each():
    first, second, _ = sealing.split(b"abc")
    with pytest.raises(ValueError, match="each once"):
        sealing.join([first, first])
    with pytest.raises(ValueError, match="each once"):
        sealing.join([first, second[:-1]])


@pytest.mark.parametrize("shares, needed", [(1, 1), (3, 1), (2, 3), (256, 2)])
def test_senseless_splits_are_refused(shares, needed):
    with pytest.raises(ValueError, match="At least two"):
        sealing.split(b"abc", shares=shares, needed=needed)


def test_the_field_is_a_field():
    """Every unit has its inverse, and known products of the AES field come out."""
    assert sealing._times(0x57, 0x83) == 0xC1
    assert sealing._times(0x57, 0x13) == 0xFE
    assert all(sealing._times(sealing._over(1, x), x) == 1 for x in range(1, 256))


def test_the_passphrase_opens_the_lock_and_another_does_not():
    locked = sealing.lock(b"share", "mưa xuân trên đồi chè")
    assert sealing.unlock(locked, "mưa xuân trên đồi chè") == b"share"
    with pytest.raises(CannotOpen):
        sealing.unlock(locked, "mua xuan tren doi che")


def test_a_lock_shows_neither_content_nor_passphrase():
    locked = sealing.lock(b"share", "mua xuan")
    assert "share" not in locked and "mua" not in locked
    assert locked != sealing.lock(b"share", "mua xuan")


def test_shuffling_keeps_everything_and_reaches_every_order():
    orders = Counter(tuple(sealing.shuffled("abc")) for _ in range(6_000))
    assert set(orders) == set(permutations("abc"))
    assert min(orders.values()) > 800


def test_codes_are_readable_and_do_not_repeat():
    codes = {sealing.code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    assert not set("".join(codes)) & set("0O1I")


def test_bytes_survive_as_text():
    assert sealing.as_bytes(sealing.as_text(bytes(range(256)))) == bytes(range(256))
